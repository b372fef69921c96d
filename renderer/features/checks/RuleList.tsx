import type { KeyboardEvent, RefObject } from 'react';
import type { RuleFindings } from '../../../shared/contract/checks.ts';

export interface RuleListProps {
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly rules: readonly RuleFindings[];
  readonly chosen: string;
  readonly onChoose: (rule: string) => void;
  /** To the findings of the chosen rule. */
  readonly onEnter: () => void;
}

/** The rules with what each found; ↑↓ choose, Enter or → goes to the findings. */
export function RuleList({ listRef, rules, chosen, onChoose, onEnter }: RuleListProps) {
  const at = rules.findIndex((one) => one.rule === chosen);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rules.length - 1 };
    const to = steps[event.key];
    if (to !== undefined) {
      const next = rules[Math.max(0, Math.min(to, rules.length - 1))];
      if (next) {
        onChoose(next.rule);
        document.getElementById(`rule-${next.rule}`)?.scrollIntoView({ block: 'nearest' });
      }
    } else if (event.key === 'Enter' || event.key === 'ArrowRight') onEnter();
    else return;
    event.preventDefault();
  };
  return (
    <ul
      ref={listRef}
      className="checks-rules"
      role="listbox"
      aria-label="体检规则"
      aria-activedescendant={`rule-${chosen}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {rules.map((one, index) => (
        <li
          key={one.rule}
          id={`rule-${one.rule}`}
          role="option"
          aria-selected={one.rule === chosen}
          className={one.group === rules[index - 1]?.group ? undefined : 'is-first'}
          onClick={() => onChoose(one.rule)}
        >
          {one.group !== rules[index - 1]?.group && <div className="checks-group">{one.group}</div>}
          <div className="checks-rule">
            <span aria-hidden="true" className={one.open > 0 ? 'checks-mark is-open' : 'checks-mark'}>
              {one.open > 0 ? '▲' : '●'}
            </span>
            <span className="grow">{one.title}</span>
            <span className="checks-count">{one.open > 0 ? one.open : one.muted > 0 ? '已忽略' : '没有'}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
