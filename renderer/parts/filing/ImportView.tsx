import { Button, Spin } from 'antd';
import { useState } from 'react';
import { conditionsText } from '../../../shared/domain/filing-rule.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PathField } from '../PathField.tsx';
import { useDone, useUndo } from '../use-undo.tsx';

/** A file of rules: what it was understood as, then all of it in one step. */
export function ImportView({ onBack }: { readonly onBack: () => void }) {
  const { archive, framework } = useArchive();
  const [path, setPath] = useState('');
  const [file, setFile] = useState('');
  const read = useRead('filing.readFile', file === '' ? null : { archive, framework: framework.id, file });
  const save = useAct('filing.save');
  const done = useDone(useUndo());
  const shown = file === '' || read.isPlaceholderData || read.error ? undefined : read.data;
  const drafts = shown?.drafts ?? [];
  const ask = (): void => setFile(path.trim().replace(/^"(.*)"$/, '$1'));
  const keep = (): void =>
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
    );
  return (
    <>
      <p className="muted filing-lead">
        从“归类规则”导出的 Excel 表格或 JSON 文件,归到“{framework.name}”。先读出来看,不会改动文件。
      </p>
      <div className="filing-bar">
        <PathField
          label="规则文件"
          value={path}
          onChange={setPath}
          pick={['xlsx', 'xls', 'et', 'json']}
          placeholder="规则文件的完整路径"
          onEnter={ask}
        />
        <Button type={shown ? 'default' : 'primary'} disabled={path.trim() === ''} onClick={ask}>
          读取
        </Button>
      </div>
      {file !== '' && read.error && <ErrorNotice error={read.error} />}
      {file !== '' && !shown && !read.error && <Spin style={{ margin: 24 }} />}
      {shown && (
        <ul className="filing-hits" aria-label="读出的规则" tabIndex={0}>
          {drafts.map((draft) => (
            <li key={draft.name}>
              <span className="filing-hit">
                <span className="ellipsis">{draft.name}</span>
                <span className="muted ellipsis">{conditionsText(draft.conditions)}</span>
              </span>
              <span className="ellipsis">
                {draft.code} {draft.indicatorName}
              </span>
            </li>
          ))}
          {shown.troubles.map((trouble) => (
            <li key={trouble} data-trouble>
              ! {trouble}
            </li>
          ))}
        </ul>
      )}
      {save.error && <ErrorNotice error={save.error} />}
      <div className="filing-foot">
        <span className="muted">导入的规则只提建议;要自动确认,看过命中再逐条开启。</span>
        <Button onClick={onBack}>返回</Button>
        <Button type="primary" disabled={drafts.length === 0} loading={save.isPending} onClick={keep}>
          导入 {drafts.length} 条规则
        </Button>
      </div>
    </>
  );
}
