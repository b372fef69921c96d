import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, type KeyboardEvent, type RefObject } from 'react';
import type { DutyItem } from '../../../shared/contract/duties.ts';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { StateTag } from '../../ui/StateTag.tsx';

export interface DutyListProps {
  readonly items: readonly DutyItem[];
  /** True when the list is of one unit: then 牵头 or 配合 is said, else the lead unit. */
  readonly ofUnit: boolean;
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
  /** Enter: goes to the editor. */
  readonly onEnter: () => void;
  readonly frame: RefObject<HTMLDivElement | null>;
}

const ROW_PX = 52;

/** Leaves one below the other with state, day and who leads. Arrow keys move, Enter goes to the editor. */
export function DutyList({ items, ofUnit, chosen, onChoose, onEnter, frame }: DutyListProps) {
  const at = items.findIndex((item) => item.id === chosen);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    rangeExtractor: useMemo(() => drawnWith(at), [at]),
    useFlushSync: false,
  });
  const drawn = virtual.getVirtualItems();
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: items.length - 1 },
    };
    const next = moves[event.key];
    if (event.key === 'Enter') onEnter();
    else if (next !== undefined) {
      const item = items[Math.max(0, Math.min(items.length - 1, next))];
      if (item) onChoose(item.id);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={frame}
      className="duty-list"
      role="listbox"
      tabIndex={0}
      aria-label="承担的指标"
      aria-activedescendant={isDrawn(drawn, at) ? `duty-item-${chosen}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {drawn.map((row) => {
          const item = items[row.index];
          if (!item) return null;
          return (
            <div
              key={item.id}
              id={`duty-item-${item.id}`}
              role="option"
              aria-selected={item.id === chosen}
              className={`duty-item${item.id === chosen ? ' duty-chosen' : ''}`}
              style={{ height: ROW_PX, transform: `translateY(${row.start}px)` }}
              title={`${item.code} ${item.name}`}
              onClick={() => onChoose(item.id)}
            >
              <div className="duty-line">
                <span className="duty-code">{item.code}</span>
                <span className="ellipsis duty-name">{item.name}</span>
                <StateTag state={item.state} />
              </div>
              <div className="duty-line duty-small">
                <span className="ellipsis duty-name">{wordsOf(item, ofUnit)}</span>
                <Due item={item} />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function wordsOf(item: DutyItem, ofUnit: boolean): string {
  const who = item.units.length === 0 ? '未分配' : ofUnit ? (item.lead ? '牵头' : '配合') : item.leadUnit || '没有牵头单位';
  return [who, item.office, item.person, item.lacking === '' ? '' : `缺 ${item.lacking}`]
    .filter((part) => part !== '')
    .join(' · ');
}

function Due({ item }: { readonly item: DutyItem }) {
  if (item.dueState === 'overdue') return <span className="duty-late">▲ 逾期 {item.due}</span>;
  if (item.dueState === 'soon') return <span className="duty-soon">◆ 近期 {item.due}</span>;
  return <span className="duty-due">{item.due}</span>;
}
