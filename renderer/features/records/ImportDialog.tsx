import { App, Button, Modal, Radio, Select, Spin } from 'antd';
import { useState } from 'react';
import type { RecordImport } from '../../../shared/contract/records.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { TableFileField } from '../../parts/TableFileField.tsx';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ImportUnits } from './ImportUnits.tsx';

export interface ImportDialogProps {
  readonly definition: LedgerDefinition;
  readonly onClose: () => void;
}

type Conflict = 'skip' | 'update' | 'stop';

/** 从 Excel 导入: which file, what its columns are, what would happen; nothing is stored before 导入 is pressed. */
export function ImportDialog({ definition, onClose }: ImportDialogProps) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [file, setFile] = useState('');
  const [sheet, setSheet] = useState<string | null>(null);
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const [conflict, setConflict] = useState<Conflict>('skip');
  const [units, setUnits] = useState<Readonly<Record<string, string>>>({});
  const input = {
    archive,
    ledger: definition.id,
    file,
    conflict,
    ...(Object.keys(mapping).length > 0 ? { mapping } : {}),
    ...(sheet === null ? {} : { sheet }),
    ...(Object.keys(units).length > 0 ? { units } : {}),
  };
  const preview = useRead('records.preview', file === '' ? null : input);
  const store = useAct('records.import');
  const done = useDone(useUndo());
  const choose = (path: string): void => {
    setSheet(null);
    setMapping({});
    setUnits({});
    setFile(path);
  };
  const shown = file !== '' && !preview.error && preview.data ? preview.data : null;
  const count = (shown?.added ?? 0) + (shown?.updated ?? 0);
  const run = (): void =>
    store.mutate(input, {
      onSuccess: (result) => {
        onClose();
        done(`已导入:新增 ${result.added} 行,更新 ${result.updated} 行,没有导入 ${result.skipped + result.refused} 行`);
      },
      onError: (error) => void modal.error({ title: '没有导入', content: error.message, okText: '知道了' }),
    });
  return (
    <Modal
      title={`导入${definition.name}`}
      open
      onCancel={onClose}
      width="min(980px, 96%)"
      style={{ top: 24 }}
      footer={[
        <Button key="cancel" onClick={onClose}>
          取消
        </Button>,
        <Button key="import" type="primary" disabled={count === 0} loading={store.isPending} onClick={run}>
          {shown ? `导入 ${count} 行` : '导入'}
        </Button>,
      ]}
    >
      <TableFileField title={`选择${definition.name}的表格`} what="表格" read={shown !== null} onChoose={choose} />
      {file === '' && <p className="muted">只读取这个文件,不会改动它。按表头认列,先看清楚再导入;导入后可以一步撤销。</p>}
      {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {file !== '' && preview.isPending && <Spin />}
      {shown && (
        <>
          <div className="rec-import-options">
            {shown.sheets.length > 1 && (
              <Select
                aria-label="工作表"
                value={shown.sheet}
                style={{ width: 180 }}
                options={shown.sheets.map((one) => ({ value: one, label: one }))}
                onChange={(next: string) => {
                  setSheet(next);
                  setMapping({});
                }}
              />
            )}
            <span>已有的行(按{keyNames(definition)}认)</span>
            <Radio.Group
              value={conflict}
              onChange={(event) => setConflict(event.target.value as Conflict)}
              options={[
                { value: 'skip', label: '跳过' },
                { value: 'update', label: '更新' },
                { value: 'stop', label: '有一行就停止' },
              ]}
            />
          </div>
          <Columns
            definition={definition}
            columns={shown.columns}
            onMap={(letter, key) => setMapping({ ...mapping, [letter]: key })}
          />
          <ImportUnits
            units={shown.units}
            names={shown.unitNames}
            onChoose={(written, to) => {
              const { [written]: _, ...others } = units;
              setUnits(to === null ? others : { ...others, [written]: to });
            }}
          />
          <Outcome result={shown} conflict={conflict} />
        </>
      )}
    </Modal>
  );
}

function keyNames(definition: LedgerDefinition): string {
  return definition.keys.map((key) => definition.columns.find((column) => column.key === key)?.header ?? key).join('、');
}

interface ColumnsProps {
  readonly definition: LedgerDefinition;
  readonly columns: RecordImport['columns'];
  readonly onMap: (letter: string, key: string) => void;
}

function Columns({ definition, columns, onMap }: ColumnsProps) {
  const options = [
    { value: '', label: '不导入' },
    ...definition.columns.map(({ key, header }) => ({ value: key, label: header })),
    ...(definition.states ? [{ value: '$state', label: '状态' }] : []),
  ];
  return (
    <div className="rec-import-columns" role="region" aria-label="列的对应" tabIndex={0}>
      {columns
        .filter(({ header }) => header !== '')
        .map(({ letter, header, key }) => (
          <label key={letter}>
            <span className="ellipsis" title={header}>
              {letter} {header}
            </span>
            <Select
              size="small"
              aria-label={`${letter} 列“${header}”导入为`}
              value={key ?? ''}
              options={options}
              onChange={(next: string) => onMap(letter, next)}
            />
          </label>
        ))}
    </div>
  );
}

function Outcome({ result, conflict }: { readonly result: RecordImport; readonly conflict: Conflict }) {
  const stopped = conflict === 'stop' && result.skipped > 0;
  return (
    <>
      <p>
        读到 {result.found} 行:新增 {result.added},更新 {result.updated},已有而跳过 {result.skipped},看不懂 {result.refused}。
        {stopped && <b> 有 {result.skipped} 行已经有了,按“有一行就停止”不会导入。</b>}
      </p>
      <div className="rec-import-lists">
        <ul aria-label="将要导入的行">
          {result.preview.map(({ row, what, words }) => (
            <li key={row}>
              <b>{what}</b> 第 {row} 行 {words}
            </li>
          ))}
        </ul>
        {result.problems.length > 0 && (
          <ul aria-label="看不懂的行">
            {result.problems.map(({ row, column, reason }, at) => (
              <li key={at}>
                <b>⊠ 第 {row} 行</b>
                {column && ` ${column} 列`} {reason}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
