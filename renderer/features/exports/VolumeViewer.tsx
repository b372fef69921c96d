import { Input, Spin } from 'antd';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { PdfView } from '../../parts/preview/PdfView.tsx';
import { usePdf } from '../../parts/preview/use-pdf.ts';
import '../../parts/preview/preview.css';

export interface VolumeViewerProps {
  /** Where its bytes are: `files/<token>`. */
  readonly address: string;
  readonly name: string;
}

/** A volume as it will be printed: its bookmarks at the left, its pages at the right. */
export function VolumeViewer({ address, name }: VolumeViewerProps) {
  const state = usePdf(address);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState({ page: 1, jumps: 0 });
  if (state.kind === 'loading') return <Spin style={{ margin: 32 }} />;
  if (state.kind === 'failed')
    return (
      <p role="alert" style={{ padding: '0 16px' }}>
        预览打不开:{name}。它在缓存里的文件可能已被清掉,请点“重新预览”。
      </p>
    );
  return (
    <div className="vv">
      <div className="vv-side">
        <Input
          aria-label="在册中查找"
          placeholder="在册中查找,F3 下一处"
          allowClear
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <nav aria-label="卷册目录">
          <Bookmarks pdf={state.pdf} onPage={(page) => setAt(({ jumps }) => ({ page, jumps: jumps + 1 }))} />
        </nav>
      </div>
      <PdfView pdf={state.pdf} first={state.first} title={name} query={query} page={at.page} jump={at.jumps} />
    </div>
  );
}

interface Bookmark {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly items: readonly Bookmark[];
}

interface BookmarksProps {
  readonly pdf: PDFDocumentProxy;
  /** 1-based. */
  readonly onPage: (page: number) => void;
}

function Bookmarks({ pdf, onPage }: BookmarksProps) {
  const [bookmarks, setBookmarks] = useState<readonly Bookmark[]>([]);
  useEffect(() => {
    let gone = false;
    pdf.getOutline().then(
      (found) => !gone && setBookmarks((found ?? []) as readonly Bookmark[]),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [pdf]);
  const follow = async (bookmark: Bookmark): Promise<void> => {
    const page = await pageOf(pdf, bookmark.dest);
    if (page !== null) onPage(page);
  };
  return <BookmarkList bookmarks={bookmarks} depth={0} onFollow={(one) => void follow(one)} />;
}

/** 1-based page a bookmark leads to; null when it leads nowhere. */
async function pageOf(pdf: PDFDocumentProxy, dest: Bookmark['dest']): Promise<number | null> {
  const explicit: readonly unknown[] | null = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
  const ref = explicit?.[0];
  if (typeof ref !== 'object' || ref === null) return null;
  return (await pdf.getPageIndex(ref as { readonly num: number; readonly gen: number })) + 1;
}

interface BookmarkListProps {
  readonly bookmarks: readonly Bookmark[];
  readonly depth: number;
  readonly onFollow: (bookmark: Bookmark) => void;
}

function BookmarkList({ bookmarks, depth, onFollow }: BookmarkListProps) {
  return (
    <ul>
      {bookmarks.map((bookmark, at) => (
        <BookmarkRow key={at} bookmark={bookmark} depth={depth} onFollow={onFollow} />
      ))}
    </ul>
  );
}

function BookmarkRow({ bookmark, depth, onFollow }: Omit<BookmarkListProps, 'bookmarks'> & { readonly bookmark: Bookmark }) {
  const [open, setOpen] = useState(false);
  const parent = bookmark.items.length > 0;
  return (
    <li>
      <div className="vv-entry" style={{ paddingLeft: depth * 14 }}>
        {parent ? (
          <button
            type="button"
            className="vv-toggle"
            aria-expanded={open}
            aria-label={`${open ? '收起' : '展开'} ${bookmark.title}`}
            onClick={() => setOpen(!open)}
          >
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>
          </button>
        ) : (
          <span className="vv-toggle" />
        )}
        <button type="button" className="ellipsis" title={bookmark.title} onClick={() => onFollow(bookmark)}>
          {bookmark.title}
        </button>
      </div>
      {open && parent && <BookmarkList bookmarks={bookmark.items} depth={depth + 1} onFollow={onFollow} />}
    </li>
  );
}
