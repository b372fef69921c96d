import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { GapMatrix as Matrix, MatrixCell, MatrixColumn, MatrixRow } from '../../../shared/domain/gap-matrix.ts';
import { STATE_LOOKS, StateTag } from '../../ui/StateTag.tsx';
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
  const sidePx = Math.round(Math.max(250, Math.min(520, widthInSightPx * 0.36)));
  const sharePx = Math.floor((widthInSightPx - sidePx) / Math.max(1, matrix.columns.length));
  const columnPx = Math.max(COLUMN_PX[matrix.by], Math.min(WIDEST_COLUMN_PX, sharePx));
  const rows = useVirtualizer({
    count: matrix.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollPaddingStart: HEAD_PX,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: matrix.columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnPx,
    overscan: 3,
    scrollPaddingStart: sidePx,
    paddingStart: sidePx,
  });
  useEffect(() => columns.measure(), [columns, columnPx, sidePx]);
  const place: GridPlace = {
    row: Math.min(at.row, matrix.rows.length - 1),
    column: Math.min(at.column, matrix.columns.length - 1),
  };
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
      aria-activedescendant={idOf(place)}
      onKeyDown={onKeyDown}
    >
      <div className="gm-top" role="row" aria-rowindex={1} style={{ width: widthPx, height: HEAD_PX }}>
        <div className="gm-corner" role="columnheader" aria-colindex={1} style={{ width: sidePx }}>
          {matrix.rows.length} 条指标 × {matrix.columns.length} 个{BY_WORDS[matrix.by]}
          {matrix.by === 'unit' ? ';有底色的由它牵头' : matrix.by === 'month' ? ';格里是能计入的份数' : ''}
        </div>
        {columns.getVirtualItems().map((item) => {
          const column = matrix.columns[item.index];
          return column && <ColumnHead key={column.key} column={column} index={item.index} item={item} by={matrix.by} />;
        })}
      </div>
      <div role="rowgroup" style={{ position: 'relative', height: rows.getTotalSize(), width: widthPx }}>
        {rows.getVirtualItems().map((item) => {
          const row = matrix.rows[item.index];
          if (!row) return null;
          const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
          return (
            <div
              key={row.id}
              className="gm-row"
              role="row"
              aria-rowindex={item.index + 2}
              style={{ width: widthPx, height: ROW_PX, transform: `translateY(${item.start}px)` }}
            >
              <RowHead
                row={row}
                id={idOf({ row: item.index, column: -1 })}
                active={place.row === item.index && place.column === -1 ? 'active' : ''}
                widthPx={sidePx}
                onOpen={() => {
                  setAt({ row: item.index, column: -1 });
                  open({ row: item.index, column: -1 });
                }}
              />
              {columns.getVirtualItems().map((across) => {
                const here = { row: item.index, column: across.index };
                return (
                  <Cell
                    key={across.index}
                    id={idOf(here)}
                    cell={cells.get(across.index)}
                    column={matrix.columns[across.index]}
                    leftPx={across.start}
                    widthPx={across.size}
                    active={place.row === here.row && place.column === here.column ? 'active' : ''}
                    onOpen={() => {
                      setAt(here);
                      open(here);
                    }}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function idOf(place: GridPlace): string {
  return `gap-${place.row}-${place.column + 1}`;
}

/** Row heads take a third of the width, so that columns stay in sight on a small or enlarged screen. */
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

interface RowHeadProps {
  readonly row: MatrixRow;
  readonly id: string;
  readonly active: 'active' | '';
  readonly widthPx: number;
  readonly onOpen: () => void;
}

function RowHead({ row, id, active, widthPx, onOpen }: RowHeadProps) {
  const narrow = widthPx < 360;
  return (
    <div
      id={id}
      className={`gm-side${active ? ' gm-active' : ''}`}
      role="rowheader"
      aria-colindex={1}
      aria-selected={active !== ''}
      title={`${row.code} ${row.name}${row.leadUnit ? `\n牵头单位:${row.leadUnit}` : ''}${row.lacking ? `\n${row.lacking}` : ''}`}
      style={{ width: widthPx }}
      onClick={onOpen}
    >
      <span className="gm-code ellipsis">{row.code}</span>
      <span className="gm-name ellipsis">{row.name}</span>
      <span className={narrow ? 'visually-hidden' : 'gm-state'}>
        <StateTag state={row.state} />
      </span>
      <span className="gm-sum">
        {row.confirmed}/{row.required}
      </span>
    </div>
  );
}

interface CellProps {
  readonly id: string;
  readonly cell: MatrixCell | undefined;
  readonly column: MatrixColumn | undefined;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly active: 'active' | '';
  readonly onOpen: () => void;
}

function Cell({ id, cell, column, leftPx, widthPx, active, onOpen }: CellProps) {
  const look = cell?.state ? STATE_LOOKS[cell.state] : null;
  const words = cell ? wordsOf(cell, column?.label ?? '') : `${column?.label ?? ''}:无`;
  return (
    <div
      id={id}
      className={`gm-cell${active ? ' gm-active' : ''}`}
      role="gridcell"
      aria-selected={active !== ''}
      title={cell ? words : undefined}
      data-tone={look?.tone ?? (cell && cell.confirmed > 0 ? 'good' : cell ? 'warn' : undefined)}
      data-role={cell?.role ?? undefined}
      style={{ left: leftPx, width: widthPx }}
      onClick={onOpen}
    >
      {!cell && <span className="visually-hidden">{words}</span>}
      {cell && (
        <>
          <span className="visually-hidden">{`${column?.label ?? ''}${roleWords(cell)}:${cell.state ?? ''}`}</span>
          <span aria-hidden="true">{look?.shape ?? (cell.confirmed > 0 ? '●' : '◔')}</span>
          <span>{cell.state === null ? cell.confirmed : `${cell.confirmed}/${cell.required}`}</span>
          {cell.suggested > 0 && (
            <small>
              <span className="visually-hidden">待确认</span>+{cell.suggested}
            </small>
          )}
        </>
      )}
    </div>
  );
}

function wordsOf(cell: MatrixCell, label: string): string {
  const state = cell.state === null ? '' : `${cell.state},`;
  const asked = cell.state === null ? '' : `,要求 ${cell.required} 份`;
  const pending = cell.suggested > 0 ? `,待确认 ${cell.suggested} 份` : '';
  return `${label}${roleWords(cell)}:${state}已有 ${cell.confirmed} 份${asked}${pending}`;
}

function roleWords(cell: MatrixCell): string {
  return cell.role === null ? '' : cell.role === 'lead' ? '(牵头)' : '(责任)';
}
