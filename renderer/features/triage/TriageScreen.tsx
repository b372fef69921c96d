import { Spin } from 'antd';
import { useState } from 'react';
import type { TriageSuggestion } from '../../../shared/contract/links.ts';
import type { Band } from '../../../shared/domain/link.ts';
import { useArchive } from '../../api/archive.tsx';
import { act, useAct, useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { AssignDialog } from '../../parts/AssignDialog.tsx';
import { FilingDialog } from '../../parts/FilingDialog.tsx';
import { useDone } from '../../parts/use-undo.tsx';
import { useCommand } from '../../ui/commands.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isLayout, Panes } from '../../ui/Panes.tsx';
import { useStable } from '../../ui/use-stable.ts';
import { BulkDialog, type Bulk } from './BulkDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { bestOf, KEYED, orderedSuggestions, TriageCard } from './TriageCard.tsx';
import { TriageEnd } from './TriageEnd.tsx';
import { TriageHead, type TriageFilter } from './TriageHead.tsx';
import { TriageViews } from './TriageViews.tsx';
import type { Done } from './trail.ts';
import { useTriageKeys } from './use-triage-keys.ts';
import { useTriageQueue } from './use-triage-queue.ts';
import './triage.css';

/** Equal decisions in a row after which 一并确认 is offered. */
const EQUAL_IN_A_ROW = 3;
/** Documents after the next one whose pages are made ahead. */
const LOOKS_AHEAD = 2;

const isBand = (value: unknown): value is Band => value === 'high' || value === 'medium' || value === 'low';

/** A row id of the address; null for anything else. */
function rowId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : null;
}

interface Props {
  readonly params: Readonly<Record<string, string>>;
}

/**
 * 归类: one document large, what is suggested for it, one key a decision. `document`, `band`, `folder` and `indicator` (row id of a leaf)
 * come from the address; one that names another list begins it.
 */
export function TriageScreen({ params }: Props) {
  return <TriageOf key={[params['band'], params['folder'], params['indicator']].join('\n')} params={params} />;
}

function TriageOf({ params }: Props) {
  const { archive, framework } = useArchive();
  const [filter, setFilter] = useState<TriageFilter>({
    queue: 'suggested',
    band: isBand(params['band']) ? params['band'] : null,
    folder: params['folder'] ?? '',
    indicator: rowId(params['indicator']),
  });
  const [inARow, setInARow] = useState<{ readonly indicatorId: number; readonly times: number } | null>(null);
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [assigning, setAssigning] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [rules, setRules] = useState(false);
  const [layout, setLayout] = usePreference('triage.layout', {}, isLayout);
  const inFramework = { archive, framework: framework.id };
  const queue = useTriageQueue(filter, rowId(params['document']), () => setInARow(null));
  const { shown } = queue;
  const card = useRead('links.triage', shown === null ? null : { ...inFramework, documentId: shown });
  const document = card.data?.id === shown ? card.data : undefined;
  const item = document ?? queue.items.find((one) => one.id === shown);

  const decide = useAct('links.decideMany');
  const done = useDone(queue.undo);
  useCommand('undo', queue.undo);
  useCommand('redo', queue.redo);
  useCommand('rename', () => document && setRenaming(true));
  useCommand('assign', () => shown !== null && setAssigning(true));

  const leave = (id: number, stored: Promise<unknown>): void => queue.leave({ id, title: document?.title ?? '', stored });
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
    decide.mutate(pair(suggestion, document.id), { onSuccess: () => queue.record(step) });
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
      ...{ none: rejectAll, later: putOff, undo: queue.undo, alike },
      ...{ accept: (place) => at(place, take), add: (place) => at(place, add) },
      ...{ previous: queue.previous, next: queue.next },
    },
    bulk !== null || assigning || renaming || rules,
  );
  const onConfirmed = (ids: readonly number[]): void => {
    setBulk(null);
    setInARow(null);
    queue.record({ ids, how: 'left' });
    queue.restart();
    done(`已确认 ${ids.length} 份`);
  };
  const acts = useStable({
    ...{ none: rejectAll, later: putOff, assign: () => setAssigning(true), previous: queue.previous, next: queue.next },
    ...{ bulk: () => setBulk({ of: 'band' }), rules: () => setRules(true) },
    filter: (next: TriageFilter) => {
      setFilter(next);
      queue.restart();
      queue.forget();
    },
  });
  if (queue.error) return <ErrorNotice error={queue.error} onRetry={queue.readAgain} />;
  if (!queue.page) return <Spin style={{ margin: 40 }} />;
  const failed = queue.refused ?? decide.error ?? card.error;
  return (
    <div className="triage">
      <TriageHead page={queue.page} filter={filter} onFilter={acts.filter} onBulk={acts.bulk} onRules={acts.rules} />
      {failed && <ErrorNotice error={failed} />}
      <div className="triage-body">
        {shown === null ? (
          <TriageEnd page={queue.page} filter={filter} onFilter={setFilter} />
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
                    next={queue.items.find((one) => one.id === queue.ahead[0])}
                    after={queue.ahead.slice(1, 1 + LOOKS_AHEAD)}
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
      {bulk && <BulkDialog bulk={bulk} onConfirmed={onConfirmed} onClose={() => setBulk(null)} />}
      <FilingDialog open={rules} onClose={() => setRules(false)} />
      {renaming && document && (
        <RenameDialog
          documentId={document.id}
          title={document.title}
          onRenamed={() => {
            queue.record({ ids: [document.id], how: 'stayed' });
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
