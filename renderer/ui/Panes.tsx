import { Fragment, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { rowsOf, SEPARATOR_PX } from './pane-rows.ts';
import { useElementSize } from './use-size.ts';

export interface PaneSpec {
  readonly id: string;
  /** Share of the width, percent; all shares of a group make 100. */
  readonly share: number;
  /** Smallest width, pixels. */
  readonly minPx: number;
  /** Height where the window is too narrow and it has a row of its own, pixels; most of the window when left out. */
  readonly rowPx?: number;
  readonly content: ReactNode;
}

export interface PanesProps {
  readonly panes: readonly PaneSpec[];
  /** Shares by pane id as the person left them. */
  readonly layout: Readonly<Record<string, number>>;
  readonly onLayout: (layout: Record<string, number>) => void;
  /** For a reader of the screen: what the separators part. */
  readonly label: string;
}

/** Of the next row so much stays in sight, so that a person knows it is there. */
const PEEK_PX = 44;
const ROW_LEAST_PX = 240;

/**
 * Panes side by side; separators move by mouse and by arrow keys. Where the window is too narrow for all, those that do not fit go
 * below and the whole scrolls. A pane is moved, not made anew: what a person typed in it, and a dialog opened from it, stay.
 */
export function Panes({ panes, layout, onLayout, label }: PanesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(frame);
  const rows = width === 0 ? [] : rowsOf(panes, width);
  const [only] = rows;
  const holders = useRef(new Map<string, HTMLElement>());
  const holderOf = (id: string): HTMLElement => {
    const known = holders.current.get(id) ?? createHolder();
    holders.current.set(id, known);
    return known;
  };
  return (
    <div ref={frame} className={rows.length > 1 ? 'panes panes-rows' : 'panes'}>
      {rows.length === 1 && only && <Row panes={only} {...{ holderOf, label, layout, onLayout }} />}
      {rows.length > 1 &&
        rows.map((row) => {
          const [first] = row;
          const rowPx = (row.length === 1 ? first?.rowPx : undefined) ?? Math.max(ROW_LEAST_PX, height - PEEK_PX);
          return (
            <div key={row.map((pane) => pane.id).join(' ')} style={{ height: rowPx }}>
              <Row panes={row} {...{ holderOf, label }} layout={{}} />
            </div>
          );
        })}
      {/* After the rows: a pane is in its place before what it holds asks for the focus. */}
      {rows.length > 0 && panes.map((pane) => createPortal(pane.content, holderOf(pane.id), pane.id))}
    </div>
  );
}

function createHolder(): HTMLElement {
  const holder = document.createElement('div');
  holder.style.height = '100%';
  return holder;
}

/** The place of a pane's content, which is brought here from wherever it stood. */
function Slot({ holder }: { readonly holder: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => void place.current?.append(holder), [holder]);
  return <div ref={place} style={{ height: '100%' }} />;
}

interface RowProps {
  readonly panes: readonly PaneSpec[];
  readonly holderOf: (id: string) => HTMLElement;
  readonly label: string;
  readonly layout: PanesProps['layout'];
  /** Left out where the widths are not the person's usual ones. */
  readonly onLayout?: PanesProps['onLayout'];
}

function Row({ panes, holderOf, label, layout, onLayout }: RowProps) {
  const known = panes.every((pane) => typeof layout[pane.id] === 'number');
  const whole = panes.reduce((sum, pane) => sum + pane.share, 0);
  const shares = known ? { ...layout } : Object.fromEntries(panes.map((pane) => [pane.id, (pane.share / whole) * 100]));
  return (
    <Group
      orientation="horizontal"
      defaultLayout={shares}
      style={{ height: '100%' }}
      {...(onLayout ? { onLayoutChanged: onLayout } : {})}
    >
      {panes.map((pane, at) => (
        <Fragment key={pane.id}>
          {at > 0 && <Separator className="pane-separator" aria-label={`${label}:调整宽度`} style={{ width: SEPARATOR_PX }} />}
          <Panel id={pane.id} minSize={`${pane.minPx}px`} style={{ overflow: 'hidden' }}>
            <Slot holder={holderOf(pane.id)} />
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}

/** True for what `Panes` stores: shares by pane id. */
export function isLayout(value: unknown): value is Record<string, number> {
  return typeof value === 'object' && value !== null && Object.values(value).every((share) => typeof share === 'number');
}
