import { HighlightOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { DrawnLine } from '../../../shared/contract/indicators.ts';
import { straightLine, type RedLine } from '../../../shared/domain/red-lines.ts';

/** 红线 of the previewed evidence, and what becomes of a new one. */
export interface RedLineTool {
  readonly lines: readonly DrawnLine[];
  readonly onDraw: (line: RedLine) => void;
  /** Those that wait to be looked at stand right. */
  readonly onKeep: () => void;
  /** null: all of them. */
  readonly onErase: (ids: readonly number[] | null) => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RedLineButtonsProps {
  readonly tool: RedLineTool;
  readonly active: boolean;
  readonly onActive: (active: boolean) => void;
}

/** Switches drawing on, and wipes everything. */
export function RedLineButtons({ tool, active, onActive }: RedLineButtonsProps) {
  const waiting = tool.lines.filter(({ recheck }) => recheck).length;
  return (
    <span className="preview-group">
      <Tooltip title="拖动划一条红线,点红线擦去;册子里照样印出,原件不动" mouseEnterDelay={0.6}>
        <Button
          size="small"
          type={active ? 'primary' : 'text'}
          aria-pressed={active}
          icon={<HighlightOutlined aria-hidden="true" />}
          onClick={() => onActive(!active)}
        >
          划红线
        </Button>
      </Tooltip>
      {waiting > 0 && (
        <Tooltip
          title="文件改过,这些红线(虚线)是改动之前划的,册子里先不印。还划在那句话下面的,点这里;不对的擦去重划。"
          mouseEnterDelay={0.6}
        >
          <Button size="small" onClick={tool.onKeep}>
            <span aria-hidden="true">◇ </span>
            {waiting} 条待核对:位置没错
          </Button>
        </Tooltip>
      )}
      {tool.lines.length > 0 && (
        <Button size="small" type="text" onClick={() => tool.onErase(null)}>
          擦去全部 {tool.lines.length} 条
        </Button>
      )}
    </span>
  );
}

export interface RedLineLayerProps {
  readonly tool: RedLineTool;
  /** 1-based. */
  readonly page: number;
  readonly active: boolean;
  /** Degrees the person turned the page by, clockwise. */
  readonly turned: number;
  /** Of the page as shown, turned. */
  readonly width: number;
  readonly height: number;
}

const STEP = 0.01;
const BIG_STEP = 0.05;
/** How near a point must be to a line to mean it, in pixels. */
const NEAR_PX = 8;
const MOVES: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The lines over one page; while drawing is on also the hand that draws: by pointer, or by arrow keys and Enter. */
export function RedLineLayer({ tool, page, active, turned, width, height }: RedLineLayerProps) {
  const [from, setFrom] = useState<Point | null>(null);
  const [at, setAt] = useState<Point>({ x: 0.5, y: 0.5 });
  const [byKeys, setByKeys] = useState(false);
  const lines = tool.lines.filter((line) => line.page === page);
  const shape = turned % 180 === 0 ? width / height : height / width;
  const drawn = from && straightLine(page, pageOf(from, turned), pageOf(at, turned), shape);
  const nearest = (point: Point): DrawnLine | undefined =>
    lines.find((line) => distance(line, point, { turned, width, height }) <= NEAR_PX);
  const finish = (to: Point): void => {
    const line = from && straightLine(page, pageOf(from, turned), pageOf(to, turned), shape);
    setFrom(null);
    if (line) return tool.onDraw(line);
    const meant = nearest(to);
    if (meant) tool.onErase([meant.id]);
  };
  const pointOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (move) {
      const step = event.shiftKey ? BIG_STEP : STEP;
      setByKeys(true);
      setAt({ x: within(at.x + move.x * step), y: within(at.y + move.y * step) });
    } else if (event.key === 'Enter' || event.key === ' ') {
      setByKeys(true);
      if (from) finish(at);
      else setFrom(at);
    } else if (event.key === 'Delete') {
      const meant = nearest(at);
      if (meant) tool.onErase([meant.id]);
    } else if (event.key === 'Escape' && from) setFrom(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={active ? 'red-lines red-lines-active' : 'red-lines'}
      {...(active
        ? {
            tabIndex: 0,
            role: 'application',
            'aria-label': `第 ${page} 页的红线,${lines.length} 条。方向键移动十字,回车开始和结束,Delete 擦去`,
            onKeyDown,
            onPointerDown: (event: PointerEvent) => {
              event.stopPropagation();
              event.currentTarget.setPointerCapture(event.pointerId);
              setByKeys(false);
              setAt(pointOf(event));
              setFrom(pointOf(event));
            },
            onPointerMove: (event: PointerEvent) => from && !byKeys && setAt(pointOf(event)),
            onPointerUp: (event: PointerEvent) => from && !byKeys && finish(pointOf(event)),
            onPointerCancel: () => setFrom(null),
          }
        : { 'aria-hidden': true })}
    >
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        {[...lines, ...(drawn ? [{ ...drawn, recheck: false }] : [])].map((line, index) => {
          const [start, end] = [shownOf({ x: line.x1, y: line.y1 }, turned), shownOf({ x: line.x2, y: line.y2 }, turned)];
          return (
            <line
              key={index}
              x1={start.x}
              y1={start.y}
              x2={end.x}
              y2={end.y}
              vectorEffect="non-scaling-stroke"
              strokeDasharray={line.recheck ? '6 4' : undefined}
            />
          );
        })}
      </svg>
      {active && byKeys && <span className="red-lines-cross" style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }} />}
    </div>
  );
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** From the page as the person turned it to the page itself. */
function pageOf({ x, y }: Point, turned: number): Point {
  return turned === 90
    ? { x: y, y: 1 - x }
    : turned === 180
      ? { x: 1 - x, y: 1 - y }
      : turned === 270
        ? { x: 1 - y, y: x }
        : { x, y };
}

/** From the page itself to the page as the person turned it. */
function shownOf({ x, y }: Point, turned: number): Point {
  return turned === 90
    ? { x: 1 - y, y: x }
    : turned === 180
      ? { x: 1 - x, y: 1 - y }
      : turned === 270
        ? { x: y, y: 1 - x }
        : { x, y };
}

/** Pixels between a point and a line, as shown. */
function distance(
  line: RedLine,
  point: Point,
  page: { readonly turned: number; readonly width: number; readonly height: number },
): number {
  const { turned, width, height } = page;
  const [a, b] = [shownOf({ x: line.x1, y: line.y1 }, turned), shownOf({ x: line.x2, y: line.y2 }, turned)];
  const outside = (value: number, one: number, other: number): number =>
    Math.max(0, Math.min(one, other) - value, value - Math.max(one, other));
  return Math.hypot(outside(point.x, a.x, b.x) * width, outside(point.y, a.y, b.y) * height);
}
