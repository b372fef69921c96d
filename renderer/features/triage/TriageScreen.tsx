import { Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { QueueItem, TriageSuggestion } from '../../../shared/contract/links.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Band } from '../../../shared/domain/link.ts';
import { useArchive } from '../../api/archive.tsx';
import { act, readAhead, useAct, useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { AssignDialog } from '../../parts/AssignDialog.tsx';
import { FilingDialog } from '../../parts/FilingDialog.tsx';
import { useDone, useRedo, useUndo } from '../../parts/use-undo.tsx';
import { useCommand } from '../../ui/commands.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isLayout, Panes } from '../../ui/Panes.tsx';
import { useStable } from '../../ui/use-stable.ts';
import { BulkConfirmDialog, type BulkRow } from './BulkConfirmDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { bestOf, KEYED, orderedSuggestions, TriageCard } from './TriageCard.tsx';
import { TriageEnd } from './TriageEnd.tsx';
import { TriageHead, type TriageFilter } from './TriageHead.tsx';
import { TriageViews } from './TriageViews.tsx';
import { backward, forward, goneOf, jump, shownOf, START, takeBack, type Done, type Trail } from './trail.ts';
import { useTriageKeys } from './use-triage-keys.ts';
import './triage.css';

const PAGE = 60;
const MOST_WAITING = 500;
/** Equal decisions in a row after which 一并确认 is offered. */
const EQUAL_IN_A_ROW = 3;
/** Documents whose card is fetched ahead. */
const AHEAD = 5;
/** Documents after the next one whose pages are made ahead. */
const LOOKS_AHEAD = 2;

const isBand = (value: unknown): value is Band => value === 'high' || value === 'medium' || value === 'low';

/** A row id of the address; null for anything else. */
function rowId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : null;
}

/** In whole pages, so that a key does not ask for another list. */
function limitFor(seen: number): number {
  return Math.min((Math.floor(seen / PAGE) + 2) * PAGE, MOST_WAITING);
}

type Bulk = { readonly of: 'band' } | { readonly of: 'alike'; readonly item: QueueItem; readonly indicatorId: number };

/** 归类: one document large, what is suggested for it, one key a decision. `document`, `band`, `folder` and `indicator` (row id of a leaf) come from the address. */
export function TriageScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, framework } = useArchive();
  const [filter, setFilter] = useState<TriageFilter>({
    queue: 'suggested',
    band: isBand(params['band']) ? params['band'] : null,
    folder: params['folder'] ?? '',
    indicator: rowId(params['indicator']),
  });
  const [trail, setTrail] = useState<Trail>(START);
  const [history, setHistory] = useState<readonly Done[]>([]);
  const [taken, setTaken] = useState<readonly Done[]>([]);
  const [inARow, setInARow] = useState<{ readonly indicatorId: number; readonly times: number } | null>(null);
  /** Why a decision was not stored, until the next one. */
  const [refused, setRefused] = useState<AppError | null>(null);
  const notStored = useRef(new Set<Done>());
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [assigning, setAssigning] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [rules, setRules] = useState(false);
  const [layout, setLayout] = usePreference('triage.layout', {}, isLayout);
  const inFramework = { archive, framework: framework.id };
  const read = useRead('links.queue', {
    ...inFramework,
    ...{ queue: filter.queue, folder: filter.folder, limit: limitFor(trail.ids.length) },
    ...(filter.band ? { band: filter.band } : {}),
    ...(filter.indicator === null ? {} : { indicator: filter.indicator }),
  });
  const gone = goneOf(history);
  const items = (read.data?.items ?? []).filter((item) => !gone.has(item.id));
  const waiting = items.map((item) => item.id);
  const wanted = Number(params['document'] ?? NaN);
  const shown = read.data ? shownOf(trail, waiting) : Number.isInteger(wanted) ? wanted : null;
  const card = useRead('links.triage', shown === null ? null : { ...inFramework, documentId: shown });
  const document = card.data?.id === shown ? card.data : undefined;
  const item = document ?? items.find((one) => one.id === shown);

  const decide = useAct('links.decideMany');
  const same = useRead(
    'links.same',
    bulk?.of === 'alike' ? { ...inFramework, documentId: bulk.item.id, indicatorId: bulk.indicatorId } : null,
  );
  const band = useRead('links.bandDocuments', bulk?.of === 'band' ? { ...inFramework, band: 'high' } : null);
  const undo = useUndo(() => {
    const { done: left, step, show: again } = takeBack(history);
    const from = shown;
    setInARow(null);
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
  useCommand(
    'redo',
    useRedo(() => {
      const step = taken.at(-1);
      if (!step) return;
      setTaken(taken.slice(0, -1));
      setHistory((steps) => [...steps, step]);
      const [id] = step.ids;
      if (step.how === 'left' && step.ids.length === 1 && id !== undefined) setTrail((now) => forward(jump(now, id), waiting));
    }),
  );
  /** A new step: what was taken back before it cannot be done again. */
  const record = (step: Done): void => {
    setTaken([]);
    setRefused(null);
    setHistory((steps) => [...steps, step]);
  };
  const done = useDone(undo);
  useCommand('undo', undo);
  useCommand('rename', () => document && setRenaming(true));
  useCommand('assign', () => shown !== null && setAssigning(true));

  const show = (id: number): void => setTrail((now) => jump(now, id));
  useEffect(() => {
    if (Number.isInteger(wanted)) setTrail((now) => jump(now, wanted));
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

  const move = (way: 'on' | 'back'): void => setTrail((now) => (way === 'on' ? forward(now, waiting) : backward(now)));
  /** Goes on before the core has answered; when it refuses, the document is shown again with the reason. */
  const leave = (id: number, stored: Promise<unknown>): void => {
    const step: Done = { ids: [id], how: 'left' };
    record(step);
    setTrail((now) => forward(jump(now, id), waiting));
    stored.catch((error: AppError) => {
      notStored.current.add(step);
      setInARow(null);
      setHistory((steps) => steps.filter((one) => one !== step));
      setTaken((steps) => steps.filter((one) => one !== step));
      setRefused(new AppError(error.code, `“${document?.title ?? ''}”没有处理成,又显示在这里。${error.message}`));
      show(id);
    });
  };
  const pair = (suggestion: TriageSuggestion, documentId: number) => ({
    archive,
    pairs: [
      {
        ...{ documentId, indicatorId: suggestion.indicatorId },
        action: suggestion.link === 'confirmed' ? ('clear' as const) : ('confirm' as const),
      },
    ],
  });
  const add = (suggestion: TriageSuggestion): void => {
    if (!document) return;
    const step: Done = { ids: [document.id], how: 'stayed' };
    decide.mutate(pair(suggestion, document.id), { onSuccess: () => record(step) });
  };
  const take = (suggestion: TriageSuggestion): void => {
    if (!document) return;
    if (suggestion.link === 'confirmed') return add(suggestion);
    const { indicatorId } = suggestion;
    setInARow({ indicatorId, times: inARow?.indicatorId === indicatorId ? inARow.times + 1 : 1 });
    leave(document.id, act('links.decideMany', pair(suggestion, document.id)));
  };
  const best = document && bestOf(document);
  const keyed = document
    ? orderedSuggestions(document, filter.indicator)
        .filter((one) => one.link !== 'rejected')
        .slice(0, KEYED)
    : [];
  const at = (place: number, act: (suggestion: TriageSuggestion) => void): void => {
    const suggestion = keyed[place];
    if (suggestion) act(suggestion);
  };
  const rejectAll = (): void => {
    if (!document || !best) return;
    setInARow(null);
    leave(document.id, act('links.none', { ...inFramework, documentId: document.id }));
  };
  const putOff = (): void => {
    if (document) leave(document.id, act('links.later', { ...inFramework, documentId: document.id }));
  };
  const alike = (): void => {
    if (document && best && document.sameSituation > 0) setBulk({ of: 'alike', item: document, indicatorId: best.indicatorId });
  };
  useTriageKeys(
    {
      ...{ none: rejectAll, later: putOff, undo, alike },
      ...{ accept: (place) => at(place, take), add: (place) => at(place, add) },
      ...{ previous: () => move('back'), next: () => move('on') },
    },
    bulk !== null || assigning || renaming || rules,
  );
  const confirmRows = (rows: readonly BulkRow[]): void =>
    decide.mutate(
      {
        archive,
        pairs: rows.map((row) => ({ documentId: row.item.id, indicatorId: row.indicatorId, action: 'confirm' as const })),
      },
      {
        onSuccess: () => {
          setBulk(null);
          setInARow(null);
          record({ ids: rows.map((row) => row.item.id), how: 'left' });
          setTrail(START);
          done(`已确认 ${rows.length} 份`);
        },
      },
    );
  const acts = useStable({
    ...{ none: rejectAll, later: putOff, assign: () => setAssigning(true), previous: () => move('back'), next: () => move('on') },
    ...{ bulk: () => setBulk({ of: 'band' }), rules: () => setRules(true) },
    filter: (next: TriageFilter) => {
      setFilter(next);
      setTrail(START);
      setHistory([]);
    },
  });
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Spin style={{ margin: 40 }} />;
  const failed = refused ?? decide.error ?? card.error;
  return (
    <div className="triage">
      <TriageHead page={read.data} filter={filter} onFilter={acts.filter} onBulk={acts.bulk} onRules={acts.rules} />
      {failed && bulk === null && <ErrorNotice error={failed} />}
      <div className="triage-body">
        {shown === null ? (
          <TriageEnd page={read.data} filter={filter} onFilter={setFilter} />
        ) : (
          <Panes
            label="预览与归类"
            layout={layout}
            onLayout={setLayout}
            panes={[
              {
                ...{ id: 'preview', share: 60, minPx: 260 },
                content: (
                  <TriageViews
                    shown={item}
                    next={items.find((one) => one.id === ahead[0])}
                    after={ahead.slice(1, 1 + LOOKS_AHEAD)}
                  />
                ),
              },
              {
                ...{ id: 'card', share: 40, minPx: 330 },
                content: document ? (
                  <TriageCard
                    document={document}
                    leaf={filter.indicator}
                    offersAlike={best !== undefined && inARow?.indicatorId === best.indicatorId && inARow.times >= EQUAL_IN_A_ROW}
                    onTake={take}
                    onAdd={add}
                    onNone={acts.none}
                    onLater={acts.later}
                    onAssign={acts.assign}
                    onAlike={alike}
                    onPrevious={acts.previous}
                    onNext={acts.next}
                  />
                ) : (
                  <div className="pane">{!card.error && <Spin delay={300} style={{ margin: 40 }} />}</div>
                ),
              },
            ]}
          />
        )}
      </div>
      {bulk && (
        <BulkConfirmDialog
          title={bulk.of === 'band' ? '把握大的建议一并确认' : '同样情况一并确认'}
          rows={
            bulk.of === 'band'
              ? band.isPlaceholderData
                ? null
                : (band.data?.pairs ?? null)
              : alikeRows(bulk.item, same.isPlaceholderData ? undefined : same.data)
          }
          pending={decide.isPending}
          error={decide.error ?? band.error ?? same.error}
          onConfirm={confirmRows}
          onClose={() => setBulk(null)}
        />
      )}
      <FilingDialog open={rules} onClose={() => setRules(false)} />
      {renaming && document && (
        <RenameDialog
          documentId={document.id}
          title={document.title}
          onRenamed={() => {
            record({ ids: [document.id], how: 'stayed' });
            done('已改题名,文件名没有变');
          }}
          onClose={() => setRenaming(false)}
        />
      )}
      <AssignDialog
        documentIds={assigning && shown !== null ? [shown] : null}
        onClose={() => setAssigning(false)}
        onAssigned={(ids) => ids.forEach((id) => leave(id, Promise.resolve()))}
      />
    </div>
  );
}

interface Alike {
  readonly indicatorId: number;
  readonly code: string;
  readonly name: string;
  readonly items: readonly QueueItem[];
}

/** The document itself first, then those like it. */
function alikeRows(item: QueueItem, same: Alike | undefined): readonly BulkRow[] | null {
  if (!same) return null;
  const { indicatorId, code, name } = same;
  return [item, ...same.items].map((one) => ({ item: one, indicatorId, code, name }));
}
