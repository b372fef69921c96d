import { Segmented } from 'antd';
import { useState } from 'react';
import type { MethodView } from '../../../shared/contract/statistics.ts';
import { StateTag } from '../../ui/StateTag.tsx';

/** The leaves of one 测评方法 as a table of its own; a leaf with several methods stands in each. */
export function MethodTable({ methods }: { readonly methods: readonly MethodView[] }) {
  const [chosen, setChosen] = useState(methods[0]?.method ?? '');
  const view = methods.find((one) => one.method === chosen) ?? methods[0];
  if (!view) return <p className="muted">这个测评体系没有写测评方法。</p>;
  const { totals } = view;
  return (
    <>
      <div className="stats-methods">
        <Segmented
          aria-label="测评方法"
          value={view.method}
          onChange={(next) => setChosen(String(next))}
          options={methods.map((one) => ({ value: one.method, label: `${one.method} ${one.totals.leaves}` }))}
        />
        <span>
          齐全 {totals.complete} · 部分 {totals.partial} · 缺失 {totals.missing} · 不适用 {totals.notApplicable} · 得分{' '}
          {view.score ?? '没有要计分的指标'}
        </span>
      </div>
      <div className="stats-scroll" tabIndex={0} role="region" aria-label={`${view.method}的指标`}>
        <table className="stats-table">
          <thead>
            <tr>
              <th scope="col" style={{ width: 90 }}>
                指标
              </th>
              <th scope="col">名称</th>
              <th scope="col" style={{ width: 92 }}>
                状态
              </th>
              <th scope="col" style={{ width: 52 }}>
                等级
              </th>
              <th scope="col" style={{ width: '14%' }}>
                牵头单位
              </th>
              <th scope="col" style={{ width: '32%' }}>
                缺什么,下一步
              </th>
            </tr>
          </thead>
          <tbody>
            {view.leaves.map((leaf) => (
              <tr key={leaf.id}>
                <td>
                  <a href={`#/indicators?indicator=${leaf.id}`}>{leaf.code}</a>
                </td>
                <td className="ellipsis" title={leaf.name}>
                  {leaf.name}
                </td>
                <td>
                  <StateTag state={leaf.state} />
                </td>
                <td>{leaf.grade}</td>
                <td className="ellipsis" title={leaf.leadUnit}>
                  {leaf.leadUnit}
                </td>
                <td className="ellipsis" title={leaf.lacking}>
                  {leaf.lacking}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
