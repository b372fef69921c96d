import { Spin } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { DocumentType } from '../../shared/domain/document.ts';
import { pagesCarry } from '../../shared/domain/red-lines.ts';
import { useArchive } from '../api/archive.tsx';
import { documentUrl } from '../api/client.ts';
import { useRead } from '../api/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { NoPreview } from './preview/NoPreview.tsx';
import { PictureView } from './preview/PictureView.tsx';
import type { RedLineTool } from './preview/RedLines.tsx';
import './preview/preview.css';

export { openOriginal } from './preview/NoPreview.tsx';
export type { RedLineTool } from './preview/RedLines.tsx';

/** What a preview needs to know of a document; every list row has it. */
export interface PreviewedDocument {
  readonly id: number;
  readonly sha256: string;
  readonly type: string;
  readonly title: string;
  readonly path: string;
  readonly pages: number | null;
  readonly state: string;
}

export interface DocumentPreviewProps {
  readonly document: PreviewedDocument;
  /** Words to mark in the pages; the view jumps to the first hit. */
  readonly query?: string;
  /** 1-based page to show first. */
  readonly page?: number;
  /** 红线 of the evidence that is previewed. */
  readonly redLines?: RedLineTool | undefined;
}

// pdf.js is large and only needed once a document with pages is looked at.
const PdfDocumentView = lazy(() => import('./preview/PdfDocumentView.tsx').then((m) => ({ default: m.PdfDocumentView })));

/** A document as it looks, large: PDF pages, a picture, or the pages an office document would have in the volume. */
export function DocumentPreview({ document, query = '', page = 1, redLines }: DocumentPreviewProps) {
  const { archive } = useArchive();
  const look = useRead('documents.look', { archive, id: document.id });
  const [broken, setBroken] = useState<number | null>(null);
  useEffect(() => setBroken(null), [document.id]);
  if (look.error) return <ErrorNotice error={look.error} onRetry={() => void look.refetch()} />;
  if (!look.data || look.isPlaceholderData) return <Waiting />;
  if (broken === document.id)
    return (
      <NoPreview
        document={document}
        message="文件打不开,可能已损坏。请用“打开原件”查看,或找原件重新导出后再编目。"
        text=""
        query=""
      />
    );
  switch (look.data.kind) {
    case 'none':
      return <NoPreview document={document} message={look.data.message} text={look.data.text} query={query} />;
    case 'picture':
      return (
        <PictureView
          url={documentUrl(document.id, look.data.form, document.sha256)}
          title={document.title}
          redLines={redLines}
          onFail={() => setBroken(document.id)}
        />
      );
    case 'pages':
      return (
        <Suspense fallback={<Waiting />}>
          <PdfDocumentView
            key={document.id}
            document={document}
            url={documentUrl(document.id, look.data.form, document.sha256)}
            note={look.data.note}
            query={query}
            page={page}
            redLines={pagesCarry(document.type as DocumentType, look.data.printed) ? redLines : undefined}
          />
        </Suspense>
      );
  }
}

/** Shown only when it takes a moment, so that quick documents do not flicker. */
function Waiting() {
  return (
    <div className="preview-waiting" role="status" aria-label="正在打开">
      <Spin delay={250} description="正在打开" />
    </div>
  );
}
