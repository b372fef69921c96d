import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist';

/** A bookmark of a volume. */
export interface OutlineEntry {
  readonly title: string;
  readonly dest: unknown;
  readonly children: readonly OutlineEntry[];
}

export interface OpenVolume {
  readonly pages: number;
  readonly outline: readonly OutlineEntry[];
  /** Printed page labels, index 0 = first page; null when they are plain numbers. */
  readonly labels: readonly string[] | null;
  /** 1-based page a bookmark leads to, or null. */
  readonly pageOf: (entry: OutlineEntry) => Promise<number | null>;
  /** Draws a page at a width in CSS pixels; the returned function stops it. Settles even when stopped. */
  readonly draw: (
    page: number,
    canvas: HTMLCanvasElement,
    widthPx: number,
  ) => { readonly done: Promise<void>; readonly stop: () => void };
  readonly close: () => void;
}

interface RawOutline {
  readonly title: string;
  readonly dest: string | unknown[] | null;
  readonly items: readonly RawOutline[];
}

let worker: Worker | null = null;

/** Opens a volume of ours by its address; pages are fetched by range as they are looked at. Throws Error when it is no PDF. */
export async function openVolume(address: string): Promise<OpenVolume> {
  const pdfjs = await import('pdfjs-dist');
  worker ??= new Worker(new URL('pdfjs-dist/build/pdf.worker.mjs', import.meta.url), { type: 'module' });
  const loading = pdfjs.getDocument({ url: address, worker: pdfjs.PDFWorker.create({ port: worker }), disableAutoFetch: true });
  const pdf = await loading.promise;
  const [outline, labels] = await Promise.all([pdf.getOutline() as Promise<readonly RawOutline[] | null>, pdf.getPageLabels()]);
  const entries = (list: readonly RawOutline[]): readonly OutlineEntry[] =>
    list.map(({ title, dest, items }) => ({ title, dest, children: entries(items) }));
  return {
    pages: pdf.numPages,
    outline: entries(outline ?? []),
    labels,
    pageOf: (entry) => pageOf(pdf, entry.dest),
    draw: (page, canvas, widthPx) => draw(pdf, page, canvas, widthPx),
    close: () => void loading.destroy(),
  };
}

async function pageOf(pdf: PDFDocumentProxy, dest: unknown): Promise<number | null> {
  const explicit: unknown = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
  const [ref] = Array.isArray(explicit) ? (explicit as unknown[]) : [];
  if (ref === undefined || ref === null) return null;
  return typeof ref === 'number' ? ref + 1 : (await pdf.getPageIndex(ref as { num: number; gen: number })) + 1;
}

function draw(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement, widthPx: number): ReturnType<OpenVolume['draw']> {
  let stopped = false;
  let task: RenderTask | null = null;
  const work = async (): Promise<void> => {
    const page = await pdf.getPage(number);
    if (stopped) return;
    const sharpness = Math.min(2, window.devicePixelRatio || 1);
    const plain = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (widthPx / plain.width) * sharpness });
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    task = page.render({ canvas, viewport });
    await task.promise;
  };
  return {
    // A page that was scrolled past is stopped: that is no failure.
    done: work().catch((error: unknown) => {
      if (!stopped) throw error;
    }),
    stop: () => {
      stopped = true;
      task?.cancel();
    },
  };
}
