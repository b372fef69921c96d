import { Input } from 'antd';
import { memo, useRef, useState, type DragEvent, type MouseEvent, type ReactNode } from 'react';
import { STATE_WORDS, type DocumentListRow } from '../../../shared/contract/documents.ts';
import { folderOf } from '../../../shared/domain/paths.ts';
import { documentUrl } from '../../api/client.ts';
import { DOCUMENTS_DRAG } from '../../parts/dragged-documents.ts';
import { MarkedText } from '../../ui/MarkedText.tsx';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { nearHit } from './chosen.ts';
import type { ColumnKey } from './document-columns.ts';
import type { DocumentListProps } from './DocumentList.tsx';
import { LinkTag } from './LinkTag.tsx';
import { TypeIcon } from './TypeIcon.tsx';

export interface DocumentItemProps extends Pick<
  DocumentListProps,
  'view' | 'choice' | 'renaming' | 'onRename' | 'onOpen' | 'request'
> {
  readonly index: number;
  readonly row: DocumentListRow | null;
  readonly columns: readonly ColumnKey[];
}

/** A document as a row or as a thumbnail; an empty place until it is loaded. */
export const DocumentItem = memo(function DocumentItem(props: DocumentItemProps) {
  const { index, row, columns, view, choice, renaming, onRename, onOpen, request } = props;
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
    size: sizeText(row.sizeBytes),
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
});

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
