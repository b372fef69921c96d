import { getDocument, GlobalWorkerOptions, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export { TextLayer, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

GlobalWorkerOptions.workerSrc = workerUrl;

export interface OpenedPdf {
  readonly promise: Promise<PDFDocumentProxy>;
  /** Lets it go, also while it opens. */
  readonly close: () => void;
}

/** Threads without a document: to start one takes longer than to open most documents. */
const idle: PDFWorker[] = [];
const KEPT_IDLE = 2;
/** A thread that does not let its document go in this time is still busy with it, and ends. */
const LETS_GO_MS = 1_000;

/** Opens a PDF of our own origin. No WebAssembly, no eval: the page's policy forbids both, pdf.js has JavaScript for each. */
export function openPdf(url: string): OpenedPdf {
  const at = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href;
  const worker = idle.pop() ?? new PDFWorker();
  const task = getDocument({
    worker,
    url: new URL(url, document.baseURI).href,
    cMapUrl: at('cmaps'),
    standardFontDataUrl: at('standard_fonts'),
    wasmUrl: at('wasm'),
    useWasm: false,
    disableWorkerRendering: true,
    // Only what is looked at is read: a scan of 500 MB opens at once.
    disableAutoFetch: true,
    disableStream: true,
    maxImageSize: 64_000_000,
    verbosity: 0,
  } as Parameters<typeof getDocument>[0]);
  let opened = false;
  task.promise.then(
    () => (opened = true),
    () => undefined,
  );
  const end = (): void => worker.destroy();
  const close = (): void => {
    const gone = task.destroy();
    if (!opened) {
      gone.catch(() => undefined);
      return end();
    }
    const late = setTimeout(end, LETS_GO_MS);
    gone.then(() => {
      clearTimeout(late);
      if (worker.destroyed) return;
      if (idle.length < KEPT_IDLE) idle.push(worker);
      else end();
    }, end);
  };
  return { promise: task.promise, close };
}
