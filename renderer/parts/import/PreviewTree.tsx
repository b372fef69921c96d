import type { FrameworkPreview } from '../../../shared/contract/frameworks.ts';

/** What the sheet becomes: every indicator in its order, set in by its level. */
export function PreviewTree({ preview }: { readonly preview: FrameworkPreview }) {
  const { indicators, indicatorCount } = preview;
  return (
    <div className="import-result" tabIndex={0} role="region" aria-label="导入后的指标">
      <table>
        <thead>
          <tr>
            <th scope="col" style={{ width: '50%' }}>
              编号与名称
            </th>
            <th scope="col" style={{ width: '14%' }}>
              牵头单位
            </th>
            <th scope="col">材料要求</th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((one, at) => (
            <tr key={at} className={one.leaf ? '' : 'is-branch'}>
              <td title={`${one.code} ${one.name}`}>
                <div style={{ paddingLeft: (one.level - 1) * 18 }}>
                  <span className="muted">{one.code}</span> {one.name}
                </div>
              </td>
              <td title={one.leadUnit}>
                <div>{one.leadUnit}</div>
              </td>
              <td title={one.requirements}>
                <div>{one.requirements || (one.leaf ? '未写明' : '')}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {indicatorCount > indicators.length && (
        <p className="muted">
          只显示前 {indicators.length} 条,共 {indicatorCount} 条。
        </p>
      )}
    </div>
  );
}
