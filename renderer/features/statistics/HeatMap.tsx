import { useMemo, useState, type KeyboardEvent } from 'react';
import { heatDays, heatLevel } from '../../../shared/domain/progress.ts';
import { Key } from './CoverageChart.tsx';
import { HEAT_FILLS } from './patterns.tsx';

const CELL = 13;
const GAP = 2;
const LEFT = 26;
const TOP = 18;
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const LEVEL_WORDS = ['没有', '1 份', '2–3 份', '4–7 份', '8 份以上'];

export interface HeatMapProps {
  /** Days of the evidence, with repeats. */
  readonly dates: readonly string[];
  /** The last day shown: the 测评基准日. */
  readonly last: string;
  readonly undated: number;
}

/** On which days the confirmed evidence was made, twelve months up to the 测评基准日; arrow keys read day by day. Months stand beside as numbers. */
export function HeatMap({ dates, last, undated }: HeatMapProps) {
  const days = useMemo(() => heatDays(dates, last), [dates, last]);
  const [at, setAt] = useState(days.length - 1);
  const chosen = days[Math.min(at, days.length - 1)];
  const weeks = (days.at(-1)?.week ?? 0) + 1;
  const inside = days.reduce((sum, one) => sum + one.count, 0);
  const months = useMemo(() => {
    const sums = new Map<string, number>();
    for (const { day, count } of days) sums.set(day.slice(0, 7), (sums.get(day.slice(0, 7)) ?? 0) + count);
    return [...sums];
  }, [days]);
  const firstOf = (month: string): number => days.find(({ day }) => day.startsWith(month))?.week ?? 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 7,
      ArrowRight: at + 7,
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: days.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(next, days.length - 1)));
  };
  return (
    <div className="stats-heat">
      <div>
        <svg
          className="stats-chart"
          viewBox={`0 0 ${LEFT + weeks * (CELL + GAP)} ${TOP + 7 * (CELL + GAP)}`}
          tabIndex={0}
          role="img"
          aria-label={`材料日期的分布:${days[0]?.day ?? ''} 至 ${last} 共 ${inside} 份。按方向键逐日读`}
          onKeyDown={onKeyDown}
        >
          {WEEKDAYS.map((word, row) => (
            <text key={word} x={LEFT - 6} y={TOP + row * (CELL + GAP) + 11} textAnchor="end" className="stats-word">
              {row % 2 === 0 ? word : ''}
            </text>
          ))}
          {months.map(([month]) => (
            <text key={month} x={LEFT + firstOf(month) * (CELL + GAP)} y={11} className="stats-word">
              {Number(month.slice(5))}月
            </text>
          ))}
          {days.map((one, index) => (
            <rect
              key={one.day}
              x={LEFT + one.week * (CELL + GAP)}
              y={TOP + one.weekday * (CELL + GAP)}
              width={CELL}
              height={CELL}
              rx="2"
              fill={HEAT_FILLS[heatLevel(one.count)]}
              stroke={one === chosen ? 'var(--text)' : 'var(--line)'}
              strokeWidth={one === chosen ? 2 : 0.6}
              onClick={() => setAt(index)}
            >
              <title>{`${one.day}:${one.count} 份`}</title>
            </rect>
          ))}
        </svg>
        <p className="stats-legend" aria-live="polite">
          {HEAT_FILLS.map((fill, level) => (
            <Key key={fill} fill={fill} word={LEVEL_WORDS[level] ?? ''} />
          ))}
          {chosen && (
            <strong>
              {chosen.day}(周{WEEKDAYS[chosen.weekday]}):{chosen.count} 份
            </strong>
          )}
        </p>
        <p className="muted">
          这十二个月 {inside} 份;更早或更晚 {dates.length - inside} 份,没有日期 {undated} 份。
        </p>
      </div>
      <table className="stats-table stats-months">
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col" className="is-number">
              份数
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(([month, count]) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td className="is-number">{count === 0 ? '○ 0' : count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
