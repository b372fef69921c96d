import { Button, Modal, Steps } from 'antd';
import { useState } from 'react';
import type { Input } from '../../../../shared/contract/api.ts';
import type { EditionCarried } from '../../../../shared/contract/editions.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useAct, useRead } from '../../../api/hooks.ts';
import { useSaveFile } from '../../../parts/use-save-file.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { EditionSource } from './EditionSource.tsx';
import { EditionTable } from './EditionTable.tsx';
import './edition.css';

export type NextEdition = Input<'editions.preview'>['to'];

export interface EditionWizardProps {
  readonly current: { readonly id: string; readonly name: string; readonly edition: string };
  readonly onClose: () => void;
  readonly onChanged: (made: EditionCarried) => void;
}

/** 换版: choose the new edition, look where every indicator goes and put it right, then carry the work over in one step. */
export function EditionWizard({ current, onClose, onChanged }: EditionWizardProps) {
  const { archive } = useArchive();
  const [to, setTo] = useState<NextEdition | null>(null);
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const input = to === null ? null : { archive, framework: current.id, to, choices: { ...choices } };
  const preview = useRead('editions.preview', input);
  const change = useAct('editions.change');
  const { saving, save } = useSaveFile('editions.workbook');
  const shown = to === null || preview.error ? undefined : preview.data;
  const open = shown?.totals.open ?? 0;
  const choose = (next: NextEdition): void => {
    setChoices({});
    change.reset();
    setTo(next);
  };
  const table = (): void => {
    if (input) void save(input, { title: '导出新旧编号对照表', name: '新旧编号对照表.xlsx', done: () => '已导出新旧编号对照表' });
  };
  return (
    <Modal
      open
      title={`换版:${current.name}`}
      width="min(1240px, 96%)"
      style={{ top: 24 }}
      onCancel={onClose}
      footer={
        <div className="edition-foot">
          <span className="muted" role="status">
            {shown === undefined
              ? '只是比较,不会改动现在的体系。'
              : open > 0
                ? `还有 ${open} 条待核对:上面有做过的工作,去向没有说清。`
                : '旧版照旧保留,和新版并列;换版是一步,可以撤销。'}
          </span>
          {shown && (
            <Button loading={saving} onClick={table}>
              导出对照表
            </Button>
          )}
          {to !== null && <Button onClick={() => setTo(null)}>上一步</Button>}
          <Button onClick={onClose}>取消</Button>
          {shown && input && (
            <Button
              type="primary"
              disabled={open > 0 || preview.isPlaceholderData}
              loading={change.isPending}
              onClick={() => change.mutate(input, { onSuccess: onChanged })}
            >
              换到新版
            </Button>
          )}
        </div>
      }
    >
      <Steps
        size="small"
        current={to === null ? 0 : 1}
        items={[{ title: '选新版' }, { title: '核对去向' }, { title: '换到新版' }]}
        style={{ maxWidth: 640, marginBottom: 12 }}
      />
      {to === null && <EditionSource current={current.id} onChoose={choose} />}
      {to !== null && preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {change.error && <ErrorNotice error={change.error} />}
      {shown && (
        <EditionTable
          preview={shown}
          onChoose={(key, target) => setChoices({ ...choices, [key]: target })}
          onUnchoose={(key) => setChoices(Object.fromEntries(Object.entries(choices).filter(([one]) => one !== key)))}
        />
      )}
    </Modal>
  );
}
