import { Button, Modal, Radio, Select, Spin } from 'antd';
import { useState } from 'react';
import type { DutyChange, DutyConflict, DutyImport, DutyMapping } from '../../../shared/contract/duty-import.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { TableFileField } from '../../parts/TableFileField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { DutyColumns } from './DutyColumns.tsx';

export interface DutyImportDialogProps {
  readonly onClose: () => void;
  readonly done: (text: string) => void;
}

const CHANGES: Readonly<Record<DutyChange, string>> = {
  ...{ added: '新分配', updated: '更新', same: '没有变化', skipped: '跳过', conflict: '冲突' },
};

/** 导入责任分解表: what each column holds, what would change and what is not understood, before anything is written. */
export function DutyImportDialog({ onClose, done }: DutyImportDialogProps) {
  const { archive, framework } = useArchive();
  const [file, setFile] = useState('');
  const [mapping, setMapping] = useState<DutyMapping | null>(null);
  const [conflict, setConflict] = useState<DutyConflict>('skip');
  const [newUnits, setNewUnits] = useState<'add' | 'skip'>('add');
  const table = { archive, framework: framework.id, file, conflict, newUnits, ...(mapping ? { mapping } : {}) };
  const preview = useRead('duties.preview', file === '' ? null : table);
  const write = useAct('duties.import');
  const choose = (next: string): void => {
    setMapping(null);
    setFile(next);
  };
  const shown = file !== '' && !preview.error ? preview.data : undefined;
  const ready = shown === undefined ? 0 : shown.added + shown.updated;
  const submit = (): void =>
    write.mutate(table, {
      onSuccess: (found) => {
        done(`已导入责任分解 ${found.added + found.updated} 条`);
        onClose();
      },
    });
  return (
    <Modal
      open
      title="导入责任分解表"
      width="min(1080px, 94%)"
      style={{ top: 24 }}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          取消
        </Button>,
        <Button
          key="import"
          type="primary"
          disabled={preview.isPlaceholderData || ready === 0 || (shown?.conflicts ?? 0) > 0}
          loading={write.isPending}
          onClick={submit}
        >
          导入 {ready} 条
        </Button>,
      ]}
    >
      <div className="duty-dialog">
        <TableFileField title="选择责任分解表" what="责任分解表" read={shown !== undefined} onChoose={choose} />
        {file === '' && <p className="muted">只读取这个文件,不会改动它。先看清楚会改什么,再导入;导入后可以一步撤销。</p>}
        {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
        {file !== '' && preview.isPending && <Spin />}
        {shown && (
          <>
            <div className="duty-line">
              <span>工作表</span>
              <Select
                aria-label="工作表"
                value={shown.sheet}
                style={{ width: 200 }}
                options={shown.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
                onChange={(sheet) => setMapping({ sheet, headerRow: 1, columns: {} })}
              />
              <Button type="link" onClick={() => setMapping(null)}>
                恢复自动识别
              </Button>
            </div>
            <DutyColumns found={shown} onMapping={setMapping} />
            <div className="duty-line">
              <span>已经分配过的指标</span>
              <Radio.Group
                value={conflict}
                onChange={(event) => setConflict(event.target.value as DutyConflict)}
                options={[
                  { value: 'skip', label: '跳过' },
                  { value: 'update', label: '按表格更新' },
                  { value: 'stop', label: '停止导入' },
                ]}
              />
              <span>没有的单位</span>
              <Radio.Group
                value={newUnits}
                onChange={(event) => setNewUnits(event.target.value as 'add' | 'skip')}
                options={[
                  { value: 'add', label: '作为新单位' },
                  { value: 'skip', label: '这一行不用' },
                ]}
              />
            </div>
            <Found found={shown} />
          </>
        )}
        {write.error && <ErrorNotice error={write.error} />}
      </div>
    </Modal>
  );
}

function Found({ found }: { readonly found: DutyImport }) {
  return (
    <>
      <p role="status">
        表格 {found.lines} 行,说到 {found.leaves} 条指标:新分配 {found.added},更新 {found.updated},没有变化 {found.same},跳过{' '}
        {found.skipped},冲突 {found.conflicts};没有写单位 {found.empty} 行,要看一看 {found.troubleCount} 处。
      </p>
      <div className="duty-found">
        <ul tabIndex={0} aria-label="会改的指标">
          {found.first.map((one) => (
            <li key={one.code}>
              <b>{CHANGES[one.change]}</b> {one.code} {one.name}
              <span className="muted">
                {' '}
                {one.units.join('、')} {one.due}
              </span>
            </li>
          ))}
        </ul>
        <ul tabIndex={0} aria-label="要看一看的地方">
          {found.troubleCount === 0 && <li className="muted">没有看不懂的地方。</li>}
          {found.troubles.map((one, at) => (
            <li key={at}>
              第 {one.row} 行“{one.text}”:{one.reason}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
