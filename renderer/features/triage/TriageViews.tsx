import { memo, useEffect, useState } from 'react';
import type { QueueItem } from '../../../shared/contract/links.ts';
import { useArchive } from '../../api/archive.tsx';
import { dropUnwatched, readAhead } from '../../api/hooks.ts';
import { DocumentPreview } from '../../parts/DocumentPreview.tsx';

/** The next document is drawn only once the person looks at this one for a moment: quick keys are not slowed down. */
const SETTLED_MS = 250;

/** Drawn once a document: the card's answer names the same one in another object. */
const View = memo(
  DocumentPreview,
  ({ document: one }, { document: other }) =>
    one.id === other.id && one.sha256 === other.sha256 && one.title === other.title && one.state === other.state,
);

export interface TriageViewsProps {
  readonly shown: QueueItem | undefined;
  readonly next: QueueItem | undefined;
  /** Ids of those that come after the next one. */
  readonly after: readonly number[];
}

/** The document, and behind it the next one already drawn, so that a key shows it at once; the pages of those after it are made meanwhile. */
export function TriageViews({ shown, next, after }: TriageViewsProps) {
  const { archive } = useArchive();
  const [settled, setSettled] = useState<number | null>(null);
  const shownId = shown?.id;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shownId ?? null), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [shownId]);
  const nextId = next?.id;
  const later = after.join(' ');
  useEffect(() => {
    if (settled !== shownId || shownId === undefined) return undefined;
    let gone = false;
    // One at a time, nearest first: what is looked at now must not wait behind what may be looked at later.
    const ahead = async (): Promise<void> => {
      for (const id of [shownId, ...(nextId === undefined ? [] : [nextId]), ...after])
        if (!gone) await readAhead('documents.look', { archive, id });
    };
    void ahead();
    return () => {
      gone = true;
      dropUnwatched('documents.look');
    };
  }, [settled, shownId, nextId, later, archive]);
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
          <View document={document} />
        </div>
      ))}
    </div>
  );
}
