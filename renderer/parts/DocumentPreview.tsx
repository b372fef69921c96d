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
}

/** A document as it looks, large: PDF pages, a picture, or the pages an office document would have in the volume. */
export function DocumentPreview({ document }: DocumentPreviewProps) {
  return <div aria-label={document.title} />;
}
