import type { TriageSuggestion } from '../../../shared/contract/links.ts';
import { BandMark } from '../../ui/BandMark.tsx';
import { StateTag } from '../../ui/StateTag.tsx';

export interface SuggestionRowProps {
  readonly suggestion: TriageSuggestion;
  /** Number of its key, or null for the rows below the first three. */
  readonly place: number | null;
  readonly onTake: () => void;
  readonly onAdd: () => void;
}

/** One suggestion: what it is, how sure, why, and what the indicator still lacks. */
export function SuggestionRow({ suggestion, place, onTake, onAdd }: SuggestionRowProps) {
  const { code, name, link, band, reasons, state, lacks, standard } = suggestion;
  return (
    <li className="triage-suggestion" data-link={link}>
      <button
        type="button"
        className="triage-take"
        aria-pressed={link === 'confirmed'}
        onClick={(event) => (event.shiftKey ? onAdd() : onTake())}
      >
        <span className="triage-key">{place !== null && <kbd>{place + 1}</kbd>}</span>
        <span className="triage-what">
          <span className="triage-name">
            <span className="triage-code">{code}</span>
            <b>{name}</b>
          </span>
          {reasons.length > 0 && <span className="triage-why">{reasons.map((reason) => reason.text).join(' · ')}</span>}
          <span className="triage-lacks">
            <StateTag state={state} />
            {lacks !== '' && <span className="muted">{lacks}</span>}
          </span>
        </span>
        <span className="triage-sure">
          {link === 'confirmed' ? (
            <b style={{ color: 'var(--good)' }}>✓ 已确认</b>
          ) : link === 'rejected' ? (
            <span className="muted">✕ 已否决</span>
          ) : (
            <BandMark band={band} />
          )}
        </span>
      </button>
      {standard !== '' && (
        <details className="triage-standard">
          <summary>标准原文</summary>
          <p>{standard}</p>
        </details>
      )}
    </li>
  );
}
