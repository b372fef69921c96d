import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { WORST_FIRST } from '../../../shared/domain/gaps.ts';
import type { MatrixRow } from '../../../shared/domain/gap-matrix.ts';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { SortHead } from '../../ui/SortHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { movedBy } from './grid-keys.ts';

export interface GapListProps {
  readonly rows: readonly MatrixRow[];
  readonly onOpen: (row: MatrixRow) => void;
}

const ROW_PX = 34;
const HEAD_PX = 34;

type ColumnKey = 'order' | 'name' | 'state' | 'count' | 'suggested' | 'unit' | 'lacking';
interface Sorting {
  readonly key: ColumnKey;
  readonly direction: 1 | -1;
}

const COLUMNS: readonly { readonly key: ColumnKey; readonly label: string; readonly number: boolean }[] = [
  { key: 'order', label: '指标', number: false },
  { key: 'name', label: '名称', number: false },
  { key: 'state', label: '状态', number: false },
  { key: 'count', label: '已有/要求', number: true },
  { key: 'suggested', label: '待确认', number: true },
  { key: 'unit', label: '牵头单位', number: false },
  { key: 'lacking', label: '缺什么,下一步', number: false },
];

/** The same leaves one below the other, sortable by every column. */
export function GapList({ rows, onOpen }: GapListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<Sorting>({ key: 'order', direction: 1 });
  const [at, setAt] = useState(0);
  const sorted = useMemo(() => sortRows(rows, sorting), [rows, sorting]);
  const place = Math.min(at, sorted.length - 1);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    rangeExtractor: useMemo(() => drawnWith(place), [place]),
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    useFlushSync: false,
  });
  const drawn = virtual.getVirtualItems();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const row = sorted[place];
    if (row && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const rowsPerPage = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_PX) / ROW_PX) - 1);
    const key = event.key === 'Home' || event.key === 'End' ? 'ctrl' : 'plain';
    const next = movedBy(event.key, key, { row: place, column: 0 }, { rows: sorted.length, columns: 1, rowsPerPage });
    if (!next || event.altKey) return;
    event.preventDefault();
    setAt(next.row);
    virtual.scrollToIndex(next.row);
  };
  const toggle = (key: ColumnKey): void =>
    setSorting(sorting.key === key ? { key, direction: sorting.direction === 1 ? -1 : 1 } : { key, direction: 1 });
  return (
    <div
      ref={scroller}
      className="gm"
      role="grid"
      tabIndex={0}
      aria-label="缺项列表"
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={isDrawn(drawn, place) ? `gap-row-${place}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className="gl-head" role="row" aria-rowindex={1}>
        {COLUMNS.map(({ key, label, number }) => (
          <SortHead
            key={key}
            label={label}
            direction={sorting.key === key ? sorting.direction : null}
            onSort={() => toggle(key)}
            className={number ? 'gl-number' : ''}
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
              id={`gap-row-${item.index}`}
              className={`gl-row${item.index === place ? ' gm-active' : ''}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={item.index === place}
              style={{ height: ROW_PX, transform: `translateY(${item.start - HEAD_PX}px)` }}
              onClick={() => {
                setAt(item.index);
                onOpen(row);
              }}
            >
              <span role="gridcell" className="ellipsis">
                {row.code}
              </span>
              <span role="gridcell" className="ellipsis" title={row.name}>
                {row.name}
              </span>
              <span role="gridcell">
                <StateTag state={row.state} />
              </span>
              <span role="gridcell" className="gl-number">
                {row.confirmed}/{row.required}
              </span>
              <span role="gridcell" className="gl-number">
                {row.suggested || ''}
              </span>
              <span role="gridcell" className="ellipsis" title={[row.leadUnit, ...row.units].join('、')}>
                {row.leadUnit}
              </span>
              <span role="gridcell" className="ellipsis muted" title={row.lacking}>
                {row.lacking}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function sortRows(rows: readonly MatrixRow[], { key, direction }: Sorting): readonly MatrixRow[] {
  if (key === 'order') return direction === 1 ? rows : [...rows].reverse();
  const chinese = new Intl.Collator('zh-CN', { numeric: true });
  const rank = (row: MatrixRow): number => {
    const at = WORST_FIRST.indexOf(row.state);
    return at < 0 ? WORST_FIRST.length : at;
  };
  const compare: Readonly<Record<Exclude<ColumnKey, 'order'>, (a: MatrixRow, b: MatrixRow) => number>> = {
    name: (a, b) => chinese.compare(a.name, b.name),
    state: (a, b) => rank(a) - rank(b),
    count: (a, b) => b.required - b.confirmed - (a.required - a.confirmed),
    suggested: (a, b) => b.suggested - a.suggested,
    unit: (a, b) => chinese.compare(a.leadUnit, b.leadUnit),
    lacking: (a, b) => chinese.compare(a.lacking, b.lacking),
  };
  return [...rows].sort((a, b) => direction * compare[key](a, b));
}
