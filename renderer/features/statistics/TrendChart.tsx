import { useState, type KeyboardEvent } from 'react';
import type { Statistics } from '../../../shared/contract/statistics.ts';
import { daysBetween, elapsedShare, paceOf } from '../../../shared/domain/progress.ts';

const BOX = { width: 640, height: 220, left: 46, right: 14, top: 12, bottom: 26 };

/** 时间过半任务过半: what was complete on which day (line and dots) against the straight way to the 测评基准日 (dashes). ← → read day by day. */
export function TrendChart({ statistics }: { readonly statistics: Statistics }) {
  const { trend, period, today } = statistics;
  const [at, setAt] = useState(trend.length - 1);
  const last = trend.at(-1);
  const chosen = trend[Math.min(at, trend.length - 1)];
  if (!last || !chosen) return null;
  if (trend.length < 2)
    return (
      <p>
        走势从建库的第二天起才有。现在齐全 {last.complete} 条,共 {last.leaves} 条。
      </p>
    );
  const to = period.to > today ? period.to : today;
  const span = Math.max(1, daysBetween(period.from, to));
  const most = Math.max(1, last.leaves);
  const x = (day: string): number => BOX.left + (daysBetween(period.from, day) / span) * (BOX.width - BOX.left - BOX.right);
  const y = (count: number): number => BOX.height - BOX.bottom - (count / most) * (BOX.height - BOX.top - BOX.bottom);
  const share = last.leaves === 0 ? 0 : last.complete / last.leaves;
  const pace = paceOf(elapsedShare(period.from, period.to, today), share);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: trend.length - 1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(next, trend.length - 1)));
  };
  const marks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <div>
      <p className="stats-pace">
        <strong>{{ 领先: '▲ 领先', 同步: '● 同步', 落后: '▼ 落后' }[pace.word]}</strong> {pace.sentence}。
        <span className="muted">
          从 {period.from}(建库)到测评基准日 {period.to}
        </span>
      </p>
      <svg
        className="stats-chart"
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        tabIndex={0}
        role="img"
        aria-label={`齐全指标的走势,从 ${trend[0]?.day ?? ''} 的 ${trend[0]?.complete ?? 0} 条到 ${last.day} 的 ${last.complete} 条,共 ${last.leaves} 条。按左右键逐点读`}
        onKeyDown={onKeyDown}
      >
        {marks.map((mark) => (
          <g key={mark}>
            <line x1={BOX.left} x2={BOX.width - BOX.right} y1={y(most * mark)} y2={y(most * mark)} stroke="var(--line)" />
            <text x={BOX.left - 6} y={y(most * mark) + 4} textAnchor="end" className="stats-word">
              {Math.round(most * mark)}
            </text>
          </g>
        ))}
        <line
          x1={x(period.from)}
          y1={y(0)}
          x2={x(period.to > period.from ? period.to : to)}
          y2={y(most)}
          stroke="var(--text-2)"
          strokeDasharray="5 4"
        />
        <polyline
          points={trend.map((one) => `${x(one.day)},${y(one.complete)}`).join(' ')}
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
        />
        {trend.map((one) => (
          <circle key={one.day} cx={x(one.day)} cy={y(one.complete)} r={one === chosen ? 5 : 2.5} fill="var(--accent)" />
        ))}
        {[...new Set([period.from, to])].map((day, end) => (
          <text key={day} x={x(day)} y={BOX.height - 8} textAnchor={end === 0 ? 'start' : 'end'} className="stats-word">
            {day}
          </text>
        ))}
      </svg>
      <p className="stats-legend" aria-live="polite">
        <span>—●— 齐全的指标</span> <span>- - - 按时间应完成</span>
        <strong>
          {chosen.day}:齐全 {chosen.complete} 条,共 {chosen.leaves} 条
        </strong>
      </p>
    </div>
  );
}
