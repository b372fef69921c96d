import { useState } from 'react';
import { conditionsText } from '../../../shared/domain/filing-rule.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ImportPanel } from '../ImportPanel.tsx';
import { useDone, useUndo } from '../use-undo.tsx';

/** A file of rules: what it was understood as, then all of it in one step. */
export function ImportView({ onBack }: { readonly onBack: () => void }) {
  const { archive, framework } = useArchive();
  const [file, setFile] = useState('');
  const read = useRead('filing.readFile', file === '' ? null : { archive, framework: framework.id, file });
  const save = useAct('filing.save');
  const done = useDone(useUndo());
  return (
    <ImportPanel
      lead={`从“归类规则”导出的 Excel 表格或 JSON 文件,归到“${framework.name}”。`}
      label="规则文件"
      pick={['xlsx', 'xls', 'et', 'json']}
      file={file}
      onFile={setFile}
      read={read}
      linesLabel="读出的规则"
      lines={({ drafts }) =>
        drafts.map((draft) => (
          <li key={draft.name}>
            <span className="filing-hit">
              <span className="ellipsis">{draft.name}</span>
              <span className="muted ellipsis">{conditionsText(draft.conditions)}</span>
            </span>
            <span className="ellipsis">
              {draft.code} {draft.indicatorName}
            </span>
          </li>
        ))
      }
      unit="条规则"
      hint="导入的规则只提建议;要自动确认,看过命中再逐条开启。"
      keeping={save}
      onKeep={({ drafts }) =>
        save.mutate(
          {
            archive,
            rules: drafts.map(({ indicatorId, name, conditions }) => ({ indicatorId, name, conditions, active: true })),
          },
          {
            onSuccess: ({ saved }) => {
              done(`已导入 ${saved} 条规则`);
              onBack();
            },
          },
        )
      }
      onBack={onBack}
    />
  );
}
