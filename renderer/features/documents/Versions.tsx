import type { DocumentDetails, DocumentVersion, PlacedEdition } from '../../../shared/contract/documents.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import { go } from '../../ui/go.ts';
import { LinkTag } from './LinkTag.tsx';

/** Which editions hold this document, and the documents that look like other versions of it. */
export function Versions({ document }: { readonly document: DocumentDetails }) {
  const versions = document.versions.filter(({ relation }) => relation === 'version');
  const dated = document.versions.filter(({ relation }) => relation === 'dated');
  const elsewhere = document.placed.length === 0 ? versions.find(({ placed }) => placed.length > 0) : undefined;
  if (versions.length === 0 && dated.length === 0 && document.placed.length === 0) return null;
  return (
    <>
      {(versions.length > 0 || document.placed.length > 0) && <h3>版本</h3>}
      {document.placed.length > 0 && <p className="doc-placed">这一份收在{editionWords(document.placed)}里。</p>}
      {elsewhere && (
        <p className="doc-placed">
          收在{editionWords(elsewhere.placed)}里的是“{lastName(elsewhere.path)}”,不是这一份。
        </p>
      )}
      <List versions={versions} label="其他版本" />
      {dated.length > 0 && (
        <>
          <h3>同名、日期不同</h3>
          <List versions={dated} label="同名、日期不同" />
        </>
      )}
    </>
  );
}

function List({ versions, label }: { readonly versions: readonly DocumentVersion[]; readonly label: string }) {
  if (versions.length === 0) return null;
  return (
    <ul className="doc-links" aria-label={label}>
      {versions.map((one) => (
        <li key={one.id}>
          <LinkTag links={one.links} />
          <div style={{ minWidth: 0 }}>
            <button
              type="button"
              className="ellipsis"
              title={one.path}
              onClick={() => go('documents', { document: String(one.id) })}
            >
              {lastName(one.path)}
            </button>
            <div className="muted">
              {[
                one.date ?? '无日期',
                one.state === 'missing' ? '不在原处' : '',
                one.placed.length > 0 ? `收在${editionWords(one.placed)}` : '没有收进卷册',
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

const MOST_NAMED = 3;

/** `第 3、2 版`, newest first. */
function editionWords(placed: readonly PlacedEdition[]): string {
  const named = placed.slice(0, MOST_NAMED).map(({ edition }) => edition);
  return `第 ${named.join('、')} 版${placed.length > MOST_NAMED ? `等 ${placed.length} 版` : ''}`;
}
