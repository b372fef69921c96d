import { useEffect, useRef, useState } from 'react';
import type { QueueItem, QueuePage } from '../../../shared/contract/links.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { useArchive } from '../../api/archive.tsx';
import { readAhead, useRead } from '../../api/hooks.ts';
import { useRedo, useUndo } from '../../parts/use-undo.tsx';
import { backward, forward, goneOf, jump, shownOf, START, takeBack, type Done, type Trail } from './trail.ts';
import type { TriageFilter } from './TriageHead.tsx';

const PAGE = 60;
const MOST_WAITING = 500;
/** Documents whose card is fetched ahead. */
const AHEAD = 5;

/** In whole pages, so that a key does not ask for another list. */
function limitFor(seen: number): number {
  return Math.min((Math.floor(seen / PAGE) + 2) * PAGE, MOST_WAITING);
}

/** A decision that leaves its document behind. */
export interface Leaving {
  readonly id: number;
  /** Names the document where the decision is not stored. */
  readonly title: string;
  readonly stored: Promise<unknown>;
}

export interface TriageQueue {
  /** Undefined until it was read. */
  readonly page: QueuePage | undefined;
  readonly error: AppError | null;
  readonly readAgain: () => void;
  /** What still waits, without what left by a step made here. */
  readonly items: readonly QueueItem[];
  /** Row id of the document shown; null at the end of the list. */
  readonly shown: number | null;
  /** Row ids of the documents that come next, whose cards are fetched ahead. */
  readonly ahead: readonly number[];
  /** Why a decision was not stored, until the next one. */
  readonly refused: AppError | null;
  readonly next: () => void;
  readonly previous: () => void;
  /** Goes on before the core has answered; when it refuses, the document is shown again with the reason. */
  readonly leave: (leaving: Leaving) => void;
  /** Notes a step the core has stored. What was taken back before it cannot be done again. */
  readonly record: (step: Done) => void;
  /** The first that waits is shown next. */
  readonly restart: () => void;
  /** Forgets the steps: another list begins. */
  readonly forget: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/**
 * The queue of 归类, the way a person takes through it, and the steps made on it: each shows before the core has answered, taken back and
 * done again too. `wanted`: row id of the document to begin with, or null. `onTurn` runs when a step is taken back or refused.
 */
export function useTriageQueue(filter: TriageFilter, wanted: number | null, onTurn: () => void): TriageQueue {
  const { archive, framework } = useArchive();
  const [trail, setTrail] = useState<Trail>(START);
  const [history, setHistory] = useState<readonly Done[]>([]);
  const [taken, setTaken] = useState<readonly Done[]>([]);
  const [refused, setRefused] = useState<AppError | null>(null);
  const notStored = useRef(new Set<Done>());
  const read = useRead('links.queue', {
    ...{ archive, framework: framework.id },
    ...{ queue: filter.queue, folder: filter.folder, limit: limitFor(trail.ids.length) },
    ...(filter.band ? { band: filter.band } : {}),
    ...(filter.indicator === null ? {} : { indicator: filter.indicator }),
  });
  const gone = goneOf(history);
  const items = (read.data?.items ?? []).filter((item) => !gone.has(item.id));
  const waiting = items.map((item) => item.id);
  const shown = read.data ? shownOf(trail, waiting) : wanted;
  const show = (id: number): void => setTrail((now) => jump(now, id));
  useEffect(() => {
    if (wanted !== null) setTrail((now) => jump(now, wanted));
  }, [wanted]);
  // What is looked at stays, whatever a new answer puts first.
  const loose = trail.ids[trail.at] === undefined && read.data !== undefined && !read.isPlaceholderData ? shown : null;
  useEffect(() => {
    if (loose !== null) setTrail((now) => jump(now, loose));
  }, [loose]);
  const ahead = waiting.filter((id) => id !== shown && !trail.ids.includes(id)).slice(0, AHEAD);
  const aheadKey = ahead.join(' ');
  useEffect(() => {
    for (const documentId of ahead) void readAhead('links.triage', { archive, framework: framework.id, documentId });
  }, [aheadKey, archive, framework.id, read.dataUpdatedAt]);

  const record = (step: Done): void => {
    setTaken([]);
    setRefused(null);
    setHistory((steps) => [...steps, step]);
  };
  const leave = ({ id, title, stored }: Leaving): void => {
    const step: Done = { ids: [id], how: 'left' };
    record(step);
    setTrail((now) => forward(jump(now, id), waiting));
    stored.catch((error: AppError) => {
      notStored.current.add(step);
      onTurn();
      setHistory((steps) => steps.filter((one) => one !== step));
      setTaken((steps) => steps.filter((one) => one !== step));
      setRefused(new AppError(error.code, `“${title}”没有处理成,又显示在这里。${error.message}`));
      show(id);
    });
  };
  const undo = useUndo(() => {
    const { done: left, step, show: again } = takeBack(history);
    const from = shown;
    onTurn();
    setRefused(null);
    setHistory(left);
    if (step) setTaken([...taken, step]);
    if (again !== null) show(again);
    return () => {
      if (!step || notStored.current.has(step)) return;
      setTaken((steps) => steps.filter((one) => one !== step));
      setHistory((steps) => [...steps, step]);
      if (from !== null) show(from);
    };
  });
  const redo = useRedo(() => {
    const step = taken.at(-1);
    if (!step) return;
    setTaken(taken.slice(0, -1));
    setHistory((steps) => [...steps, step]);
    const [id] = step.ids;
    if (step.how === 'left' && step.ids.length === 1 && id !== undefined) setTrail((now) => forward(jump(now, id), waiting));
  });
  return {
    ...{ page: read.data, error: read.error, readAgain: () => void read.refetch() },
    ...{ items, shown, ahead, refused, leave, record, undo, redo },
    next: () => setTrail((now) => forward(now, waiting)),
    previous: () => setTrail(backward),
    restart: () => setTrail(START),
    forget: () => setHistory([]),
  };
}
