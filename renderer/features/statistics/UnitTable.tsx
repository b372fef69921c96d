import type { Statistics } from '../../../shared/contract/statistics.ts';
import { elapsedShare, paceOf } from '../../../shared/domain/progress.ts';
import { FILLS } from './patterns.tsx';

const WIDTH = 200;
const BAR = 14;

/** Units by what they lead and have complete; the tick on the bar is how much time is over. The name leads to what it lacks. */
export function UnitTable({ statistics: { units, period, today } }: { readonly statistics: Statistics }) {
  const elapsed = elapsedShare(period.from, period.to, today);
  return (
    <table className="stats-table">
      <caption className="stats-legend">竖线是时间已过 {Math.round(elapsed * 100)}% 的位置;名次相同的并列。</caption>
      <thead>
        <tr>
          <th scope="col" style={{ width: 48 }} className="is-number">
            名次
          </th>
          <th scope="col">牵头单位</th>
          <th scope="col" style={{ width: '26%' }}>
            完成
          </th>
          <th scope="col" className="is-number">
            齐全/牵头
          </th>
          <th scope="col" className="is-number">
            完成率
          </th>
          <th scope="col" style={{ width: 72 }}>
            与时间比
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map((one) => {
          const share = one.complete / one.leaves;
          const { word, sentence } = paceOf(elapsed, share);
          return (
            <tr key={one.unit}>
              <td className="is-number">{one.rank}</td>
              <th scope="row" className="ellipsis" title={one.unit}>
                <a href={`#/gaps?unit=${encodeURIComponent(one.unit)}`}>{one.unit}</a>
              </th>
              <td>
                <svg className="stats-bar" viewBox={`0 0 ${WIDTH} ${BAR}`} preserveAspectRatio="none" aria-hidden="true">
                  <rect width={WIDTH} height={BAR} fill={FILLS.missing} />
                  <rect width={share * WIDTH} height={BAR} fill={FILLS.complete} />
                  <rect x={Math.min(WIDTH - 2, elapsed * WIDTH)} width="2" height={BAR} fill="var(--text)" />
                </svg>
              </td>
              <td className="is-number">
                {one.complete}/{one.leaves}
              </td>
              <td className="is-number">{Math.round(share * 100)}%</td>
              <td title={sentence}>{{ 领先: '▲ 领先', 同步: '● 同步', 落后: '▼ 落后' }[word]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
