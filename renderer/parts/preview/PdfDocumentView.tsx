import { Spin } from 'antd';
import { NoPreview } from './NoPreview.tsx';
import { PdfView } from './PdfView.tsx';
import type { RedLineTool } from './RedLines.tsx';
import { usePdf } from './use-pdf.ts';

export interface PdfDocumentViewProps {
  readonly document: { readonly id: number; readonly sha256: string; readonly title: string; readonly state: string };
  readonly url: string;
  /** What the pages do not show; else null. */
  readonly note: string | null;
  readonly query: string;
  readonly page: number;
  readonly redLines?: RedLineTool | undefined;
}

const WHY = {
  password: '这个 PDF 有打开密码。请去掉密码后重新编目。',
  broken: '这个 PDF 已损坏,打不开。请用“打开原件”查看,或找原件重新导出后再编目。',
  lost: '文件读不出来,可能刚被移走或占用。请确认它在原处,再重新编目。',
} as const;

/** A PDF by its address: waiting, its pages, or why there are none. */
export function PdfDocumentView({ document, url, note, query, page, redLines }: PdfDocumentViewProps) {
  const state = usePdf(url);
  switch (state.kind) {
    case 'loading':
      return (
        <div className="preview-waiting" role="status" aria-label="正在打开">
          <Spin delay={250} description="正在打开" />
        </div>
      );
    case 'failed':
      return <NoPreview document={document} message={WHY[state.reason]} text="" query={query} />;
    case 'open':
      return (
        <div className="preview-with-note">
          {note !== null && (
            <p className="preview-note" title={note}>
              {note}
            </p>
          )}
          <PdfView pdf={state.pdf} first={state.first} title={document.title} query={query} page={page} redLines={redLines} />
        </div>
      );
  }
}
