import { DOUBT_WORDS, type Doubt, type DoubtCandidate, type DoubtFormer } from '../../../shared/contract/doubts.ts';
import { DocumentPreview } from '../../parts/DocumentPreview.tsx';

export interface DoubtViewProps {
  readonly doubt: Doubt;
  /** Which candidate is shown, from 0. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
}

/** The confirmed content on the left, the file it may have become on the right. */
export function DoubtView({ doubt: { former, candidates }, place, onPlace }: DoubtViewProps) {
  const shown = candidates[place];
  return (
    <div className="doubt-view">
      <section aria-label="原来确认的内容">
        <h3>原来确认的内容</h3>
        <Facts of={former} />
        <div className="muted ellipsis" title={former.evidence.map(({ code, name }) => `${code} ${name}`).join('\n')}>
          证明 {former.evidence.map(({ code, name }) => `${code} ${name}`).join('、')}
        </div>
        <div className="doubt-preview">
          <DocumentPreview document={{ ...former, state: 'missing' }} />
        </div>
      </section>
      <section aria-label="现在可能是">
        <h3>现在可能是</h3>
        <div className="doubt-candidates" role="radiogroup" aria-label="候选文件">
          {candidates.map((one, index) => (
            <button
              key={one.id}
              type="button"
              role="radio"
              aria-checked={index === place}
              className="doubt-candidate"
              onClick={() => onPlace(index)}
            >
              <kbd>{index + 1}</kbd>
              <span className="ellipsis" title={`${one.source}/${one.path}`}>
                {one.path}
              </span>
              <span className="muted">{reasonsOf(one)}</span>
            </button>
          ))}
        </div>
        {shown && (
          <>
            <Facts of={shown} />
            <div className="doubt-preview">
              <DocumentPreview key={shown.id} document={{ ...shown, state: 'ok' }} />
            </div>
          </>
        )}
      </section>
    </div>
  );
}

function Facts({ of: { title, path, date, pages, sizeBytes } }: { readonly of: DoubtFormer | DoubtCandidate }) {
  const facts = [date ?? '无日期', pages === null ? null : `${pages} 页`, `${Math.max(1, Math.round(sizeBytes / 1024))} KB`];
  return (
    <div className="doubt-facts">
      <strong className="ellipsis" title={title}>
        {title}
      </strong>
      <span className="muted ellipsis" title={path}>
        {path} · {facts.filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}

function reasonsOf({ reasons, confirmed }: DoubtCandidate): string {
  const words = reasons.map((reason) => DOUBT_WORDS[reason]);
  return [...words, ...(confirmed > 0 ? [`自己已有 ${confirmed} 条佐证`] : [])].join(' · ');
}
