import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { YearEndDialog } from './YearEndDialog.tsx';
import { CodeStylesDialog } from './CodeStylesDialog.tsx';
import { FrameworkNameDialog, type Naming } from '../../parts/FrameworkNameDialog.tsx';
import { FrameworkImport } from '../../parts/FrameworkImport.tsx';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { useIndex } from '../../parts/use-index.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { EditionWizard } from './edition/EditionWizard.tsx';
import { Part } from './Part.tsx';

/** 测评体系: those of the archive, another one from the shipped ones or from a table, and each as Excel. */
export function FrameworksPart() {
  const { archive, summary, chooseFramework } = useArchive();
  const { message } = App.useApp();
  const builtin = useRead('framework.list', {});
  const adopt = useAct('framework.adopt');
  const { save } = useSaveFile('framework.workbook');
  const index = useIndex();
  const [importing, setImporting] = useState(false);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [ending, setEnding] = useState(false);
  const [styling, setStyling] = useState<string | null>(null);
  const [changing, setChanging] = useState<string | null>(null);
  const current = summary.frameworks.find(({ id }) => id === changing);
  const styled = summary.frameworks.find(({ id }) => id === styling);
  const done = useDone(useUndo());
  const adopted = (id: string, words: string): void => {
    setImporting(false);
    chooseFramework(id);
    void message.success(words);
    index(archive);
  };
  const take = (from: Parameters<typeof adopt.mutate>[0]['from']): void =>
    adopt.mutate(
      { archive, from },
      { onSuccess: (made) => adopted(made.id, `已加入“${made.name}”,${made.leaves} 条末级指标,正在为材料给出建议`) },
    );
  const run = (framework: string, name: string): Promise<void> =>
    save({ archive, framework }, { title: '导出测评体系', name: `${name}.xlsx`, done: () => `已导出“${name}”` });
  const held = new Set(summary.frameworks.map((one) => one.id));
  const free = builtin.data?.frameworks.filter((one) => !held.has(one.id)) ?? [];
  const error = (importing ? null : adopt.error) ?? builtin.error;
  return (
    <Part
      title="测评体系"
      actions={
        <>
          <Dropdown
            trigger={['click']}
            disabled={builtin.data !== undefined && free.length === 0}
            menu={{
              items: free.map((one) => ({ key: one.id, label: `${one.name}(示例模板,${one.leaves} 条)` })),
              onClick: ({ key }) => take({ reference: key }),
            }}
          >
            <Button size="small">添加示例模板</Button>
          </Dropdown>
          <Button
            size="small"
            onClick={() => {
              adopt.reset();
              setImporting(true);
            }}
          >
            从 Excel、Word 导入
          </Button>
          <Button size="small" onClick={() => setEnding(true)}>
            年度结转…
          </Button>
        </>
      }
    >
      <table className="settings-table settings-frameworks">
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">版本</th>
            <th scope="col" className="is-number">
              末级指标
            </th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {summary.frameworks.map((one) => (
            <tr key={one.id}>
              <td title={one.note || one.name}>
                <div>
                  {one.name}
                  {one.reconstructed && <span className="settings-mark">示例模板</span>}
                </div>
              </td>
              <td title={one.edition}>
                <div>{one.edition}</div>
              </td>
              <td className="is-number">{one.leaves}</td>
              <td>
                <Button size="small" type="link" onClick={() => void run(one.id, one.name)}>
                  导出 Excel
                </Button>
                <Button size="small" type="link" onClick={() => setChanging(one.id)}>
                  换版
                </Button>
                <Button size="small" type="link" onClick={() => setNaming({ framework: one, how: 'saveAs' })}>
                  另存为
                </Button>
                <Button size="small" type="link" onClick={() => setNaming({ framework: one, how: 'rename' })}>
                  改名
                </Button>
                <Button size="small" type="link" onClick={() => setStyling(one.id)}>
                  编号样式
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">示例模板依据公开材料重建,不是官方原文。正式使用前请用本地操作手册(Excel)导入。</p>
      {error && <ErrorNotice error={error} />}
      {naming && (
        <FrameworkNameDialog
          {...naming}
          onClose={() => setNaming(null)}
          onDone={(words) => {
            setNaming(null);
            done(words);
          }}
        />
      )}
      {ending && (
        <YearEndDialog
          onClose={() => setEnding(false)}
          onDone={(made) => {
            setEnding(false);
            const [first] = made.frameworks;
            if (first) chooseFramework(first.id);
            done(`${made.words},沿用佐证 ${made.confirmed} 份,正在为材料给出建议`);
            index(archive);
          }}
        />
      )}
      {styled && (
        <CodeStylesDialog
          framework={styled}
          onClose={() => setStyling(null)}
          onDone={(words) => {
            setStyling(null);
            done(words);
            index(archive);
          }}
        />
      )}
      {current && (
        <EditionWizard
          current={current}
          onClose={() => setChanging(null)}
          onChanged={(made) => {
            setChanging(null);
            chooseFramework(made.id);
            done(`已换到“${made.name}”,带过去 ${made.confirmed} 份佐证,正在为材料给出建议`);
            index(archive);
          }}
        />
      )}
      <FrameworkImport
        open={importing}
        onClose={() => setImporting(false)}
        onImport={take}
        problem={adopt.error}
        busy={adopt.isPending}
      />
    </Part>
  );
}
