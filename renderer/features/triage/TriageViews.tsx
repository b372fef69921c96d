import { useEffect, useState } from 'react';
import type { QueueItem } from '../../../shared/contract/links.ts';
import { DocumentPreview } from '../../parts/DocumentPreview.tsx';

/** The next document is drawn only once the person looks at this one for a moment: quick keys are not slowed down. */
const SETTLED_MS = 250;

export interface TriageViewsProps {
  readonly shown: QueueItem | undefined;
  readonly next: QueueItem | undefined;
}

/** The document, and behind it the next one already drawn, so that a key shows it at once. */
export function TriageViews({ shown, next }: TriageViewsProps) {
  const [settled, setSettled] = useState<number | null>(null);
  const shownId = shown?.id;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shownId ?? null), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [shownId]);
  const views = [shown, ...(settled === shownId && next?.id !== shownId ? [next] : [])].filter((one) => one !== undefined);
  return (
    <div className="triage-views">
      {views.map((document) => (
        <div
          key={document.id}
          className="triage-view"
          data-shown={document.id === shownId}
          inert={document.id !== shownId}
          aria-hidden={document.id !== shownId}
        >
          <DocumentPreview document={document} />
        </div>
      ))}
    </div>
  );
}
