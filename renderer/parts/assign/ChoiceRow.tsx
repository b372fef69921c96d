import { BandMark } from '../../ui/BandMark.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import type { Choice } from './choices.ts';

export interface ChoiceRowProps {
  readonly choice: Choice;
  readonly id: string;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onToggle: () => void;
  readonly onTake: () => void;
}

/** One leaf of the list: code, name, what the document has to do with it, state and count. */
export function ChoiceRow({ choice, id, active, selected, onToggle, onTake }: ChoiceRowProps) {
  const { indicator, link, band } = choice;
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className="assign-row"
      data-active={active}
      onClick={onToggle}
      onDoubleClick={onTake}
    >
      <span aria-hidden="true">{selected ? '☑' : '☐'}</span>
      <span className="assign-code ellipsis" title={indicator.code}>
        {indicator.code}
      </span>
      <span style={{ minWidth: 0 }}>
        <span className="ellipsis" style={{ display: 'block' }} title={indicator.name}>
          {indicator.name}
        </span>
        {indicator.above.length > 0 && (
          <span className="muted ellipsis assign-above" style={{ display: 'block' }}>
            {indicator.above.join(' › ')}
          </span>
        )}
      </span>
      <span className="assign-note">
        {link === 'confirmed' ? '✓ 已归入' : link === 'rejected' ? '已否决过' : band && <BandMark band={band} />}
      </span>
      <StateTag state={indicator.state} />
      <span className="assign-count">{indicator.confirmed} 份</span>
    </div>
  );
}
