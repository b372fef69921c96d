import type { ReactNode } from 'react';

/** One choice of an output, with a line on what it does. */
export function Option({
  label,
  explained,
  children,
}: {
  readonly label: string;
  readonly explained: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="ex-option">
      <span>{label}</span>
      <div>
        {children}
        <small className="muted">{explained}</small>
      </div>
    </div>
  );
}
