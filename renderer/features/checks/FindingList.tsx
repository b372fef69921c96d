import { Button } from 'antd';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { CheckFinding, RuleFindings } from '../../../shared/contract/checks.ts';
import { CleanCopies } from './CleanCopies.tsx';

export interface FindingListProps {
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly rule: RuleFindings;
  readonly onJump: (finding: CheckFinding) => void;
  readonly onMute: (findings: readonly CheckFinding[] | 'all') => void;
  readonly onUnmute: (finding: CheckFinding) => void;
  readonly onBack: () => void;
}

const PAGE = 10;

/** One rule: why it matters, how it is mended, and each finding. Enter goes there, I ignores or counts again, ← goes back. */
export function FindingList({ listRef, rule, onJump, onMute, onUnmute, onBack }: FindingListProps) {
  const [at, setAt] = useState(0);
  const { findings } = rule;
  const place = Math.min(at, findings.length - 1);
  const chosen = findings[place];
  const show = (to: number): void => {
    const next = Math.max(0, Math.min(to, findings.length - 1));
    setAt(next);
    document.getElementById(`finding-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const turn = (finding: CheckFinding): void => (finding.muted === null ? onMute([finding]) : onUnmute(finding));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + PAGE,
      PageUp: place - PAGE,
      Home: 0,
      End: findings.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) show(to);
    else if (event.key === 'Enter' && chosen) onJump(chosen);
    else if (event.code === 'KeyI' && chosen) turn(chosen);
    else if (event.key === 'ArrowLeft' || event.key === 'Escape') onBack();
    else return;
    event.preventDefault();
  };
  return (
    <section className="checks-findings" aria-label={rule.title}>
      <header>
        <h2>{rule.title}</h2>
        <p>
          <span className="muted">为什么:</span>
          {rule.why}
        </p>
        <p>
          <span className="muted">怎么改:</span>
          {rule.mend}
        </p>
        {findings.length > 0 && (
          <div className="checks-tools">
            <Button size="small" type="primary" disabled={!chosen?.to} onClick={() => chosen && onJump(chosen)}>
              去修改 <kbd>Enter</kbd>
            </Button>
            <Button size="small" disabled={!chosen} onClick={() => chosen && turn(chosen)}>
              {chosen?.muted ? '重新算数' : '忽略…'} <kbd>I</kbd>
            </Button>
            {rule.open > 1 && (
              <Button size="small" onClick={() => onMute('all')}>
                全部忽略…
              </Button>
            )}
            {rule.rule === 'archive-copies-unused' && <CleanCopies rule={rule} />}
            {rule.open + rule.muted > findings.length && (
              <span className="muted">
                共 {rule.open + rule.muted} 条,先列 {findings.length} 条
              </span>
            )}
          </div>
        )}
      </header>
      {findings.length === 0 ? (
        <p className="muted checks-none">● 这条规则没有发现问题。</p>
      ) : (
        <ul
          ref={listRef}
          role="listbox"
          aria-label={`发现的问题 ${rule.open} 条`}
          aria-activedescendant={`finding-${place}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          {findings.map((one, index) => (
            <li
              key={one.subject}
              id={`finding-${index}`}
              role="option"
              aria-selected={index === place}
              onClick={() => (setAt(index), listRef.current?.focus())}
              onDoubleClick={() => onJump(one)}
            >
              <div className="ellipsis" title={one.what}>
                {one.what}
              </div>
              <div className={one.muted === null ? undefined : 'muted'}>{one.message}</div>
              {one.muted && (
                <div className="muted">
                  － 已忽略:{one.muted.reason}({one.muted.by} {one.muted.at.slice(0, 10)})
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
