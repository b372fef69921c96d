import { useId, type ReactNode } from 'react';

export interface PartProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One part of 设置: its title, its actions at the right, its content. */
export function Part({ title, actions, children }: PartProps) {
  const id = useId();
  return (
    <section className="settings-part" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}
