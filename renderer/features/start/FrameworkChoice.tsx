import { Button, Checkbox, Spin } from 'antd';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/api.ts';
import type { ImportedTable } from '../../../shared/contract/frameworks.ts';
import { useRead } from '../../api/hooks.ts';
import { FrameworkImport } from '../../parts/FrameworkImport.tsx';
import { PathField } from '../../parts/PathField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** What is chosen so far: shipped ones by id, tables whose columns were looked at, a JSON file by its path. */
export interface ChosenFrameworks {
  readonly shipped: readonly string[];
  readonly tables: readonly ImportedTable[];
  readonly json: string;
}

/** As `archive.create` takes them; the clerk's own tables first, so that the archive opens on one of them. */
export function referencesOf({ shipped, tables, json }: ChosenFrameworks): Input<'archive.create'>['framework'] {
  return [...tables, ...(json.trim() === '' ? [] : [json.trim()]), ...shipped];
}

export interface FrameworkChoiceProps {
  readonly chosen: ChosenFrameworks;
  readonly onChange: (chosen: ChosenFrameworks) => void;
}

/** 测评体系 of a new archive: shipped templates with what must be known about each, and tables of one's own. */
export function FrameworkChoice({ chosen, onChange }: FrameworkChoiceProps) {
  const list = useRead('framework.list', {});
  const [importing, setImporting] = useState(false);
  const { shipped, tables, json } = chosen;
  const tick = (id: string, wanted: boolean): void =>
    onChange({ ...chosen, shipped: wanted ? [...shipped, id] : shipped.filter((one) => one !== id) });
  const drop = (table: ImportedTable): void => onChange({ ...chosen, tables: tables.filter((one) => one !== table) });
  const take = (table: ImportedTable): void => {
    const others = tables.filter((one) => one.name !== table.name || one.edition !== table.edition);
    // A table of one's own replaces the template that was only ticked for want of it.
    onChange({ ...chosen, shipped: tables.length === 0 ? [] : shipped, tables: [...others, table] });
    setImporting(false);
  };
  return (
    <>
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Spin />}
      <ul className="frameworks" aria-label="示例模板">
        {(list.data?.frameworks ?? []).map((one) => (
          <li key={one.id}>
            <Checkbox
              checked={shipped.includes(one.id)}
              aria-describedby={`note-${one.id}`}
              onChange={(event) => tick(one.id, event.target.checked)}
            >
              {one.name}{' '}
              <span className="muted">
                {one.edition} · {one.leaves} 条
              </span>
              {one.reconstructed && <span className="template">示例模板</span>}
            </Checkbox>
            {shipped.includes(one.id) && one.note !== '' && (
              <div className="hint note" id={`note-${one.id}`}>
                {one.note}
              </div>
            )}
          </li>
        ))}
      </ul>
      {tables.length > 0 && (
        <ul className="sources" aria-label="从表格导入的体系">
          {tables.map((one) => (
            <li key={`${one.name} ${one.edition}`}>
              <span className="ellipsis" style={{ flex: 1 }} title={one.file}>
                {one.name} <span className="muted">{[one.edition, one.file].filter((part) => part !== '').join(' · ')}</span>
              </span>
              <Button size="small" type="text" aria-label={`移除 ${one.name}`} onClick={() => drop(one)}>
                移除
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button onClick={() => setImporting(true)}>从 Excel、Word 导入…</Button>
      <div className="hint">
        本地操作手册、责任分解表都可以,导入前能看到每一列被当作什么。可以选几个体系:一份材料能同时证明几个体系里的指标。
      </div>
      <details className="hint">
        <summary>已有 JSON 格式的体系文件</summary>
        <PathField
          label="体系文件(JSON)"
          value={json}
          onChange={(path) => onChange({ ...chosen, json: path })}
          pick={['json']}
          placeholder="JSON 文件的完整路径"
        />
      </details>
      <FrameworkImport open={importing} onClose={() => setImporting(false)} onImport={take} problem={null} busy={false} />
    </>
  );
}
