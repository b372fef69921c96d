import type { EditionDetail } from '../../../shared/contract/exports.ts';

/** What changed since the edition before: added, removed, replaced, and which pages moved. */
export function EditionChanges({ changes }: { readonly changes: NonNullable<EditionDetail['changes']> }) {
  const count = (kind: string): number => changes.lines.filter((line) => line.kind === kind).length;
  return (
    <details className="ex-changes">
      <summary>
        与第 {changes.since} 版相比:新增 {count('新增')} 件,替换 {count('替换')} 件,移出 {count('移出')} 件,页号变化{' '}
        {count('页号变化')} 件,内容未变 {changes.kept} 件
      </summary>
      {changes.lines.length > 0 && (
        <div className="ex-table">
          <table>
            <thead>
              <tr>
                <th>变化</th>
                <th>材料</th>
                <th>原材料编号</th>
                <th>原页号</th>
                <th>现材料编号</th>
                <th>现页号</th>
              </tr>
            </thead>
            <tbody>
              {changes.lines.slice(0, SHOWN).map((line, at) => (
                <tr key={at}>
                  <td>{line.kind}</td>
                  <td title={line.path}>{line.title}</td>
                  <td>{line.beforeCode}</td>
                  <td>{line.beforePages}</td>
                  <td>{line.afterCode}</td>
                  <td>{line.afterPages}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changes.lines.length > SHOWN && <p className="muted">只列前 {SHOWN} 条,全部在成册文件夹的“版次变化.csv”里。</p>}
    </details>
  );
}

const SHOWN = 200;
