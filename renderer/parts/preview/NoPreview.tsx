import { FileUnknownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { documentUrl } from '../../api/client.ts';
import { desktop } from '../../api/transport.ts';
import { MarkedText } from '../../ui/MarkedText.tsx';

export interface NoPreviewProps {
  readonly document: { readonly id: number; readonly sha256: string; readonly title: string; readonly state: string };
  readonly message: string;
  /** The text that was read, '' when there is none. */
  readonly text: string;
  readonly query: string;
}

/** Why a document cannot be shown and what to do, with its text where it was read. */
export function NoPreview({ document, message, text, query }: NoPreviewProps) {
  return (
    <div className="preview-none" role="region" aria-label={`${document.title} 的预览`} tabIndex={0}>
      <div className="preview-none-why" role="status">
        <FileUnknownOutlined aria-hidden="true" />
        <p>{message}</p>
        {document.state !== 'missing' && (
          <Button size="small" onClick={() => openOriginal(document)}>
            打开原件
          </Button>
        )}
      </div>
      {text.trim() !== '' && (
        <section aria-label="读到的文字">
          <h3>读到的文字</h3>
          <MarkedText className="preview-text" text={text.replaceAll('\f', '\n')} query={query} />
        </section>
      )}
    </div>
  );
}

/** Opens the original with the system's program; in a browser, as a download. */
export function openOriginal(document: { readonly id: number; readonly sha256: string }): void {
  if (desktop) void desktop.openDocument(document.id);
  else window.open(documentUrl(document.id, 'original', document.sha256), '_blank', 'noopener');
}
