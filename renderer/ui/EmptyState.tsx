import { Button } from 'antd';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: string;
  /** One sentence: what belongs here and how it gets here. */
  readonly text: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

/** What a screen shows while it has nothing: the first action, not an apology. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div
      style={{
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        gap: 10,
        height: '100%',
        padding: 32,
        textAlign: 'center',
      }}
    >
      <div style={{ fontSize: 16, fontWeight: 600 }}>{title}</div>
      <div className="muted" style={{ maxWidth: 420, lineHeight: 1.7 }}>
        {text}
      </div>
      {action && (
        <Button type="primary" onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
