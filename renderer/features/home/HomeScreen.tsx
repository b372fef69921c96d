import { Button } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useJobs, useRead } from '../../api/hooks.ts';
import { VetoBanner } from '../../parts/VetoBanner.tsx';
import { useIndex } from '../../parts/use-index.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { DoubtsDialog } from './DoubtsDialog.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { LastRun } from './LastRun.tsx';
import { lackingOf, nextStep } from './next-step.ts';
import { PreconditionBanner } from './PreconditionBanner.tsx';
import { ScheduleCard } from './ScheduleCard.tsx';
import { SourceList } from './SourceList.tsx';
import './home.css';

/** 工作台: the numbers that matter today, the one next step, and how the whole stands. */
export function HomeScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, summary, framework } = useArchive();
  const home = useRead('home.read', { archive, framework: framework.id });
  const start = useIndex();
  const [moved, setMoved] = useState<string | null>(null);
  const running = useJobs().some((job) => job.status === 'running');
  const index = (): void => start(archive);
  if (home.error) return <div className="page">{<ErrorNotice error={home.error} onRetry={() => void home.refetch()} />}</div>;
  if (!home.data) return <div className="page" aria-busy="true" />;
  const step = nextStep(summary, home.data);
  const lacking = lackingOf(home.data.totals);
  const run = (): void => {
    if (step.to === 'relink') setMoved(step.source);
    else if (step.to === 'index') index();
    else if (step.to === 'doubts') go('home', { show: 'doubts' });
    else go(step.to);
  };
  return (
    <div className="page">
      <h1 className="visually-hidden">工作台</h1>
      <div className="home">
        <VetoBanner vetoes={home.data.vetoes} />
        <PreconditionBanner precondition={home.data.precondition} />
        <div className="home-numbers">
          <HomeNumber value={summary.toTriage} label="待归类" note="有建议、等你确认的材料" onClick={() => go('triage')} />
          <HomeNumber
            value={lacking}
            label="缺材料指标"
            note={`共 ${home.data.totals.leaves} 条末级指标`}
            onClick={() => go('gaps')}
          />
          <HomeNumber
            value={home.data.dueSoon}
            label="近 7 天到期"
            note={`没交齐的指标;另有 ${home.data.runningOut} 条佐证快超出时限`}
            onClick={() => go('duties', { show: 'soon' })}
          />
          <HomeNumber
            value={home.data.overdue}
            label="逾期整改"
            note={`没有销号的问题;另有 ${home.data.dutiesOverdue} 条指标逾期没交齐`}
            onClick={() => go('records', { ledger: 'wenti', overdue: '1' })}
          />
        </div>
        <div className="home-next" role="region" aria-label="下一步">
          <div className="grow">
            <strong>下一步:{step.title}</strong>
            <div className="muted">{step.text}</div>
          </div>
          <Button type="primary" disabled={step.to === 'index' && running} onClick={run}>
            {step.button}
          </Button>
        </div>
        <div className="home-columns">
          <CoverageTable coverage={home.data.coverage} totals={home.data.totals} framework={framework} />
          <div style={{ display: 'grid', gap: 16 }}>
            <ScheduleCard home={home.data} />
            <SourceList summary={summary} moved={moved} onMoved={setMoved} />
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

/** `11-25 14:32`, local time. */
function moment(iso: string): string {
  const date = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
