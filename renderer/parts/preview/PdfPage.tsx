import { useEffect, useRef, useState } from 'react';
import { TextLayer, type PDFDocumentProxy, type PDFPageProxy } from './pdfjs.ts';
import type { PageSize, PageHit } from './use-pdf.ts';

export interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  /** 1-based. */
  readonly number: number;
  /** Pixels per point. */
  readonly scale: number;
  /** Degrees the person turned it by. */
  readonly turned: number;
  readonly hits: readonly PageHit[];
  readonly current: PageHit | null;
  readonly onSize: (number: number, size: PageSize) => void;
}

/** A canvas larger than this fails to be made on small machines. */
const CANVAS_PIXELS = 16_000_000;

/** One page: its picture, its selectable text, its hits. */
export function PdfPage({ pdf, number, scale, turned, hits, current, onSize }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing');
  const [pieces, setPieces] = useState<readonly HTMLElement[]>([]);
  useEffect(() => {
    let gone = false;
    let stop: () => void = () => undefined;
    const draw = async (): Promise<void> => {
      const page: PDFPageProxy = await pdf.getPage(number);
      const rotation = (page.rotate + turned) % 360;
      const viewport = page.getViewport({ scale, rotation });
      const upright = page.getViewport({ scale: 1 });
      onSize(number, { width: upright.width, height: upright.height });
      const target = canvas.current;
      const words = layer.current;
      if (gone || !target || !words) return;
      const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(CANVAS_PIXELS / (viewport.width * viewport.height)));
      target.width = Math.floor(viewport.width * ratio);
      target.height = Math.floor(viewport.height * ratio);
      const task = page.render({ canvas: target, viewport, transform: ratio === 1 ? undefined : [ratio, 0, 0, ratio, 0, 0] });
      stop = () => task.cancel();
      await task.promise;
      if (gone) return;
      setState('drawn');
      words.replaceChildren();
      words.style.setProperty('--total-scale-factor', String(scale));
      words.style.setProperty('--scale-factor', String(scale));
      const text = new TextLayer({ textContentSource: await page.getTextContent(), container: words, viewport });
      await text.render();
      if (!gone) setPieces(text.textDivs as readonly HTMLElement[]);
    };
    setPieces([]);
    draw().catch((error: unknown) => {
      if (!gone && (error as Error).name !== 'RenderingCancelledException') setState('failed');
    });
    return () => {
      gone = true;
      stop();
    };
  }, [pdf, number, scale, turned, onSize]);
  return (
    <>
      <canvas ref={canvas} className="preview-canvas" data-drawn={state === 'drawn'} aria-hidden="true" />
      <div ref={layer} className="textLayer" />
      <HitMarks pieces={pieces} hits={hits} current={current} />
      {state === 'failed' && <p className="preview-page-note">第 {number} 页已损坏,画不出来。请用“打开原件”查看这一页。</p>}
    </>
  );
}

interface HitMarksProps {
  readonly pieces: readonly HTMLElement[];
  readonly hits: readonly PageHit[];
  readonly current: PageHit | null;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly current: boolean;
}

/** Boxes over the text where the words stand. */
function HitMarks({ pieces, hits, current }: HitMarksProps) {
  const place = useRef<HTMLDivElement>(null);
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  useEffect(() => {
    const origin = place.current?.getBoundingClientRect();
    if (!origin || pieces.length === 0) return setBoxes([]);
    setBoxes(
      hits.flatMap((hit) =>
        hit.hit.flatMap((part) => {
          const text = pieces[part.piece]?.firstChild;
          if (!text || text.nodeType !== Node.TEXT_NODE || (text.textContent ?? '').length < part.end) return [];
          const range = document.createRange();
          range.setStart(text, part.start);
          range.setEnd(text, part.end);
          const { left, top, width, height } = range.getBoundingClientRect();
          return [{ left: left - origin.left, top: top - origin.top, width, height, current: hit === current }];
        }),
      ),
    );
  }, [pieces, hits, current]);
  return (
    <div ref={place} className="preview-hits" aria-hidden="true">
      {boxes.map(({ current: isCurrent, ...box }, at) => (
        <span key={at} className={isCurrent ? 'preview-hit preview-hit-current' : 'preview-hit'} style={box} />
      ))}
    </div>
  );
}
