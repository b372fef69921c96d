import { App, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/hooks.ts';
import { PathField } from '../../parts/PathField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface RestoreDialogProps {
  readonly open: boolean;
  /** Where the restored archive goes unless the person says otherwise. */
  readonly folder: string;
  readonly onClose: () => void;
  readonly onRestored: (archive: string) => void;
}

/** 从备份恢复: a backup file becomes a new archive folder; neither the backup nor any other archive changes. */
export function RestoreDialog({ open, folder, onClose, onRestored }: RestoreDialogProps) {
  const { message } = App.useApp();
  const restore = useAct('backup.restore');
  const [file, setFile] = useState('');
  const [to, setTo] = useState(`${folder}/恢复的档案库`);
  const ready = file.trim() !== '' && to.trim() !== '';
  const run = (): void => {
    if (!ready) return;
    restore.mutate(
      { file: file.trim(), to: to.trim() },
      {
        onSuccess: ({ archive, copies: { lost } }) => {
          if (lost.length > 0) void message.warning(`收来的原件有 ${lost.length} 份没有找到,请从原来的交接包再收一次`);
          onRestored(archive);
        },
      },
    );
  };
  return (
    <Modal
      title="从备份恢复"
      open={open}
      onCancel={onClose}
      onOk={run}
      okText="恢复并打开"
      cancelText="取消"
      okButtonProps={{ disabled: !ready, loading: restore.isPending }}
      afterClose={() => restore.reset()}
    >
      <p className="muted" style={{ marginTop: 0 }}>
        备份会恢复成一个新的档案库文件夹,备份文件和别的档案库都不会改动。旁边有“….收来的原件.zip”的,里面的副本一起恢复。恢复后编目一次,全文检索就回来了。
      </p>
      <div style={{ display: 'grid', gap: 6 }}>
        <span>备份文件</span>
        <PathField
          label="备份文件"
          value={file}
          onChange={setFile}
          pick={['tzbak']}
          placeholder="备份_….tzbak 的完整路径"
          onEnter={run}
        />
        <span style={{ marginTop: 6 }}>恢复到</span>
        <PathField label="恢复到的文件夹" value={to} onChange={setTo} pick="folder" onEnter={run} />
      </div>
      {restore.error && (
        <div style={{ marginTop: 12 }}>
          <ErrorNotice error={restore.error} />
        </div>
      )}
    </Modal>
  );
}
