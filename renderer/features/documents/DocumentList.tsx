import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { DocumentListRow } from '../../../shared/contract/documents.ts';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { usePagedDocuments, type DocumentsRequest } from '../../api/pages.ts';
import { usePreference } from '../../api/preference.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import type { Sorting } from './chosen.ts';
import { COLUMNS, isWidths, type ColumnKey, type Widths } from './document-columns.ts';
import { DocumentHeader } from './DocumentHeader.tsx';
import { DocumentItem } from './DocumentItem.tsx';
import type { Choice } from './use-choice.ts';

export interface DocumentListProps {
  readonly request: DocumentsRequest;
  readonly sorting: Sorting;
  readonly onSorting: (sorting: Sorting) => void;
  readonly view: 'list' | 'grid';
  readonly choice: Choice;
  /** Row whose title is being changed. */
  readonly renaming: number | null;
  readonly onRename: (id: number, title: string | null) => void;
  readonly onOpen: (row: DocumentListRow) => void;
  readonly onPreview: () => void;
  readonly empty: ReactNode;
  readonly onTotal: (total: number | null) => void;
}

const ROW_PX = 46;
const HEAD_PX = 28;
/** Lines drawn beyond those in sight, on either side. */
const OVERSCAN = 6;
const TILE_PX = { width: 148, height: 176 };

/** A row that a key asked for before it was loaded. */
interface Wanted {
  readonly index: number;
  readonly extend: 'one' | 'range';
  readonly request: DocumentsRequest;
  readonly after: Choice['active'];
}

/** Documents as rows or as thumbnails; only what is seen is asked for and drawn. */
export function DocumentList(props: DocumentListProps) {
  const { request, view, choice, onTotal } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  const [widths, setWidths] = usePreference<Widths>('documents.columns', {}, isWidths);
  useEffect(() => {
    const target = frame.current;
    if (!target) return;
    const observer = new ResizeObserver(() => setWidth(target.clientWidth));
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  const perLine = view === 'grid' ? Math.max(1, Math.floor((width - 8) / TILE_PX.width)) : 1;
  const [range, setRange] = useState({ first: 0, last: 60 });
  const { total, rowAt, error, retry } = usePagedDocuments(request, range.first, range.last);
  useEffect(() => onTotal(total), [total, onTotal]);
  const head = view === 'list' ? HEAD_PX : 0;
  const activeIndex = choice.active?.index ?? -1;
  const activeLine = Math.floor(activeIndex / perLine);
  const virtual = useVirtualizer({
    count: Math.ceil((total ?? 0) / perLine),
    getScrollElement: () => frame.current,
    estimateSize: () => (view === 'grid' ? TILE_PX.height : ROW_PX),
    overscan: OVERSCAN,
    rangeExtractor: useMemo(() => drawnWith(activeLine), [activeLine]),
    scrollMargin: head,
    scrollPaddingStart: head,
  });
  const lines = virtual.getVirtualItems();
  const first = Math.max(0, (virtual.range?.startIndex ?? 0) - OVERSCAN) * perLine;
  const last = ((virtual.range?.endIndex ?? 0) + 1 + OVERSCAN) * perLine;
  useEffect(() => setRange({ first, last }), [first, last]);
  useEffect(() => virtual.measure(), [view, virtual]);
  useEffect(() => {
    if (activeLine >= 0) virtual.scrollToIndex(activeLine, { align: 'auto' });
  }, [activeIndex, activeLine, virtual]);

  const [wanted, setWanted] = useState<Wanted | null>(null);
  const move = (index: number, extend: 'one' | 'range'): void => {
    const target = Math.min(Math.max(index, 0), (total ?? 1) - 1);
    const row = rowAt(target);
    if (row) return choice.choose(target, row.id, extend);
    setWanted({ index: target, extend, request, after: choice.active });
    virtual.scrollToIndex(Math.floor(target / perLine));
  };
  // A row that a key asked for is chosen as soon as it is there: End in 100,000 rows goes where nothing is loaded yet.
  const wantedRow = wanted && rowAt(wanted.index);
  useEffect(() => {
    if (!wanted || !wantedRow) return;
    setWanted(null);
    // Another list, or another row chosen meanwhile: the key was pressed for something else.
    if (wanted.request === request && wanted.after === choice.active) choice.choose(wanted.index, wantedRow.id, wanted.extend);
  }, [wanted, wantedRow, choice, request]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== frame.current) return;
    const page =
      Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / (view === 'grid' ? TILE_PX.height : ROW_PX)) - 1) * perLine;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex + perLine,
      ArrowUp: activeIndex - perLine,
      ...(view === 'grid' ? { ArrowRight: activeIndex + 1, ArrowLeft: activeIndex - 1 } : {}),
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: (total ?? 1) - 1,
    };
    const to = steps[event.key];
    if (to !== undefined && !event.ctrlKey) move(to, event.shiftKey ? 'range' : 'one');
    else if (event.key.toLowerCase() === 'a' && event.ctrlKey) choice.chooseAll();
    else if (event.key === 'Escape') choice.clear();
    else if (event.key === 'Enter' || event.key === ' ') props.onPreview();
    else return;
    event.preventDefault();
  };
  const hidden = hiddenIn(width);
  const columns = COLUMNS.filter(({ key }) => !hidden.includes(key));
  const shownColumns = columns.map(({ key }) => key).join(' ');
  // The same array while the columns are the same: rows that stay in sight are not drawn anew with every turn of the wheel.
  const keys = useMemo(() => columns.map(({ key }) => key), [shownColumns]);
  const template = `minmax(140px, 1fr) ${columns.map(({ key, px }) => `${widths[key] ?? px}px`).join(' ')}`;
  return (
    <div className="doc-list" style={{ ['--columns' as string]: template }}>
      <div
        ref={frame}
        className="doc-frame"
        role="grid"
        aria-label="材料"
        aria-multiselectable="true"
        aria-rowcount={total ?? -1}
        aria-activedescendant={choice.active && isDrawn(lines, activeLine) ? `document-${choice.active.id}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {view === 'list' && <DocumentHeader {...props} columns={columns} widths={widths} onWidths={setWidths} />}
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {total === 0 && !error && props.empty}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {lines.map((line) => (
            <div
              key={line.key}
              className="doc-line"
              role={view === 'grid' ? 'row' : 'presentation'}
              style={{ top: line.start - head, height: line.size }}
            >
              {Array.from({ length: perLine }, (_, at) => line.index * perLine + at)
                .filter((index) => index < (total ?? 0))
                .map((index) => (
                  <DocumentItem key={index} {...props} index={index} row={rowAt(index)} columns={keys} />
                ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Columns a narrow list does without: the title keeps its room. */
function hiddenIn(widthPx: number): readonly ColumnKey[] {
  if (widthPx < 330) return ['type', 'size', 'date'];
  if (widthPx < 480) return ['type', 'size'];
  return widthPx < 680 ? ['type'] : [];
}
