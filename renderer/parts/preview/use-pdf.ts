import { useEffect, useState } from 'react';
import { findHits, wordsToFind, type Hit } from './find.ts';
import { openPdf, type PDFDocumentProxy } from './pdfjs.ts';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export type PdfState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: 'password' | 'broken' | 'lost' }
  | { readonly kind: 'open'; readonly pdf: PDFDocumentProxy; readonly first: PageSize };

/** Opens a PDF while the component shows it. */
export function usePdf(url: string): PdfState {
  const [state, setState] = useState<PdfState>({ kind: 'loading' });
  useEffect(() => {
    let gone = false;
    setState({ kind: 'loading' });
    const task = openPdf(url);
    task.promise
      .then(async (pdf) => {
        const viewport = (await pdf.getPage(1)).getViewport({ scale: 1 });
        if (!gone) setState({ kind: 'open', pdf, first: { width: viewport.width, height: viewport.height } });
      })
      .catch((error: unknown) => {
        const name = (error as Error).name;
        const reason = name === 'PasswordException' ? 'password' : name === 'ResponseException' ? 'lost' : 'broken';
        if (!gone) setState({ kind: 'failed', reason });
      });
    return () => {
      gone = true;
      task.close();
    };
  }, [url]);
  return state;
}

export interface PageHit {
  /** 1-based. */
  readonly page: number;
  readonly hit: Hit;
}

export interface FoundHits {
  readonly hits: readonly PageHit[];
  /** Pages looked through so far. */
  readonly pages: number;
}

const NONE: FoundHits = { hits: [], pages: 0 };
/** A page with more hits than this is no better found by listing them. */
const HITS_KEPT = 5000;

/** Looks for the words of a query through all pages, in order; grows while it looks. */
export function usePdfHits(pdf: PDFDocumentProxy | null, query: string): FoundHits {
  const [found, setFound] = useState<FoundHits>(NONE);
  useEffect(() => {
    setFound(NONE);
    const words = wordsToFind(query);
    if (!pdf || words.length === 0) return;
    let gone = false;
    const look = async (): Promise<void> => {
      let hits: readonly PageHit[] = [];
      for (let number = 1; number <= pdf.numPages && !gone && hits.length < HITS_KEPT; number++) {
        const pieces = await piecesOf(pdf, number);
        const here = findHits(pieces, words).map((hit) => ({ page: number, hit }));
        hits = here.length > 0 ? [...hits, ...here] : hits;
        if (!gone && (here.length > 0 || number === pdf.numPages || number % 20 === 0)) setFound({ hits, pages: number });
      }
    };
    look().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [pdf, query]);
  return found;
}

/** The pieces of text of a page, in the order of the text layer's elements. */
async function piecesOf(pdf: PDFDocumentProxy, number: number): Promise<readonly string[]> {
  const page = await pdf.getPage(number);
  const content = await page.getTextContent();
  return content.items.flatMap((item) => ('str' in item ? [item.str] : []));
}
