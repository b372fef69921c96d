import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Input } from 'antd';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { STATE_WORDS, type DocumentListRow } from '../../../shared/contract/documents.ts';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { folderOf } from '../../../shared/domain/paths.ts';
import { documentUrl } from '../../api/client.ts';
import { usePagedDocuments, type DocumentsRequest } from '../../api/pages.ts';
import { usePreference } from '../../api/preference.ts';
import { DOCUMENTS_DRAG } from '../../parts/dragged-documents.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { MarkedText } from '../../ui/MarkedText.tsx';
import { nearHit, sizeWords, type Sorting } from './chosen.ts';
import { LinkTag } from './LinkTag.tsx';
import { TypeIcon } from './TypeIcon.tsx';
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

type ColumnKey = 'date' | 'type' | 'size' | 'links';
const COLUMNS: readonly {
  readonly key: ColumnKey;
  readonly label: string;
  readonly sort: Sorting['sort'] | null;
  readonly px: number;
}[] = [
  { key: 'date', label: '日期', sort: 'date', px: 86 },
  { key: 'type', label: '格式', sort: 'type', px: 56 },
  { key: 'size', label: '大小', sort: 'size', px: 66 },
  { key: 'links', label: '佐证', sort: null, px: 80 },
];
const ROW_PX = 46;
const HEAD_PX = 28;
/** Lines drawn beyond those in sight, on either side. */
const OVERSCAN = 6;
const TILE_PX = { width: 148, height: 176 };

type Widths = Readonly<Record<string, number>>;
const isWidths = (value: unknown): value is Widths =>
  typeof value === 'object' && value !== null && Object.values(value).every((px) => typeof px === 'number');

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
        {view === 'list' && <Header {...props} columns={columns} widths={widths} onWidths={setWidths} />}
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
                  <Item key={index} {...props} index={index} row={rowAt(index)} columns={columns.map(({ key }) => key)} />
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

interface HeaderProps {
  readonly sorting: Sorting;
  readonly onSorting: (sorting: Sorting) => void;
  readonly columns: typeof COLUMNS;
  readonly widths: Widths;
  readonly onWidths: (widths: Widths) => void;
}

function Header({ sorting, onSorting, columns, widths, onWidths }: HeaderProps) {
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

interface ItemProps extends DocumentListProps {
  readonly index: number;
  readonly row: DocumentListRow | null;
  readonly columns: readonly ColumnKey[];
}

function Item({ index, row, columns, view, choice, renaming, onRename, onOpen, request }: ItemProps) {
  if (!row) return <div className={view === 'grid' ? 'doc-tile' : 'doc-row'} aria-hidden="true" />;
  const chosen = choice.ids.has(row.id);
  // A press on one of several chosen rows may begin a drag, so it keeps the choice until it is a click.
  const onMouseDown = (event: MouseEvent): void => {
    const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
    if (how === 'one' && chosen) return;
    choice.choose(index, row.id, how);
  };
  const onClick = (event: MouseEvent): void => {
    if (chosen && !event.shiftKey && !event.ctrlKey && !event.metaKey) choice.choose(index, row.id, 'one');
  };
  const onDragStart = (event: DragEvent): void => {
    const ids = chosen ? [...choice.ids] : [row.id];
    event.dataTransfer.setData(DOCUMENTS_DRAG, JSON.stringify(ids));
    event.dataTransfer.setData('text/plain', row.title);
    event.dataTransfer.effectAllowed = 'link';
  };
  const shared = {
    id: `document-${row.id}`,
    'aria-selected': chosen,
    draggable: renaming !== row.id,
    onMouseDown,
    onClick,
    onDoubleClick: () => onOpen(row),
    onDragStart,
  };
  const { query = '' } = request.filter;
  const trouble = row.state === 'ok' || row.state === 'empty' ? null : STATE_WORDS[row.state];
  if (view === 'grid')
    return (
      <div className="doc-tile" role="gridcell" {...shared} title={`${row.title}\n${row.path}`}>
        <Thumbnail row={row} />
        <span className="doc-tile-title">{row.title}</span>
      </div>
    );
  const cells: Readonly<Record<ColumnKey, ReactNode>> = {
    date: row.date ?? <span className="muted">无日期</span>,
    type: row.type === 'other' ? '其他' : row.type,
    size: sizeWords(row.sizeBytes),
    links: <LinkTag links={row.links} />,
  };
  return (
    <div className="doc-row" role="row" aria-rowindex={index + 1} {...shared}>
      <div className="doc-title" role="gridcell">
        <TypeIcon type={row.type} />
        <div style={{ minWidth: 0, flex: 1 }}>
          {renaming === row.id ? (
            <RenameField title={row.title} onEnd={(title) => onRename(row.id, title)} />
          ) : (
            <div className="ellipsis" title={row.title}>
              <MarkedText text={row.title} query={query} />
            </div>
          )}
          <div className="ellipsis doc-under" title={row.path}>
            {trouble !== null && <span style={{ color: 'var(--bad)' }}>⊠ {trouble} · </span>}
            <MarkedText
              text={row.snippet === undefined ? folderOf(row.path) || row.path : nearHit(row.snippet, query)}
              query={query}
            />
          </div>
        </div>
      </div>
      {columns.map((key) => (
        <div key={key} role="gridcell" className={key === 'size' ? 'doc-cell doc-number' : 'doc-cell'}>
          {cells[key]}
        </div>
      ))}
    </div>
  );
}

function Thumbnail({ row }: { readonly row: DocumentListRow }) {
  const [failed, setFailed] = useState<number | null>(null);
  return (
    <span className="doc-thumbnail">
      {failed === row.id ? (
        <TypeIcon type={row.type} />
      ) : (
        <img
          key={row.id}
          src={documentUrl(row.id, 'thumbnail', row.sha256)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(row.id)}
        />
      )}
    </span>
  );
}

interface RenameFieldProps {
  readonly title: string;
  /** Null: nothing is changed. */
  readonly onEnd: (title: string | null) => void;
}

function RenameField({ title, onEnd }: RenameFieldProps) {
  const [value, setValue] = useState(title);
  const end = useRef(false);
  const finish = (next: string | null): void => {
    if (end.current) return;
    end.current = true;
    onEnd(next === null || next.trim() === '' || next.trim() === title ? null : next.trim());
  };
  return (
    <Input
      size="small"
      autoFocus
      aria-label="题名"
      value={value}
      maxLength={300}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => finish(value)}
      onMouseDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(value);
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
