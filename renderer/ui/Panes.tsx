import { Fragment, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';

export interface PaneSpec {
  readonly id: string;
  /** Share of the width, percent; all shares of a group make 100. */
  readonly share: number;
  /** Smallest width, pixels. */
  readonly minPx: number;
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

/** Panes side by side; separators move by mouse and by arrow keys. */
export function Panes({ panes, layout, onLayout, label }: PanesProps) {
  const known = panes.every((pane) => typeof layout[pane.id] === 'number');
  const shares = known ? { ...layout } : Object.fromEntries(panes.map((pane) => [pane.id, pane.share]));
  return (
    <Group orientation="horizontal" defaultLayout={shares} onLayoutChanged={onLayout} style={{ height: '100%' }}>
      {panes.map((pane, at) => (
        <Fragment key={pane.id}>
          {at > 0 && <Separator className="pane-separator" aria-label={`${label}:调整宽度`} />}
          <Panel id={pane.id} minSize={`${pane.minPx}px`} style={{ overflow: 'hidden' }}>
            {pane.content}
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
