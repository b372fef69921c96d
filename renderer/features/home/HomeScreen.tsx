import { Button } from 'antd';
import type { Home } from '../../../shared/contract/home.ts';
import type { ArchiveSummary } from '../../../shared/contract/session.ts';
import { useArchive } from '../../api/archive.tsx';
import { useJobs, useRead } from '../../api/hooks.ts';
import { useIndex } from '../../parts/use-index.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { DoubtsDialog } from './DoubtsDialog.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { LastRun } from './LastRun.tsx';
import { SourceList } from './SourceList.tsx';
import './home.css';

/** 工作台: the numbers that matter today, the one next step, and how the whole stands. */
export function HomeScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, summary, framework } = useArchive();
  const home = useRead('home.read', { archive, framework: framework.id });
  const start = useIndex();
  const running = useJobs().some((job) => job.status === 'running');
  const index = (): void => start(archive);
  if (home.error) return <div className="page">{<ErrorNotice error={home.error} onRetry={() => void home.refetch()} />}</div>;
  if (!home.data) return <div className="page" aria-busy="true" />;
  const step = nextStep(summary, home.data, index);
  return (
    <div className="page">
      <h1 className="visually-hidden">工作台</h1>
      <div className="home">
        <div className="home-numbers">
          <HomeNumber value={summary.toTriage} label="待归类" note="有建议、等你确认的材料" onClick={() => go('triage')} />
          <HomeNumber
            value={lackingOf(home.data)}
            label="缺材料指标"
            note={`共 ${home.data.totals.leaves} 条末级指标`}
            onClick={() => go('gaps')}
          />
          <HomeNumber
            value={home.data.runningOut}
            label="将到期"
            note={`佐证快超出时限;另有 ${home.data.dueSoon} 条 7 天内到完成时限`}
            onClick={() => go('gaps', { state: '将到期' })}
          />
          <HomeNumber
            value={home.data.unreadable}
            label="无法读取"
            note="损坏或有打开密码的材料"
            onClick={() => go('documents', { state: 'failed,encrypted' })}
          />
        </div>
        <div className="home-next" role="region" aria-label="下一步">
          <div className="grow">
            <strong>下一步:{step.title}</strong>
            <div className="muted">{step.text}</div>
          </div>
          <Button type="primary" disabled={step.run === index && running} onClick={step.run}>
            {step.button}
          </Button>
        </div>
        <div className="home-columns">
          <CoverageTable coverage={home.data.coverage} totals={home.data.totals} framework={framework} />
          <div style={{ display: 'grid', gap: 16 }}>
            <SourceList summary={summary} />
            <LastRun run={home.data.lastRun} troubles={home.data.troubles} onIndex={index} running={running} />
            <section className="home-card" aria-label="最近的操作">
              <h2>最近的操作</h2>
              {home.data.recent.length === 0 ? (
                <div className="muted">还没有操作。确认、否决、改要求等每一步都会记在这里。</div>
              ) : (
                <ul className="home-list">
                  {home.data.recent.map((entry, at) => (
                    <li key={at}>
                      <span className="ellipsis" style={{ flex: 1 }} title={entry.words}>
                        {entry.words}
                      </span>
                      <span className="muted" style={{ fontSize: 12.5, whiteSpace: 'nowrap' }}>
                        {entry.actor} {moment(entry.at)}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          </div>
        </div>
      </div>
      {params['show'] === 'doubts' && <DoubtsDialog onClose={() => go('home')} />}
    </div>
  );
}

interface HomeNumberProps {
  readonly value: number;
  readonly label: string;
  readonly note: string;
  readonly onClick: () => void;
}

function HomeNumber({ value, label, note, onClick }: HomeNumberProps) {
  return (
    <button type="button" className="home-number" onClick={onClick}>
      <span>{label}</span>
      <b>{value}</b>
      <span className="note">{note}</span>
    </button>
  );
}

function lackingOf({ totals }: Home): number {
  return totals.leaves - totals.complete - totals.notApplicable;
}

interface Step {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly run: () => void;
}

/** The one sensible next action, in the order the work is done. */
function nextStep(summary: ArchiveSummary, home: Home, index: () => void): Step {
  if (summary.sources.length === 0)
    return {
      title: '添加材料文件夹',
      text: '档案库还没有材料文件夹。',
      button: '去设置添加',
      run: () => go('settings'),
    };
  if (home.lastRun === null)
    return { title: '编目', text: '读出每份材料的题名、文号、日期和正文,并给出归类建议。', button: '开始编目', run: index };
  if (home.doubts > 0)
    return {
      title: '核对变了的材料',
      text: `有 ${home.doubts} 份已确认的材料内容变了或挪了地方。说一声它现在是哪个文件,佐证才接着算数。`,
      button: '去核对',
      run: () => go('home', { show: 'doubts' }),
    };
  if (summary.toTriage > 0)
    return {
      title: '归类',
      text: `有 ${summary.toTriage} 份材料等你确认。按 1 2 3 选建议,0 都不合适,U 稍后。`,
      button: '去归类',
      run: () => go('triage'),
    };
  if (lackingOf(home) > 0)
    return {
      title: '查缺',
      text: `还有 ${lackingOf(home)} 条指标没有齐全。看看缺什么、该找谁要。`,
      button: '去查缺',
      run: () => go('gaps'),
    };
  return { title: '成册', text: '材料齐全,可以装订成册。', button: '去成册', run: () => go('exports') };
}

/** `11-25 14:32`, local time. */
function moment(iso: string): string {
  const date = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
