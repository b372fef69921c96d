import { useVirtualizer } from '@tanstack/react-virtual';
import { Checkbox } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordRow } from '../../../shared/contract/records.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { shownColumns, shownValue, sortRows } from './shown-rows.ts';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { SortHead } from '../../ui/SortHead.tsx';
import { StateWord } from './StateWord.tsx';

export interface RowGridProps {
  readonly definition: LedgerDefinition;
  readonly rows: readonly RecordRow[];
  readonly current: number | null;
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (ids: ReadonlySet<number>) => void;
  readonly onOpen: (id: number) => void;
}

const ROW_PX = 34;

/** Rows one below the other: arrows move, Enter opens, Space chooses; only what is in sight is in the page. */
export function RowGrid({ definition, rows, current, chosen, onChoose, onOpen }: RowGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<{ key: string; direction: 1 | -1 } | null>(null);
  const [at, setAt] = useState(0);
  const states = useMemo(() => (definition.states ?? []).map(({ name }) => name), [definition]);
  const sorted = useMemo(() => (sorting ? sortRows(rows, sorting, states) : rows), [rows, sorting, states]);
  const columns = shownColumns(definition);
  const place = Math.min(at, sorted.length - 1);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    rangeExtractor: useMemo(() => drawnWith(place), [place]),
    scrollMargin: ROW_PX,
    scrollPaddingStart: ROW_PX,
    useFlushSync: false,
  });
  const drawn = virtual.getVirtualItems();
  const toggle = (id: number): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey) return;
    const row = sorted[place];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -sorted.length,
      End: sorted.length,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(sorted.length - 1, place + step));
      setAt(next);
      virtual.scrollToIndex(next);
    } else if (row && event.key === 'Enter') onOpen(row.id);
    else if (row && event.key === ' ') toggle(row.id);
    else return;
    event.preventDefault();
  };
  const sortBy = (key: string): void =>
    setSorting(sorting?.key === key ? (sorting.direction === 1 ? { key, direction: -1 } : null) : { key, direction: 1 });
  const heads = [...(definition.states ? [{ key: '$state', header: '状态', number: false, wide: false }] : []), ...columns];
  const template = `28px ${heads.map((one) => (one.key === '$state' ? '84px' : one.wide ? 'minmax(140px, 3fr)' : 'minmax(84px, 1.4fr)')).join(' ')}`;
  return (
    <div
      ref={scroller}
      className="rec-grid"
      role="grid"
      tabIndex={0}
      aria-label={`${definition.name}的行`}
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={isDrawn(drawn, place) ? `rec-row-${place}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="rec-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        <span role="columnheader" aria-label="选择" />
        {heads.map(({ key, header, number }) => (
          <SortHead
            key={key}
            label={header}
            className={number ? 'rec-number' : undefined}
            direction={sorting?.key === key ? sorting.direction : null}
            onSort={() => sortBy(key)}
          />
        ))}
      </div>
      <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {drawn.map((item) => {
          const row = sorted[item.index];
          if (!row) return null;
          return (
            <div
              key={row.id}
              id={`rec-row-${item.index}`}
              className={`rec-row${item.index === place ? ' rec-active' : ''}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={row.id === current}
              style={{ height: ROW_PX, transform: `translateY(${item.start - ROW_PX}px)`, gridTemplateColumns: template }}
              onClick={() => {
                setAt(item.index);
                onOpen(row.id);
              }}
            >
              <span role="gridcell" onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  tabIndex={-1}
                  aria-label={`选择第 ${item.index + 1} 行`}
                  checked={chosen.has(row.id)}
                  onChange={() => toggle(row.id)}
                />
              </span>
              {definition.states && (
                <span role="gridcell">
                  <StateWord definition={definition} row={row} />
                </span>
              )}
              {columns.map(({ key, number }) => {
                const value = String(shownValue(row, key));
                const late = row.overdue && value.startsWith('逾期');
                return (
                  <span
                    key={key}
                    role="gridcell"
                    className={`ellipsis${number ? ' rec-number' : ''}${late ? ' rec-late' : ''}`}
                    title={value}
                  >
                    {late && <span aria-hidden="true">▲ </span>}
                    {value}
                  </span>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
