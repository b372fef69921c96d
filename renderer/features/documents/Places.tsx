import { Button } from 'antd';
import type { DocumentDetails } from '../../../shared/contract/documents.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Where a document lies. Of several equal files one stands in the volume; the clerk can choose another. */
export function Places({ document }: { readonly document: DocumentDetails }) {
  const { archive } = useArchive();
  const choose = useAct('documents.chooseCopy');
  const done = useDone(useUndo());
  const several = document.paths.filter((place) => place.present).length > 1;
  return (
    <>
      <ul className="doc-paths">
        {document.paths.map(({ source, path, present, canonical }) => (
          <li key={`${source}/${path}`} title={`${source}/${path}`}>
            <span className="ellipsis">{path}</span>
            {!present && <span className="doc-gone">不在原处</span>}
            {several && canonical && <span className="doc-mark">✓ 入册用这份</span>}
            {several && present && !canonical && (
              <Button
                size="small"
                type="link"
                disabled={choose.isPending}
                aria-label={`入册改用 ${path}`}
                onClick={() =>
                  choose.mutate({ archive, id: document.id, source, path }, { onSuccess: () => done('入册改用这一份') })
                }
              >
                改用这份
              </Button>
            )}
          </li>
        ))}
      </ul>
      {choose.error && <ErrorNotice error={choose.error} />}
    </>
  );
}
