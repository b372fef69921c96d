import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { GapMatrix as Matrix, MatrixColumn, MatrixRow } from '../../../shared/domain/gap-matrix.ts';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { GapMatrixRow, idOf } from './GapMatrixRow.tsx';
import { movedBy, type GridPlace } from './grid-keys.ts';

export interface GapMatrixProps {
  readonly matrix: Matrix;
  /** Opens a leaf's card; the column is null from the row's head. */
  readonly onOpen: (row: MatrixRow, column: MatrixColumn | null) => void;
}

const ROW_PX = 34;
const HEAD_PX = 58;
const COLUMN_PX = { unit: 96, kind: 104, month: 90 } as const;
/** Few columns share the width that is there, up to so much each. */
const WIDEST_COLUMN_PX = 150;

const BY_WORDS = { unit: '责任单位', kind: '材料类型', month: '月份' } as const;

/** Leaves × columns; one stop for Tab, arrows inside, Enter opens the card. Only what is in sight is in the page. */
export function GapMatrix({ matrix, onOpen }: GapMatrixProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: -1 });
  const widthInSightPx = useWidthPx(scroller);
  const sidePx = sideWidth(widthInSightPx, matrix.columns.length);
  const sharePx = Math.floor((widthInSightPx - sidePx) / Math.max(1, matrix.columns.length));
  const columnPx = Math.max(COLUMN_PX[matrix.by], Math.min(WIDEST_COLUMN_PX, sharePx));
  const place: GridPlace = {
    row: Math.min(at.row, matrix.rows.length - 1),
    column: Math.min(at.column, matrix.columns.length - 1),
  };
  const rows = useVirtualizer({
    count: matrix.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    rangeExtractor: useMemo(() => drawnWith(place.row), [place.row]),
    useFlushSync: false,
    // The rows begin below the head, which stays in sight over them.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: matrix.columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnPx,
    overscan: 2,
    rangeExtractor: useMemo(() => drawnWith(place.column), [place.column]),
    useFlushSync: false,
    scrollPaddingStart: sidePx,
    paddingStart: sidePx,
  });
  useEffect(() => columns.measure(), [columns, columnPx, sidePx]);
  const goTo = (next: GridPlace): void => {
    setAt(next);
    rows.scrollToIndex(next.row);
    if (next.column >= 0) columns.scrollToIndex(next.column);
  };
  const open = (next: GridPlace): void => {
    const row = matrix.rows[next.row];
    if (row) onOpen(row, matrix.columns[next.column] ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(place);
      return;
    }
    const rowsPerPage = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_PX) / ROW_PX) - 1);
    const size = { rows: matrix.rows.length, columns: matrix.columns.length, rowsPerPage };
    const next = event.altKey ? null : movedBy(event.key, event.ctrlKey ? 'ctrl' : 'plain', place, size);
    if (!next) return;
    event.preventDefault();
    goTo(next);
  };
  const onClick = (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (!cell) return;
    const next = { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
    setAt(next);
    open(next);
  };
  const drawn = rows.getVirtualItems();
  const across = columns.getVirtualItems();
  const activeDrawn = isDrawn(drawn, place.row) && (place.column < 0 || isDrawn(across, place.column));
  const widthPx = columns.getTotalSize();
  return (
    <div
      ref={scroller}
      className="gm"
      role="grid"
      tabIndex={0}
      aria-label={`缺项矩阵:指标 × ${BY_WORDS[matrix.by]}`}
      aria-rowcount={matrix.rows.length + 1}
      aria-colcount={matrix.columns.length + 1}
      aria-activedescendant={activeDrawn ? idOf(place.row, place.column) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className="gm-top" role="row" aria-rowindex={1} style={{ width: widthPx, height: HEAD_PX }}>
        <div className="gm-corner" role="columnheader" aria-colindex={1} style={{ width: sidePx }}>
          {matrix.rows.length} 条指标 × {matrix.columns.length} 个{BY_WORDS[matrix.by]}
          {matrix.by === 'unit' ? ';有底色的由它牵头' : matrix.by === 'month' ? ';格里是能计入的份数' : ''}
        </div>
        {across.map((item) => {
          const column = matrix.columns[item.index];
          return column && <ColumnHead key={column.key} column={column} index={item.index} item={item} by={matrix.by} />;
        })}
      </div>
      <div role="rowgroup" style={{ position: 'relative', height: rows.getTotalSize(), width: widthPx }}>
        {drawn.map((item) => {
          const row = matrix.rows[item.index];
          if (!row) return null;
          return (
            <GapMatrixRow
              key={row.id}
              row={row}
              index={item.index}
              topPx={item.start - HEAD_PX}
              heightPx={ROW_PX}
              sidePx={sidePx}
              widthPx={widthPx}
              columns={matrix.columns}
              across={across}
              active={place.row === item.index ? place.column : null}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Row heads take a third of the width, so that columns stay in sight on a small screen; on a wide one, what few columns leave. */
function sideWidth(inSightPx: number, columns: number): number {
  const third = Math.max(250, Math.min(520, inSightPx * 0.36));
  return Math.round(Math.max(third, Math.min(820, inSightPx - columns * WIDEST_COLUMN_PX)));
}

function useWidthPx(scroller: React.RefObject<HTMLDivElement | null>): number {
  const [widthPx, setWidthPx] = useState(1200);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidthPx(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, [scroller]);
  return widthPx;
}

interface ColumnHeadProps {
  readonly column: MatrixColumn;
  readonly index: number;
  readonly item: { readonly start: number; readonly size: number };
  readonly by: Matrix['by'];
}

function ColumnHead({ column, index, item, by }: ColumnHeadProps) {
  const counted = by === 'month' ? `${column.confirmed} 份` : `缺 ${column.lacking} / ${column.leaves}`;
  const words =
    by === 'month'
      ? `${column.label}:已确认 ${column.confirmed} 份,待确认 ${column.suggested} 份`
      : `${column.label}:${column.leaves} 条指标,${column.lacking} 条有缺项`;
  return (
    <div
      className="gm-col"
      role="columnheader"
      aria-colindex={index + 2}
      title={words}
      style={{ left: item.start, width: item.size }}
    >
      <b>{column.label}</b>
      <span>{counted}</span>
    </div>
  );
}
