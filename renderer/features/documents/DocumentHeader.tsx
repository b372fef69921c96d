import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import type { PointerEvent, ReactNode } from 'react';
import type { Sorting } from './chosen.ts';
import type { COLUMNS, Widths } from './document-columns.ts';

export interface DocumentHeaderProps {
  readonly sorting: Sorting;
  readonly onSorting: (sorting: Sorting) => void;
  readonly columns: typeof COLUMNS;
  readonly widths: Widths;
  readonly onWidths: (widths: Widths) => void;
}

/** Heads of the list: each sorts, its edge draws the column wider. */
export function DocumentHeader({ sorting, onSorting, columns, widths, onWidths }: DocumentHeaderProps) {
  const sortBy = (sort: Sorting['sort']): void =>
    onSorting({ sort, direction: sorting.sort === sort && sorting.direction === 'up' ? 'down' : 'up' });
  const sortWord = (sort: Sorting['sort']): 'ascending' | 'descending' | 'none' =>
    sorting.sort !== sort ? 'none' : sorting.direction === 'up' ? 'ascending' : 'descending';
  const mark = (sort: Sorting['sort'] | null): ReactNode =>
    sorting.sort === sort &&
    (sorting.direction === 'up' ? <CaretUpOutlined aria-hidden="true" /> : <CaretDownOutlined aria-hidden="true" />);
  const drag = (key: string, px: number) => (event: PointerEvent<HTMLSpanElement>) => {
    const startX = event.clientX;
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const onMove = (moved: globalThis.PointerEvent): void =>
      onWidths({ ...widths, [key]: Math.min(240, Math.max(48, px + startX - moved.clientX)) });
    target.addEventListener('pointermove', onMove);
    target.addEventListener('pointerup', () => target.removeEventListener('pointermove', onMove), { once: true });
  };
  return (
    <div className="doc-header" role="row">
      <span className="doc-header-cell" role="columnheader" aria-sort={sortWord('title')}>
        <button type="button" onClick={() => sortBy('title')}>
          题名 {mark('title')}
        </button>
      </span>
      {columns.map(({ key, label, sort, px }) => (
        <span key={key} className="doc-header-cell" role="columnheader" aria-sort={sort === null ? undefined : sortWord(sort)}>
          <span className="doc-resize" onPointerDown={drag(key, widths[key] ?? px)} aria-hidden="true" />
          {sort === null ? (
            <span className="doc-header-word">{label}</span>
          ) : (
            <button type="button" onClick={() => sortBy(sort)}>
              {label} {mark(sort)}
            </button>
          )}
        </span>
      ))}
    </div>
  );
}
