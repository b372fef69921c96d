import type { ExportScope } from '../../../shared/contract/exports.ts';
import type { Choice } from './choice.ts';
import { useMoreBelow } from '../../ui/use-more-below.ts';
import { EditionHistory } from './EditionHistory.tsx';
import { OptionsForm } from './OptionsForm.tsx';
import { RangePanel } from './RangePanel.tsx';
import { TemplateMenu } from './TemplateMenu.tsx';

export interface ScopePageProps {
  readonly scope: ExportScope;
  readonly choice: Choice;
  readonly password: string;
  readonly onChange: (choice: Choice) => void;
  readonly onPassword: (password: string) => void;
  /** Of the 加密副本; '' for none. */
  readonly copyPassword: string;
  readonly onCopyPassword: (password: string) => void;
}

/** 选范围: which indicators, whose, how it is made; the editions so far beside it. */
export function ScopePage({ scope, choice, onChange, ...passwords }: ScopePageProps) {
  const side = useMoreBelow<HTMLDivElement>();
  return (
    <div className="ex-scope">
      <RangePanel
        scope={scope}
        range={choice}
        allWords="的全部指标,各自成卷。"
        onChange={(range) => onChange({ ...choice, ...range })}
      />
      <div className="ex-side" {...side}>
        <section className="ex-panel" aria-label="选项">
          <header>
            <h2>选项</h2>
            <span style={{ flex: 1 }} />
            <TemplateMenu choice={choice} onChange={onChange} />
          </header>
          <OptionsForm {...{ choice, onChange, scope }} {...passwords} />
        </section>
        <section className="ex-panel ex-history" aria-label="已有版次">
          <header>
            <h2>已有版次</h2>
          </header>
          <EditionHistory />
        </section>
      </div>
    </div>
  );
}
