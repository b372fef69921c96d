import type { Home } from '../../../shared/contract/home.ts';
import { go } from '../../ui/go.ts';

/** 倒排期: days to the 测评基准日, the nearest task, how far each phase is, and what the mechanisms still wait for. */
export function ScheduleCard({ home }: { readonly home: Home }) {
  const { schedule, reminders, daysToBase } = home;
  const next = schedule?.next ?? null;
  return (
    <section className="home-card" aria-label="倒排期">
      <h2>
        倒排期
        <span style={{ flex: 1 }} />
        <span className="muted">{baseWords(daysToBase)}</span>
      </h2>
      {schedule === null ? (
        <div className="muted">
          还没有排任务。{' '}
          <button type="button" className="home-link" onClick={() => go('records', { ledger: 'jieduan' })}>
            去排阶段和任务
          </button>
        </div>
      ) : (
        <ul className="home-list">
          <li>
            {next === null ? (
              <span>● 排好的任务都完成了</span>
            ) : (
              <button
                type="button"
                className="home-link ellipsis"
                title={next.task}
                onClick={() => go('records', { ledger: 'jieduan', row: String(next.id) })}
              >
                <b style={next.days < 0 ? { color: 'var(--bad)' } : {}}>{leftWords(next.days)}</b> {next.phase}:{next.task}
              </button>
            )}
          </li>
          {schedule.phases.map(({ phase, done, all }) => (
            <li key={phase}>
              <span className="ellipsis" style={{ flex: 1 }}>
                {phase}
              </span>
              <progress max={all} value={done} aria-label={`${phase}完成情况`} />
              <span className="muted">
                完成 {done}/{all}
              </span>
            </li>
          ))}
        </ul>
      )}
      {reminders.length > 0 && (
        <ul className="home-list" aria-label="机制提醒">
          {reminders.map(({ ledger, words }) => (
            <li key={words}>
              <button type="button" className="home-link" onClick={() => go('records', { ledger })}>
                ◇ {words}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function baseWords(days: number): string {
  return days > 0 ? `距测评基准日 ${days} 天` : days === 0 ? '今天是测评基准日' : `测评基准日已过 ${-days} 天`;
}

function leftWords(days: number): string {
  return days < 0 ? `▲ 逾期 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`;
}
