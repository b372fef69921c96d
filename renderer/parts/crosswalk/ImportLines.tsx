import { Button, Spin } from 'antd';
import { useState } from 'react';
import { RELATION_WORDS } from '../../../shared/domain/crosswalk.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PathField } from '../PathField.tsx';
import { useDone, useUndo } from '../use-undo.tsx';

/** A table of lines: what it was understood as, then all of it in one step. */
export function ImportLines({ onBack }: { readonly onBack: () => void }) {
  const { archive, framework } = useArchive();
  const [path, setPath] = useState('');
  const [file, setFile] = useState('');
  const read = useRead('crosswalk.readFile', file === '' ? null : { archive, framework: framework.id, file });
  const set = useAct('crosswalk.set');
  const done = useDone(useUndo());
  const shown = file === '' || read.isPlaceholderData || read.error ? undefined : read.data;
  const rows = shown?.rows ?? [];
  const ask = (): void => setFile(path.trim().replace(/^"(.*)"$/, '$1'));
  const keep = (): void =>
    set.mutate(
      { archive, rows: rows.map(({ one, other, relation }) => ({ oneId: one.id, otherId: other.id, relation })) },
      {
        onSuccess: ({ saved }) => {
          done(`已导入 ${saved} 行对照`);
          onBack();
        },
      },
    );
  return (
    <>
      <p className="muted filing-lead">从“指标对照”导出后改好的 Excel 表格,归到“{framework.name}”。先读出来看,不会改动文件。</p>
      <div className="filing-bar">
        <PathField
          label="对照文件"
          value={path}
          onChange={setPath}
          pick={['xlsx', 'xls', 'et']}
          placeholder="对照文件的完整路径"
          onEnter={ask}
        />
        <Button type={shown ? 'default' : 'primary'} disabled={path.trim() === ''} onClick={ask}>
          读取
        </Button>
      </div>
      {file !== '' && read.error && <ErrorNotice error={read.error} />}
      {file !== '' && !shown && !read.error && <Spin style={{ margin: 24 }} />}
      {shown && (
        <ul className="filing-hits" aria-label="读出的对照" tabIndex={0}>
          {rows.map(({ one, other, relation }) => (
            <li key={`${one.id} ${other.id}`}>
              <span className="crosswalk-end ellipsis">
                <span className="muted">{one.code}</span> {one.name}
              </span>
              <span className="filing-standing">{RELATION_WORDS[relation]}</span>
              <span className="crosswalk-end ellipsis">
                <span className="muted">{other.code}</span> {other.name}
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
      {set.error && <ErrorNotice error={set.error} />}
      <div className="filing-foot">
        <Button onClick={onBack}>返回</Button>
        <Button type="primary" disabled={rows.length === 0} loading={set.isPending} onClick={keep}>
          导入 {rows.length} 行
        </Button>
      </div>
    </>
  );
}
