import { Tooltip } from 'antd';
import { DATE_WORDS } from '../../../shared/contract/documents.ts';
import type { TriageDocument } from '../../../shared/contract/links.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';

/** Title, place and the facts of a document, each date with where it came from. */
export function TriageFacts({ document }: { readonly document: TriageDocument }) {
  const folder = folderOf(document.path);
  const name = lastName(document.path);
  const date = document.date ?? document.takenAt?.slice(0, 10) ?? null;
  const origin = DATE_WORDS[document.date === null ? 'exif' : document.dateOrigin];
  const facts: readonly (readonly [string, string])[] = [
    ['日期', date === null ? '未识别,不计入时限' : `${date}(${origin})`],
    ['材料类型', document.kind ?? '未识别'],
    ['文号', document.docNumber ?? ''],
    ['责任者', document.issuer ?? ''],
    ['页数', document.pages === null ? '' : `${document.pages} 页`],
  ];
  return (
    <div className="triage-facts">
      <h2 title={document.title}>{document.title}</h2>
      <div className="muted triage-path" title={document.path}>
        <span className="ellipsis">{folder === '' ? '材料文件夹' : folder}</span>
        <span aria-hidden="true">›</span>
        <span className="ellipsis">{name}</span>
        {document.otherPaths.length > 0 && (
          <Tooltip title={document.otherPaths.join('\n')} styles={{ root: { whiteSpace: 'pre-line' } }}>
            <span tabIndex={0} style={{ flex: 'none' }}>
              另有 {document.otherPaths.length} 处相同
            </span>
          </Tooltip>
        )}
      </div>
      <dl>
        {facts
          .filter(([, value]) => value !== '')
          .map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd className="ellipsis" title={value}>
                {value}
              </dd>
            </div>
          ))}
      </dl>
      {document.message !== null && <p className="triage-message">{document.message}</p>}
    </div>
  );
}
