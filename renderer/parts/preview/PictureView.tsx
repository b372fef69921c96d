import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type WheelEvent } from 'react';
import { RedLineButtons, RedLineLayer, type RedLineTool } from './RedLines.tsx';
import { PreviewBar, zoomStep, type Zoom } from './PreviewBar.tsx';
import { useElementSize } from '../../ui/use-size.ts';

export interface PictureViewProps {
  readonly url: string;
  readonly title: string;
  readonly redLines?: RedLineTool | undefined;
  readonly onFail: () => void;
}

const MARGIN_PX = 12;

/** A picture, upright as its camera says; fitted, enlarged, turned, moved by dragging. */
export function PictureView({ url, title, redLines, onFail }: PictureViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useElementSize(frame);
  const [natural, setNatural] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [zoom, setZoom] = useState<Zoom>('page');
  const [turned, setTurned] = useState(0);
  const [drawing, setDrawing] = useState(false);
  const held = useRef<{ readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null>(null);
  useEffect(() => {
    setNatural(null);
    setZoom('page');
    setTurned(0);
  }, [url]);
  const sideways = turned % 180 !== 0;
  const width = (sideways ? natural?.height : natural?.width) ?? 1;
  const height = (sideways ? natural?.width : natural?.height) ?? 1;
  const wide = Math.max(60, room.width - MARGIN_PX * 2) / width;
  const fit = Math.min(1, wide, Math.max(60, room.height - MARGIN_PX * 2) / height);
  const scale = zoom === 'page' ? fit : zoom === 'width' ? wide : zoom;
  const shown = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const turn = (): void => setTurned((now) => (now + 90) % 360);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== frame.current || event.ctrlKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') setZoom(zoomStep(scale, 'in'));
    else if (event.key === '-') setZoom(zoomStep(scale, 'out'));
    else if (event.key === 'r' || event.key === 'R') turn();
    else return;
    event.preventDefault();
  };
  const onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey) setZoom(Math.min(8, Math.max(0.05, scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15))));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const { scrollLeft: left, scrollTop: top } = event.currentTarget;
    held.current = { x: event.clientX, y: event.clientY, left, top };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const from = held.current;
    if (from) event.currentTarget.scrollTo({ left: from.left - event.clientX + from.x, top: from.top - event.clientY + from.y });
  };
  const onPointerUp = (): void => {
    held.current = null;
  };
  return (
    <div className="preview" onKeyDown={onKeyDown}>
      <PreviewBar
        zoom={zoom}
        scale={scale}
        onZoom={setZoom}
        onTurn={turn}
        extra={redLines && <RedLineButtons tool={redLines} active={drawing} onActive={setDrawing} />}
      />
      <div
        ref={frame}
        className="preview-frame preview-picture"
        tabIndex={0}
        role="region"
        aria-label={`${title} 的图片`}
        onWheel={onWheel}
        {...{ onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp }}
      >
        <div className="preview-picture-room" style={{ minWidth: shown.width, minHeight: shown.height }}>
          <div style={{ position: 'relative', ...(natural ? shown : { width: '100%', height: '100%' }) }}>
            <img
              key={url}
              src={url}
              alt={title}
              draggable={false}
              decoding="async"
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                setNatural({ width: naturalWidth, height: naturalHeight })
              }
              onError={onFail}
              style={{
                position: 'absolute',
                left: '50%',
                top: '50%',
                width: sideways ? shown.height : shown.width,
                height: sideways ? shown.width : shown.height,
                visibility: natural ? undefined : 'hidden',
                transform: `translate(-50%, -50%) rotate(${turned}deg)`,
              }}
            />
            {redLines && natural && (
              <RedLineLayer tool={redLines} page={1} active={drawing} turned={turned} width={shown.width} height={shown.height} />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
