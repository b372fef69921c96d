import { App, Button, Checkbox, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CheckFinding, RuleFindings } from '../../../shared/contract/checks.ts';
import type { CheckResult } from '../../../shared/contract/results.ts';
import { CHECK_GROUPS } from '../../../shared/domain/checks/index.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useJobs, useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { FindingList } from './FindingList.tsx';
import { MuteDialog } from './MuteDialog.tsx';
import { RuleList } from './RuleList.tsx';
import './checks.css';

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

/** 体检: what does not fit together in the record, rule by rule, with the way to mend it. `rule` comes from the address. */
export function ChecksScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, framework, chooseFramework } = useArchive();
  const { message } = App.useApp();
  const read = useRead('checks.read', { archive });
  const mute = useAct('checks.mute');
  const start = useAct('jobs.start');
  const done = useDone(useUndo());
  const [showAll, setShowAll] = usePreference<boolean>('checks.all', false, isFlag);
  const [muting, setMuting] = useState<readonly CheckFinding[] | 'all' | null>(null);
  const rulePane = useRef<HTMLUListElement>(null);
  const findingPane = useRef<HTMLUListElement>(null);
  const checking = useJobs().find((job) => job.procedure === 'check.run');
  const rules = read.data?.rules ?? [];
  const listed = rules.filter((one) => (showAll ? true : one.open > 0));
  const ordered = CHECK_GROUPS.flatMap((group) => listed.filter((one) => one.group === group));
  const rule = ordered.find((one) => one.rule === params['rule']) ?? ordered[0];
  const ready = rule !== undefined;
  useEffect(() => rulePane.current?.focus(), [ready]);
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Spin style={{ margin: 40 }} />;
  const open = rules.reduce((sum, one) => sum + one.open, 0);
  const muted = rules.reduce((sum, one) => sum + one.muted, 0);
  const jump = ({ to }: CheckFinding): void => {
    if (!to) return;
    if (to.framework !== null && to.framework !== framework.id) chooseFramework(to.framework);
    go(to.screen, to.params);
  };
  const change = (of: RuleFindings, subjects: readonly string[] | 'all', reason: string | null): void =>
    mute.mutate(
      { archive, rule: of.rule, subjects: subjects === 'all' ? 'all' : [...subjects], reason },
      {
        onSuccess: ({ changed }) => {
          setMuting(null);
          done(reason === null ? `${changed} 条重新算数` : `已忽略 ${changed} 条`);
          findingPane.current?.focus();
        },
        ...(reason === null ? { onError: (error) => void message.error(error.message) } : {}),
      },
    );
  return (
    <div className="checks">
      <div className="checks-head">
        <h1>体检</h1>
        <span className="muted">
          {rules.length} 条规则,{open === 0 ? '没有发现问题' : `发现 ${open} 处`}
          {muted > 0 ? `,另有 ${muted} 处已忽略` : ''}
        </span>
        <span className="grow" />
        <Checkbox checked={showAll} onChange={(event) => setShowAll(event.target.checked)}>
          显示没有问题的规则
        </Checkbox>
        <Button
          loading={checking?.status === 'running'}
          onClick={() => start.mutate({ procedure: 'check.run', input: { archive } })}
        >
          核对全部原件
        </Button>
      </div>
      {start.error && <ErrorNotice error={start.error} />}
      {checking?.status === 'done' && <Originals result={checking.result as CheckResult} />}
      {rule === undefined ? (
        <EmptyState
          title="没有发现问题"
          text="佐证、照片、测评体系和档案库都对得上。原件有没有改动,点“核对全部原件”。"
          action={{ label: '看全部规则', onClick: () => setShowAll(true) }}
        />
      ) : (
        <div className="checks-body">
          <RuleList
            listRef={rulePane}
            rules={ordered}
            chosen={rule.rule}
            onChoose={(next) => go('checks', { rule: next })}
            onEnter={() => findingPane.current?.focus()}
          />
          <FindingList
            key={rule.rule}
            listRef={findingPane}
            rule={rule}
            onJump={jump}
            onMute={(findings) => setMuting(findings)}
            onUnmute={(finding) => change(rule, [finding.subject], null)}
            onBack={() => rulePane.current?.focus()}
          />
        </div>
      )}
      {rule && muting !== null && (
        <MuteDialog
          title={rule.title}
          findings={muting}
          count={muting === 'all' ? rule.open : muting.length}
          busy={mute.isPending}
          error={mute.error}
          onCancel={() => {
            mute.reset();
            setMuting(null);
            findingPane.current?.focus();
          }}
          onMute={(reason) => change(rule, muting === 'all' ? 'all' : muting.map(({ subject }) => subject), reason)}
        />
      )}
    </div>
  );
}

const SHOWN = 20;

/** What reading every original again found. */
function Originals({ result }: { readonly result: CheckResult }) {
  return (
    <section className="checks-originals" aria-label="核对原件的结果">
      <strong>
        {result.ok
          ? `● 核对了 ${result.checked} 项,原件都没有改动`
          : `▲ 核对了 ${result.checked} 项,发现 ${result.problems.length} 个问题`}
      </strong>
      {!result.ok && (
        <ul>
          {result.problems.slice(0, SHOWN).map(({ file, message }, at) => (
            <li key={at}>
              {file}:{message}
            </li>
          ))}
          {result.problems.length > SHOWN && <li>另有 {result.problems.length - SHOWN} 个,用 taizhang check 看全部。</li>}
        </ul>
      )}
    </section>
  );
}
