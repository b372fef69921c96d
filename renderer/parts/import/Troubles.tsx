import type { FrameworkPreview } from '../../../shared/contract/frameworks.ts';

/** 看不懂的地方: where in the sheet, the text there, and why. */
export function Troubles({ preview }: { readonly preview: FrameworkPreview }) {
  const { notUnderstood, notUnderstoodCount } = preview;
  if (notUnderstoodCount === 0) return <p className="muted import-result">没有看不懂的地方。</p>;
  return (
    <div className="import-result" tabIndex={0} role="region" aria-label="看不懂的地方">
      <table>
        <thead>
          <tr>
            <th scope="col" style={{ width: '12%' }}>
              位置
            </th>
            <th scope="col" style={{ width: '40%' }}>
              原文
            </th>
            <th scope="col">原因</th>
          </tr>
        </thead>
        <tbody>
          {notUnderstood.map((one, at) => (
            <tr key={at}>
              <td>
                第 {one.row} 行{one.column && ` ${one.column} 列`}
              </td>
              <td title={one.text}>
                <div>{one.text}</div>
              </td>
              <td>{one.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {notUnderstoodCount > notUnderstood.length && (
        <p className="muted">
          只显示前 {notUnderstood.length} 处,共 {notUnderstoodCount} 处。
        </p>
      )}
    </div>
  );
}
