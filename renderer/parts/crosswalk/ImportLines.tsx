import { useState } from 'react';
import { RELATION_WORDS } from '../../../shared/domain/crosswalk.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ImportPanel } from '../ImportPanel.tsx';
import { useDone, useUndo } from '../use-undo.tsx';

/** A table of lines: what it was understood as, then all of it in one step. */
export function ImportLines({ onBack }: { readonly onBack: () => void }) {
  const { archive, framework } = useArchive();
  const [file, setFile] = useState('');
  const read = useRead('crosswalk.readFile', file === '' ? null : { archive, framework: framework.id, file });
  const set = useAct('crosswalk.set');
  const done = useDone(useUndo());
  return (
    <ImportPanel
      lead={`从“指标对照”导出后改好的 Excel 表格,归到“${framework.name}”。`}
      label="对照文件"
      pick={['xlsx', 'xls', 'et']}
      file={file}
      onFile={setFile}
      read={read}
      linesLabel="读出的对照"
      lines={({ rows }) =>
        rows.map(({ one, other, relation }) => (
          <li key={`${one.id} ${other.id}`}>
            <span className="crosswalk-end ellipsis">
              <span className="muted">{one.code}</span> {one.name}
            </span>
            <span className="filing-standing">{RELATION_WORDS[relation]}</span>
            <span className="crosswalk-end ellipsis">
              <span className="muted">{other.code}</span> {other.name}
            </span>
          </li>
        ))
      }
      unit="行"
      keeping={set}
      onKeep={({ rows }) =>
        set.mutate(
          { archive, rows: rows.map(({ one, other, relation }) => ({ oneId: one.id, otherId: other.id, relation })) },
          {
            onSuccess: ({ saved }) => {
              done(`已导入 ${saved} 行对照`);
              onBack();
            },
          },
        )
      }
      onBack={onBack}
    />
  );
}
