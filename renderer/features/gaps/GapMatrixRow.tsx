import { memo } from 'react';
import type { MatrixCell, MatrixColumn, MatrixRow } from '../../../shared/domain/gap-matrix.ts';
import { STATE_LOOKS, StateTag } from '../../ui/StateTag.tsx';

/** A column in sight: which one, where, how wide. */
export interface ColumnInSight {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

export interface GapMatrixRowProps {
  readonly row: MatrixRow;
  readonly index: number;
  readonly topPx: number;
  readonly heightPx: number;
  readonly sidePx: number;
  readonly widthPx: number;
  readonly columns: readonly MatrixColumn[];
  readonly across: readonly ColumnInSight[];
  /** Column the person is in (−1: the head) when it is in this row, else null. */
  readonly active: number | null;
}

/** Id of a cell; column −1 is the row's head. */
export function idOf(row: number, column: number): string {
  return `gap-${row}-${column + 1}`;
}

/** One leaf of the matrix. Drawn again only when it changed, so that scrolling costs the new rows alone. */
export const GapMatrixRow = memo(function GapMatrixRow(props: GapMatrixRowProps) {
  const { row, index, across, columns, active } = props;
  const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
  return (
    <div
      className="gm-row"
      role="row"
      aria-rowindex={index + 2}
      style={{ width: props.widthPx, height: props.heightPx, transform: `translateY(${props.topPx}px)` }}
    >
      <RowHead row={row} index={index} widthPx={props.sidePx} active={active === -1 ? 'active' : ''} />
      {across.map((column) => (
        <Cell
          key={column.index}
          row={index}
          at={column.index}
          cell={cells.get(column.index)}
          label={columns[column.index]?.label ?? ''}
          leftPx={column.start}
          widthPx={column.size}
          active={active === column.index ? 'active' : ''}
        />
      ))}
    </div>
  );
});

interface RowHeadProps {
  readonly row: MatrixRow;
  readonly index: number;
  readonly active: 'active' | '';
  readonly widthPx: number;
}

function RowHead({ row, index, active, widthPx }: RowHeadProps) {
  const narrow = widthPx < 360;
  return (
    <div
      id={idOf(index, -1)}
      className={`gm-side${active ? ' gm-active' : ''}`}
      role="rowheader"
      aria-colindex={1}
      aria-selected={active !== ''}
      data-row={index}
      data-column={-1}
      title={`${row.code} ${row.name}${row.leadUnit ? `\n牵头单位:${row.leadUnit}` : ''}${row.lacking ? `\n${row.lacking}` : ''}`}
      style={{ width: widthPx }}
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
  readonly row: number;
  readonly at: number;
  readonly cell: MatrixCell | undefined;
  readonly label: string;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly active: 'active' | '';
}

const Cell = memo(function Cell({ row, at, cell, label, leftPx, widthPx, active }: CellProps) {
  const look = cell?.state ? STATE_LOOKS[cell.state] : null;
  return (
    <div
      id={idOf(row, at)}
      className={`gm-cell${active ? ' gm-active' : ''}`}
      role="gridcell"
      aria-colindex={at + 2}
      aria-selected={active !== ''}
      title={cell ? wordsOf(cell, label) : undefined}
      data-row={row}
      data-column={at}
      data-tone={look?.tone ?? (cell && cell.confirmed > 0 ? 'good' : cell ? 'warn' : undefined)}
      data-role={cell?.role ?? undefined}
      style={{ left: leftPx, width: widthPx }}
    >
      {!cell && <span className="visually-hidden">{label}:无</span>}
      {cell && (
        <>
          <span className="visually-hidden">{`${label}${roleWords(cell)}:${cell.state ?? ''}`}</span>
          <span aria-hidden="true">{look?.shape ?? (cell.confirmed > 0 ? '●' : '◔')}</span>
          <span>{cell.state === null ? cell.confirmed || '' : `${cell.confirmed}/${cell.required}`}</span>
          {cell.suggested > 0 && (
            <small>
              <span className="visually-hidden">待确认</span>+{cell.suggested}
            </small>
          )}
        </>
      )}
    </div>
  );
});

function wordsOf(cell: MatrixCell, label: string): string {
  const state = cell.state === null ? '' : `${cell.state},`;
  const asked = cell.state === null ? '' : `,要求 ${cell.required} 份`;
  const pending = cell.suggested > 0 ? `,待确认 ${cell.suggested} 份` : '';
  return `${label}${roleWords(cell)}:${state}已有 ${cell.confirmed} 份${asked}${pending}`;
}

function roleWords(cell: MatrixCell): string {
  return cell.role === null ? '' : cell.role === 'lead' ? '(牵头)' : '(责任)';
}
