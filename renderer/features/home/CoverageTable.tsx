import type { Coverage } from '../../../shared/contract/home.ts';
import type { FrameworkSummary } from '../../../shared/contract/session.ts';
import type { GapTotals } from '../../../shared/domain/gaps.ts';

export interface CoverageTableProps {
  readonly coverage: readonly Coverage[];
  readonly totals: GapTotals;
  readonly framework: FrameworkSummary;
}

/** How each 测评项目 stands: a bar with its numbers beside it. */
export function CoverageTable({ coverage, totals, framework }: CoverageTableProps) {
  return (
    <section className="home-card" aria-label="各项目的齐全情况">
      <h2>
        各项目的齐全情况
        <span className="muted" style={{ fontWeight: 400, fontSize: 12.5 }}>
          {framework.name} · 齐全 {totals.complete} · 部分 {totals.partial} · 缺失 {totals.missing} · 不适用{' '}
          {totals.notApplicable}
        </span>
      </h2>
      <table className="home-table">
        <colgroup>
          <col />
          <col style={{ width: 150 }} />
          <col style={{ width: 52 }} />
          <col style={{ width: 52 }} />
          <col style={{ width: 52 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">进度</th>
            <th scope="col">● 齐全</th>
            <th scope="col">◑ 部分</th>
            <th scope="col">○ 缺失</th>
          </tr>
        </thead>
        <tbody>
          {coverage.map((one) => (
            <tr key={`${one.code} ${one.name}`}>
              <td className="ellipsis" title={`${one.code} ${one.name}`}>
                <a href={`#/indicators?code=${encodeURIComponent(one.code)}`}>
                  {one.code} {one.name}
                </a>
              </td>
              <td>
                <Bar one={one} />
              </td>
              <td>{one.complete}</td>
              <td>{one.partial}</td>
              <td>{one.missing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bar({ one }: { readonly one: Coverage }) {
  const counted = Math.max(1, one.leaves - one.notApplicable);
  const share = (count: number): string => `${(count / counted) * 100}%`;
  return (
    <div className="home-bar" role="img" aria-label={`齐全 ${one.complete},部分 ${one.partial},共 ${counted}`}>
      <span style={{ width: share(one.complete), background: 'var(--good)' }} />
      <span style={{ width: share(one.partial), background: 'var(--warn)', opacity: 0.65 }} />
    </div>
  );
}
