import { Button, Space, Tooltip } from 'antd';
import { memo, useLayoutEffect, useRef, useState } from 'react';
import type { TriageDocument, TriageSuggestion } from '../../../shared/contract/links.ts';
import { keysOf } from '../../ui/commands.ts';
import { SuggestionRow } from './SuggestionRow.tsx';
import { TriageFacts } from './TriageFacts.tsx';

/** Suggestions that have a key. */
export const KEYED = 3;

/**
 * As the card shows them: the leaf the queue is narrowed to first, then surest first, so that a key means the same before and after
 * it was pressed; rejected ones last.
 */
export function orderedSuggestions(document: TriageDocument, leaf: number | null): readonly TriageSuggestion[] {
  const rejected = (one: TriageSuggestion): number => (one.link === 'rejected' ? 1 : 0);
  const other = (one: TriageSuggestion): number => (one.indicatorId === leaf ? 0 : 1);
  return [...document.suggestions].sort((a, b) => rejected(a) - rejected(b) || other(a) - other(b) || b.score - a.score);
}

/** The suggestion that “同样情况” means: the surest one that is still open. */
export function bestOf(document: TriageDocument): TriageSuggestion | undefined {
  return orderedSuggestions(document, null).find((one) => one.link === 'suggested');
}

export interface TriageCardProps {
  readonly document: TriageDocument;
  /** The leaf the queue is narrowed to, or null. */
  readonly leaf: number | null;
  /** The same indicator was accepted three times in a row, and this document has it as its best. */
  readonly offersAlike: boolean;
  readonly onTake: (suggestion: TriageSuggestion) => void;
  readonly onAdd: (suggestion: TriageSuggestion) => void;
  readonly onNone: () => void;
  readonly onLater: () => void;
  readonly onAssign: () => void;
  readonly onAlike: () => void;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

/**
 * What is known of one document, what is suggested for it, and everything a person can decide. The next document takes the same card: what
 * stays is not made anew with every key.
 */
export function TriageCard(props: TriageCardProps) {
  const { document, leaf, offersAlike, onTake, onAdd, onNone, onLater, onAssign, onAlike, onPrevious, onNext } = props;
  const [allOf, setAllOf] = useState<number | null>(null);
  const all = allOf === document.id;
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [document.id]);
  const ordered = orderedSuggestions(document, leaf);
  const best = bestOf(document);
  const first = ordered.filter((one) => one.link !== 'rejected').slice(0, KEYED);
  const rest = ordered.filter((one) => !first.includes(one));
  const row = (suggestion: TriageSuggestion, place: number | null) => (
    <SuggestionRow
      key={`${document.id} ${suggestion.indicatorId}`}
      suggestion={suggestion}
      place={place}
      onTake={() => onTake(suggestion)}
      onAdd={() => onAdd(suggestion)}
    />
  );
  return (
    <div className="pane">
      <div ref={body} className="pane-body triage-card">
        <TriageFacts document={document} />
        {first.length === 0 ? (
          <p className="triage-nothing">
            没有合适的建议。可以用“归入指标”({keysOf('assign')})自己选一条;确实用不上的,按 <kbd>→</kbd> 跳过。
          </p>
        ) : (
          <ol className="triage-suggestions" aria-label="建议">
            {first.map((suggestion, at) => row(suggestion, at))}
          </ol>
        )}
        {rest.length > 0 && (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAllOf(all ? null : document.id)}>
            {all ? '收起' : `其余 ${rest.length} 条(含已否决的)`}
          </Button>
        )}
        {all && <ul className="triage-suggestions">{rest.map((suggestion) => row(suggestion, null))}</ul>}
        {best && document.sameSituation > 0 && (
          <div className="triage-alike" data-offered={offersAlike} role={offersAlike ? 'status' : undefined}>
            <span>
              {offersAlike ? `已连续归入“${best.name}”。` : ''}其余 {document.sameSituation} 个同样情况
            </span>
            <Tooltip title={`同一文件夹或同一系列,建议都是 ${best.code} ${best.name}`}>
              <Button size="small" type={offersAlike ? 'primary' : 'default'} onClick={onAlike}>
                一并确认… <kbd>T</kbd>
              </Button>
            </Tooltip>
          </div>
        )}
      </div>
      <TriageActions open={best !== undefined} {...{ onNone, onLater, onAssign, onPrevious, onNext }} />
    </div>
  );
}

type Actions = Pick<TriageCardProps, 'onNone' | 'onLater' | 'onAssign' | 'onPrevious' | 'onNext'>;

const TriageActions = memo(function TriageActions(props: Actions & { readonly open: boolean }) {
  const { open, onNone, onLater, onAssign, onPrevious, onNext } = props;
  return (
    <div className="pane-foot triage-actions">
      <Button onClick={onNone} disabled={!open}>
        都不合适 <kbd>0</kbd>
      </Button>
      <Button onClick={onLater}>
        稍后 <kbd>U</kbd>
      </Button>
      <Button onClick={onAssign}>
        归入… <kbd>{keysOf('assign')}</kbd>
      </Button>
      <span style={{ flex: 1 }} />
      <Space.Compact>
        <Button aria-label="上一份" title="上一份" onClick={onPrevious}>
          ←
        </Button>
        <Button aria-label="下一份" title="下一份(不处理这一份)" onClick={onNext}>
          →
        </Button>
      </Space.Compact>
    </div>
  );
});
