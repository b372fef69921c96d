import { Button, Spin, Steps } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ExportScope } from '../../../shared/contract/exports.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { ExportResult } from '../../../shared/contract/results.ts';
import type { PackageResult } from '../../../shared/contract/submit.ts';
import { passwordFault } from '../../../shared/domain/pdf-password.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useJobs, useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { CheckPage } from './CheckPage.tsx';
import { completed, initialChoice, inputOf, isStoredChoice, type Choice } from './choice.ts';
import { EditionPage } from './EditionPage.tsx';
import { isPackageStep, PackageWizard } from './package/PackageWizard.tsx';
import { PackagePage } from './package/PackagePage.tsx';
import { WaySwitch } from './WaySwitch.tsx';
import { PreviewPage } from './PreviewPage.tsx';
import { ScopePage } from './ScopePage.tsx';
import { StoppedNotice, stoppedBy } from './StoppedNotice.tsx';
import { usePreviewJob } from './preview-job.ts';
import { useWizardKeys } from './wizard-keys.ts';
import './exports.css';

const STEPS = ['scope', 'check', 'preview'] as const;
type Step = (typeof STEPS)[number];
const isStep = (value: string | undefined): value is Step => STEPS.some((step) => step === value);

/** 成册 and 报送包: a wizard of three pages each, or one edition (`edition` in the address) or package (`package`). */
export function ExportsScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const edition = Number(params['edition']);
  useFinished();
  if (Number.isInteger(edition) && edition > 0) return <EditionPage edition={edition} />;
  const number = Number(params['package']);
  if (Number.isInteger(number) && number > 0) return <PackagePage number={number} />;
  if (params['way'] === 'package') return <PackageWizard step={isPackageStep(params['step']) ? params['step'] : 'scope'} />;
  return <Wizard step={isStep(params['step']) ? params['step'] : 'scope'} />;
}

const MAKING: ReadonlySet<string> = new Set(['export.run', 'submit.run', 'submit.runByUnit']);

/** An edition or package that ends while this screen is open is shown, also after the page was reloaded in between. */
function useFinished(): void {
  const running = useRef<string | null>(null);
  const jobs = useJobs();
  useEffect(() => {
    const busy = jobs.find((job) => MAKING.has(job.procedure) && job.status === 'running');
    const ended = jobs.find((job) => job.id === running.current && job.status === 'done');
    if (ended?.procedure === 'export.run') go('exports', { edition: String((ended.result as ExportResult).edition) });
    if (ended?.procedure === 'submit.run') go('exports', { package: String((ended.result as PackageResult).number) });
    if (ended?.procedure === 'submit.runByUnit') go('exports', { way: 'package' });
    running.current = busy?.id ?? null;
  }, [jobs]);
}

function Wizard({ step: asked }: { readonly step: Step }) {
  const { archive, framework } = useArchive();
  const [stored, setChoice] = usePreference<Choice | null>(`exports.choice:${archive}`, null, isStoredChoice);
  const [password, setPassword] = useState('');
  const [copyPassword, setCopyPassword] = useState('');
  const [signOff, setSignOff] = useState('');
  const [wantsPages, setWantsPages] = useState(false);
  const scope = useRead('exports.scope', { archive });
  const start = useAct('jobs.start');
  const jobs = useJobs();
  const busy = jobs.find((job) => job.procedure === 'export.run' && job.status === 'running');
  const step: Step = busy ? 'preview' : asked;
  const choice = onMachine(fitting(stored, framework.id), scope.data);
  const nodes = scope.data?.frameworks.find((one) => one.id === choice.framework)?.nodes ?? [];
  const input = inputOf({ archive, choice, password, signOff, nodes });
  const checked = choice.folder === '' ? input : { ...input, folder: choice.folder };
  const check = useRead('exports.check', step === 'scope' || !scope.data ? null : { ...checked, signOff: undefined });
  const [preview, rememberPreview] = usePreviewJob(JSON.stringify({ ...input, password: '' }));
  const runPreview = (): void =>
    start.mutate({ procedure: 'exports.preview', input }, { onSuccess: (job) => rememberPreview(job) });
  const generate = (leaveOutChanged = false): void => {
    if (!check.data) return;
    const { folder: out, displaced } = check.data;
    const how = { ...(copyPassword === '' ? {} : { copyPassword }), ...(leaveOutChanged ? { leaveOutChanged } : {}) };
    start.mutate({ procedure: 'export.run', input: { ...input, ...how, out, displaced } });
  };
  const indexAgain = (): void =>
    start.mutate({ procedure: 'index.run', input: { archive } }, { onSuccess: () => go('exports', { step: 'check' }) });
  const blocked = check.data ? check.data.blockers.length : 0;
  const nothing = choice.leaves?.length === 0;
  const copyFault = copyPassword === '' ? null : passwordFault(copyPassword);
  useEffect(() => {
    if (!wantsPages || step !== 'preview') return;
    setWantsPages(false);
    if (preview === null && !start.isPending) runPreview();
  });
  const next = (): void => {
    if (step === 'scope' && !nothing && copyFault === null) go('exports', { step: 'check' });
    if (step === 'check' && check.data && blocked === 0) {
      setWantsPages(true);
      go('exports', { step: 'preview' });
    }
    if (step === 'preview' && canGenerate) generate();
  };
  const back = (): void => {
    if (step === 'check') go('exports');
    if (step === 'preview' && !busy) go('exports', { step: 'check' });
  };
  const idle = !jobs.some((job) => job.status === 'running');
  const stopped = step === 'preview' ? stoppedBy(jobs) : null;
  const canGenerate = Boolean(check.data) && blocked === 0 && idle && !start.isPending;
  useWizardKeys({ onNext: step === 'preview' ? null : next, onBack: back });
  if (scope.error) return <ErrorNotice error={scope.error} onRetry={() => void scope.refetch()} />;
  if (!scope.data) return <Spin style={{ margin: 40 }} />;
  const shownJob: Job | null = busy ?? preview;
  return (
    <div className="ex">
      <div className="ex-head">
        <h1>成册</h1>
        <WaySwitch way="volume" disabled={Boolean(busy)} />
        <Steps
          size="small"
          current={STEPS.indexOf(step)}
          onChange={(to) => {
            if (to < STEPS.indexOf(step) && !busy) go('exports', { step: STEPS[to] ?? 'scope' });
          }}
          items={['选范围', '检查', '预览并生成'].map((title, at) => ({ title, disabled: at > STEPS.indexOf(step) }))}
        />
      </div>
      <div className="ex-content">
        {start.error && <ErrorNotice error={start.error} />}
        {step === 'scope' && (
          <ScopePage
            scope={scope.data}
            choice={choice}
            onChange={setChoice}
            {...{ password, onPassword: setPassword, copyPassword, onCopyPassword: setCopyPassword }}
          />
        )}
        {step !== 'scope' && check.error && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
        {step === 'check' &&
          !check.error &&
          (check.data ? (
            <CheckPage check={check.data} signOff={signOff} onSignOff={setSignOff} />
          ) : (
            <Spin style={{ margin: 40 }} />
          ))}
        {stopped !== null && (
          <StoppedNotice
            message={stopped}
            onIndex={idle && !start.isPending ? indexAgain : null}
            onAnyway={canGenerate ? () => generate(true) : null}
          />
        )}
        {step === 'preview' && <PreviewPage job={shownJob} onPreview={runPreview} />}
      </div>
      <div className="ex-foot">
        {step === 'scope' && nothing && <span className="muted">没有选任何指标。请至少选一条。</span>}
        {step === 'scope' && copyFault !== null && <span style={{ color: 'var(--bad)' }}>⊠ 加密副本:{copyFault}</span>}
        {choice.supplementTo !== null && !busy && (
          <>
            <span>◇ 第 {choice.supplementTo} 版的补充卷:只收那一版之后确认的材料。</span>
            <Button onClick={() => setChoice({ ...choice, supplementTo: null })}>改成整册</Button>
          </>
        )}
        {step !== 'scope' && blocked > 0 && (
          <span style={{ color: 'var(--bad)' }}>⊠ 还有 {blocked} 项阻断,处理之后才能成册。</span>
        )}
        {step !== 'scope' && choice.folder !== '' && check.data?.blockers.some((one) => one.code === 'folder') && (
          <Button onClick={() => setChoice({ ...choice, folder: '' })}>用默认的文件夹</Button>
        )}
        <span style={{ flex: 1 }} />
        {step !== 'scope' && (
          <Button onClick={back} disabled={Boolean(busy)}>
            上一步 <kbd>Esc</kbd>
          </Button>
        )}
        {step === 'scope' && (
          <Button type="primary" disabled={nothing || copyFault !== null} onClick={next}>
            下一步:检查 <kbd>Enter</kbd>
          </Button>
        )}
        {step === 'check' && (
          <Button type="primary" disabled={!check.data || blocked > 0} onClick={next}>
            下一步:预览 <kbd>Enter</kbd>
          </Button>
        )}
        {step === 'preview' && (
          <Button type="primary" disabled={!canGenerate} loading={start.isPending} onClick={() => generate()}>
            生成第 {scope.data.edition} 版
          </Button>
        )}
      </div>
    </div>
  );
}

/** An office program or a font that is not on this machine any more is not asked for. */
function onMachine(choice: Choice, scope: ExportScope | undefined): Choice {
  if (scope === undefined) return choice;
  const suite = scope.suites.some(({ id }) => id === choice.suite) ? choice.suite : '';
  const bodyFont = scope.bodyFonts.some((id) => id === choice.bodyFont) ? choice.bodyFont : '';
  return suite === choice.suite && bodyFont === choice.bodyFont ? choice : { ...choice, suite, bodyFont };
}

/** What was chosen last time, unless the person looks at another framework now. */
function fitting(stored: Choice | null, framework: string): Choice {
  if (stored === null) return initialChoice(framework);
  if (stored.framework === '' || stored.framework === framework) return completed(stored);
  return { ...completed(stored), framework, unit: '', leaves: null };
}
