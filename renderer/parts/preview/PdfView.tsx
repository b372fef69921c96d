import { Spin } from 'antd';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { PdfPage } from './PdfPage.tsx';
import type { PDFDocumentProxy } from './pdfjs.ts';
import { PreviewBar, zoomStep, type Zoom } from './PreviewBar.tsx';
import { RedLineButtons, RedLineLayer, type RedLineTool } from './RedLines.tsx';
import { usePdfHits, type PageHit, type PageSize } from './use-pdf.ts';
import { useElementSize } from '../../ui/use-size.ts';

export interface PdfViewProps {
  readonly pdf: PDFDocumentProxy;
  readonly first: PageSize;
  readonly title: string;
  readonly query: string;
  readonly page: number;
  /** Changes whenever `page` is to be gone to again, also when it is the same one. */
  readonly jump?: number;
  readonly redLines?: RedLineTool | undefined;
}

const GAP_PX = 12;
const POINT_PX = 96 / 72;

/** The pages of a PDF one below the other; only those near the view are drawn. */
export function PdfView({ pdf, first, title, query, page, jump = 0, redLines }: PdfViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useElementSize(frame);
  const [zoom, setZoom] = useState<Zoom>('width');
  const [turned, setTurned] = useState(0);
  const [drawing, setDrawing] = useState(false);
  const [top, setTop] = useState(0);
  const [sizes, setSizes] = useState<ReadonlyMap<number, PageSize>>(new Map());
  const noteSize = useCallback((number: number, size: PageSize) => {
    setSizes((known) => {
      const before = known.get(number);
      return before?.width === size.width && before.height === size.height ? known : new Map(known).set(number, size);
    });
  }, []);
  const sideways = turned % 180 !== 0;
  const scale = scaleOf(zoom, sideways ? { width: first.height, height: first.width } : first, room);
  const boxes = useMemo(() => {
    let y = GAP_PX;
    return Array.from({ length: pdf.numPages }, (_, index) => {
      const size = sizes.get(index + 1) ?? first;
      const width = Math.floor((sideways ? size.height : size.width) * scale);
      const height = Math.floor((sideways ? size.width : size.height) * scale);
      const box = { number: index + 1, top: y, width, height };
      y += height + GAP_PX;
      return box;
    });
  }, [pdf, sizes, first, sideways, scale]);
  const total = (boxes.at(-1)?.top ?? 0) + (boxes.at(-1)?.height ?? 0) + GAP_PX;
  const widest = boxes.reduce((most, box) => Math.max(most, box.width), 0);
  const visible = boxes.filter((box) => box.top + box.height > top - room.height && box.top < top + room.height * 2);
  const current = boxes.findLast((box) => box.top <= top + room.height / 3)?.number ?? 1;

  const goTo = (number: number): void => {
    const box = boxes[Math.min(Math.max(number, 1), boxes.length) - 1];
    if (box) frame.current?.scrollTo({ top: box.top - GAP_PX / 2 });
  };
  // Keeps the place in the page when its size changes.
  const anchor = useRef({ page: 1, share: 0 });
  useLayoutEffect(() => {
    const box = boxes[anchor.current.page - 1];
    if (box) frame.current?.scrollTo({ top: box.top + anchor.current.share * box.height });
  }, [scale, sideways]);
  const onScroll = (): void => {
    const at = frame.current?.scrollTop ?? 0;
    setTop(at);
    const box = boxes.findLast((one) => one.top <= at) ?? boxes[0];
    if (box) anchor.current = { page: box.number, share: (at - box.top) / box.height };
  };
  const ready = room.height > 0;
  useEffect(() => {
    if (ready) goTo(page);
  }, [page, jump, ready]);

  const found = usePdfHits(pdf, query);
  const [at, setAt] = useState(0);
  const hit = found.hits[at] ?? null;
  useEffect(() => setAt(0), [query]);
  const showHit = (target: PageHit | null): void => {
    const box = target ? boxes[target.page - 1] : undefined;
    if (box && (box.top < top || box.top + box.height / 2 > top + room.height)) goTo(box.number);
    window.setTimeout(
      () => frame.current?.querySelector('.preview-hit-current')?.scrollIntoView({ block: 'center', inline: 'nearest' }),
      350,
    );
  };
  useEffect(() => {
    if (hit && ready) showHit(hit);
  }, [hit, ready]);
  const step = (by: 1 | -1): void => {
    if (found.hits.length > 0) setAt((now) => (now + by + found.hits.length) % found.hits.length);
  };
  const turn = (): void => setTurned((now) => (now + 90) % 360);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== frame.current || event.ctrlKey || event.altKey) {
      if (event.key !== 'F3') return;
    }
    const act = KEYS[event.key === 'F3' && event.shiftKey ? 'Shift+F3' : event.key];
    if (!act) return;
    event.preventDefault();
    act({ goTo: (by) => goTo(current + by), zoom: (way) => setZoom(zoomStep(scale / POINT_PX, way)), turn, step });
  };
  const byPage = useMemo(() => groupByPage(found.hits), [found.hits]);
  return (
    <div className="preview" onKeyDown={onKeyDown}>
      <PreviewBar
        zoom={zoom}
        scale={scale / POINT_PX}
        onZoom={setZoom}
        onTurn={turn}
        pages={{ current, count: pdf.numPages, onGo: goTo }}
        extra={redLines && <RedLineButtons tool={redLines} active={drawing} onActive={setDrawing} />}
        {...(query.trim() === ''
          ? {}
          : {
              hits: {
                current: at,
                count: found.hits.length,
                looking: found.pages < pdf.numPages ? found.pages + 1 : null,
                onGo: step,
              },
            })}
      />
      <div ref={frame} className="preview-frame" tabIndex={0} role="region" aria-label={`${title} 的页面`} onScroll={onScroll}>
        {!ready && <Spin />}
        <div style={{ position: 'relative', height: total, minWidth: widest + GAP_PX * 2 }}>
          {visible.map((box) => (
            <div
              key={box.number}
              className="preview-page"
              {...(redLines && drawing ? {} : { role: 'img', 'aria-label': `第 ${box.number} 页` })}
              style={{ top: box.top, width: box.width, height: box.height }}
            >
              <PdfPage
                pdf={pdf}
                number={box.number}
                scale={scale}
                turned={turned}
                hits={byPage.get(box.number) ?? NO_HITS}
                current={hit}
                onSize={noteSize}
              />
              {redLines && (
                <RedLineLayer
                  tool={redLines}
                  page={box.number}
                  active={drawing}
                  turned={turned}
                  width={box.width}
                  height={box.height}
                />
              )}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const NO_HITS: readonly PageHit[] = [];

interface KeyActs {
  readonly goTo: (by: number) => void;
  readonly zoom: (way: 'in' | 'out') => void;
  readonly turn: () => void;
  readonly step: (by: 1 | -1) => void;
}

const KEYS: Readonly<Record<string, (acts: KeyActs) => void>> = {
  PageDown: (acts) => acts.goTo(1),
  PageUp: (acts) => acts.goTo(-1),
  '+': (acts) => acts.zoom('in'),
  '=': (acts) => acts.zoom('in'),
  '-': (acts) => acts.zoom('out'),
  r: (acts) => acts.turn(),
  R: (acts) => acts.turn(),
  F3: (acts) => acts.step(1),
  'Shift+F3': (acts) => acts.step(-1),
};

function groupByPage(hits: readonly PageHit[]): ReadonlyMap<number, readonly PageHit[]> {
  const groups = new Map<number, PageHit[]>();
  for (const hit of hits) {
    const known = groups.get(hit.page);
    if (known) known.push(hit);
    else groups.set(hit.page, [hit]);
  }
  return groups;
}

/** Pixels per point for a page of this size in this room. */
function scaleOf(zoom: Zoom, page: PageSize, room: PageSize): number {
  const wide = Math.max(60, room.width - GAP_PX * 2) / page.width;
  if (zoom === 'width') return Math.min(wide, 4 * POINT_PX);
  if (zoom === 'page') return Math.min(wide, Math.max(60, room.height - GAP_PX * 2) / page.height);
  return zoom * POINT_PX;
}
