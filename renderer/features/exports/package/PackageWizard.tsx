import { Button, Spin, Steps } from 'antd';
import { patternProblem } from '../../../../shared/domain/package-names.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useAct, useJobs, useRead } from '../../../api/hooks.ts';
import { usePreference } from '../../../api/preference.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { go } from '../../../ui/go.ts';
import { useWizardKeys } from '../wizard-keys.ts';
import { WaySwitch } from '../WaySwitch.tsx';
import { initialPackage, isAnswers, isStoredPackage, packageInput, type AnswersOf, type PackageChoice } from './choice.ts';
import { MakePage } from './MakePage.tsx';
import { PackageScope } from './PackageScope.tsx';
import { RulesCheck } from './RulesCheck.tsx';
import './package.css';

const STEPS = ['scope', 'check', 'make'] as const;
type Step = (typeof STEPS)[number];
export const isPackageStep = (value: string | undefined): value is Step => STEPS.some((step) => step === value);

/** What makes packages. */
const PACKING: ReadonlySet<string> = new Set(['submit.run', 'submit.runByUnit']);

const to = (step: Step): void => go('exports', { way: 'package', ...(step === 'scope' ? {} : { step }) });

/** 报送包: 选范围 → 报送要求检查 → 生成. */
export function PackageWizard({ step: asked }: { readonly step: Step }) {
  const { archive, framework } = useArchive();
  const [stored, setChoice] = usePreference<PackageChoice | null>(`package.choice:${archive}`, null, isStoredPackage);
  const [said, say] = usePreference<AnswersOf>(`package.answers:${archive}`, { number: 0, answers: [] }, isAnswers);
  const scope = useRead('exports.scope', { archive });
  const rules = useRead('submit.rules', { archive });
  const made = useRead('submit.list', { archive });
  const start = useAct('jobs.start');
  const jobs = useJobs();
  const busy = jobs.find((job) => PACKING.has(job.procedure) && job.status === 'running');
  const step: Step = busy ? 'make' : asked;
  const kept = fitting(stored, framework.id);
  // What was deleted meanwhile is not asked for.
  const choice =
    rules.data && !rules.data.rules.some(({ name }) => name === kept.rules) ? { ...kept, rules: initialPackage('').rules } : kept;
  const number = (made.data?.packages[0]?.number ?? 0) + 1;
  const answers = said.number === number ? said.answers : [];
  const nodes = scope.data?.frameworks.find((one) => one.id === choice.framework)?.nodes ?? [];
  const input = packageInput(archive, choice, { answers, nodes });
  const checked = { ...input, byUnit: choice.byUnit ?? false };
  const ready = scope.data && rules.data && made.data && step !== 'scope' && patternProblem(choice.pattern) === null;
  const check = useRead('submit.check', ready ? { ...checked, ...(choice.place === '' ? {} : { place: choice.place }) } : null);
  const canStart = choice.leaves?.length !== 0 && patternProblem(choice.pattern) === null;
  const clear = check.data !== undefined && check.data.blockers.length === 0 && check.data.open === 0;
  const idle = !jobs.some((job) => job.status === 'running');
  const make = (): void => {
    if (!check.data || !clear || !idle) return;
    const { out } = check.data;
    const receiver = choice.to?.trim() ?? '';
    if (choice.byUnit)
      start.mutate({
        procedure: 'submit.runByUnit',
        input: { ...input, out, ...(receiver === '' ? {} : { to: receiver }) },
      });
    else start.mutate({ procedure: 'submit.run', input: { ...input, out } });
  };
  const next = (): void => {
    if (step === 'scope' && canStart) to('check');
    if (step === 'check' && clear) to('make');
  };
  const back = (): void => {
    if (!busy && step !== 'scope') to(step === 'make' ? 'check' : 'scope');
  };
  useWizardKeys({ onNext: step === 'make' ? null : next, onBack: back });
  if (scope.error) return <ErrorNotice error={scope.error} onRetry={() => void scope.refetch()} />;
  if (rules.error) return <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />;
  if (!scope.data || !rules.data) return <Spin style={{ margin: 40 }} />;
  return (
    <div className="ex">
      <div className="ex-head">
        <h1>报送包</h1>
        <WaySwitch way="package" disabled={Boolean(busy)} />
        <Steps
          size="small"
          current={STEPS.indexOf(step)}
          onChange={(at) => {
            if (at < STEPS.indexOf(step) && !busy) to(STEPS[at] ?? 'scope');
          }}
          items={['选范围', '报送要求检查', '生成'].map((title, at) => ({ title, disabled: at > STEPS.indexOf(step) }))}
        />
      </div>
      <div className="ex-content">
        {start.error && <ErrorNotice error={start.error} />}
        {step === 'scope' && <PackageScope scope={scope.data} rules={rules.data.rules} choice={choice} onChange={setChoice} />}
        {step !== 'scope' && check.error && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
        {step === 'check' &&
          !check.error &&
          (check.data ? (
            <RulesCheck
              {...{ check: check.data, answers, input: checked }}
              onAnswers={(next) => say({ number, answers: next })}
            />
          ) : (
            <Spin style={{ margin: 40 }} />
          ))}
        {step === 'make' && !check.error && <MakePage check={check.data ?? null} busy={busy ?? null} last={lastOf(jobs)} />}
      </div>
      <div className="ex-foot">
        {step === 'scope' && choice.leaves?.length === 0 && <span className="muted">没有选任何指标。请至少选一条。</span>}
        {step !== 'scope' && check.data && !clear && (
          <span style={{ color: 'var(--bad)' }}>⊠ {remaining(check.data.blockers.length, check.data.open)}</span>
        )}
        {step !== 'scope' && choice.place !== '' && check.data?.blockers.some((one) => one.includes(choice.place)) && (
          <Button onClick={() => setChoice({ ...choice, place: '' })}>用默认的位置</Button>
        )}
        <span style={{ flex: 1 }} />
        {step !== 'scope' && (
          <Button onClick={back} disabled={Boolean(busy)}>
            上一步 <kbd>Esc</kbd>
          </Button>
        )}
        {step === 'scope' && (
          <Button type="primary" disabled={!canStart} onClick={next}>
            下一步:检查 <kbd>Enter</kbd>
          </Button>
        )}
        {step === 'check' && (
          <Button type="primary" disabled={!clear} onClick={next}>
            下一步:生成 <kbd>Enter</kbd>
          </Button>
        )}
        {step === 'make' && (
          <Button type="primary" disabled={!clear || !idle} loading={start.isPending} onClick={make}>
            {choice.byUnit
              ? `生成 ${check.data?.units.length ?? 0} 个单位的报送包`
              : `生成第 ${check.data?.number ?? ''} 号报送包`}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The newest package job, for what it failed with. */
function lastOf(jobs: ReturnType<typeof useJobs>) {
  const last = jobs.find((job) => PACKING.has(job.procedure));
  return last?.status === 'failed' || last?.status === 'cancelled' ? last : null;
}

function remaining(blockers: number, open: number): string {
  const parts = [blockers > 0 ? `${blockers} 项阻断` : '', open > 0 ? `${open} 处不合要求` : ''].filter((part) => part !== '');
  return `还有 ${parts.join('、')},处理之后才能生成。`;
}

/** What was chosen last time, unless the person looks at another framework now. */
function fitting(stored: PackageChoice | null, framework: string): PackageChoice {
  if (stored === null) return initialPackage(framework);
  return stored.framework === '' || stored.framework === framework ? stored : { ...stored, framework, unit: '', leaves: null };
}
