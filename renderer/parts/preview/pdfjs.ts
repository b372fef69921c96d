import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export { TextLayer, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Opens a PDF of our own origin. No WebAssembly, no eval: the page's policy forbids both, pdf.js has JavaScript for each. */
export function openPdf(url: string): PDFDocumentLoadingTask {
  const at = (folder: string): string => new URL(`pdfjs/${folder}/`, document.baseURI).href;
  return getDocument({
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
}
