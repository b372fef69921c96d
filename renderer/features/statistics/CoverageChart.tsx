import type { Coverage } from '../../../shared/contract/home.ts';
import { FILLS } from './patterns.tsx';

const WIDTH = 420;
const BAR = 14;

/** How far each 测评项目 is: a bar of three fills with its three numbers beside it; the name leads to its indicators. */
export function CoverageChart({ coverage }: { readonly coverage: readonly Coverage[] }) {
  return (
    <table className="stats-table">
      <caption className="stats-legend">
        <Key fill={FILLS.complete} word="齐全" /> <Key fill={FILLS.partial} word="部分" />{' '}
        <Key fill={FILLS.missing} word="缺失" />
      </caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col" style={{ width: '20%' }}>
            齐全、部分、缺失
          </th>
          <th scope="col" className="is-number">
            齐全
          </th>
          <th scope="col" className="is-number">
            部分
          </th>
          <th scope="col" className="is-number">
            缺失
          </th>
          <th scope="col" className="is-number">
            完成率
          </th>
        </tr>
      </thead>
      <tbody>
        {coverage.map((one) => {
          const counted = one.leaves - one.notApplicable;
          const share = counted === 0 ? 0 : one.complete / counted;
          return (
            <tr key={`${one.code} ${one.name}`}>
              <th scope="row" className="ellipsis" title={`${one.code} ${one.name}`}>
                <a href={`#/indicators?code=${encodeURIComponent(one.code)}`}>
                  {one.code} {one.name}
                </a>
              </th>
              <td>
                <Bar complete={one.complete} partial={one.partial} counted={counted} />
              </td>
              <td className="is-number">{one.complete}</td>
              <td className="is-number">{one.partial}</td>
              <td className="is-number">{one.missing}</td>
              <td className="is-number">{counted === 0 ? '不适用' : `${Math.round(share * 100)}%`}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Bar({ complete, partial, counted }: { readonly complete: number; readonly partial: number; readonly counted: number }) {
  const part = (count: number): number => (counted === 0 ? 0 : (count / counted) * WIDTH);
  return (
    <svg
      className="stats-bar"
      viewBox={`0 0 ${WIDTH} ${BAR}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`共 ${counted} 条`}
    >
      <rect width={WIDTH} height={BAR} fill={FILLS.missing} />
      <rect width={part(complete)} height={BAR} fill={FILLS.complete} />
      <rect x={part(complete)} width={part(partial)} height={BAR} fill={FILLS.partial} />
    </svg>
  );
}

/** One line of a legend: a swatch and its word. */
export function Key({ fill, word }: { readonly fill: string; readonly word: string }) {
  return (
    <span className="stats-key">
      <svg width="22" height="12" aria-hidden="true">
        <rect width="22" height="12" fill={fill} stroke="var(--text-2)" strokeWidth="0.6" />
      </svg>
      {word}
    </span>
  );
}
