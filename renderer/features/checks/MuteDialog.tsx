import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { CheckFinding } from '../../../shared/contract/checks.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface MuteDialogProps {
  /** The rule's. */
  readonly title: string;
  readonly findings: readonly CheckFinding[] | 'all';
  readonly count: number;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onCancel: () => void;
  readonly onMute: (reason: string) => void;
}

/** Asks why findings are to be ignored. Ctrl+Enter ignores, Esc leaves. */
export function MuteDialog({ title, findings, count, busy, error, onCancel, onMute }: MuteDialogProps) {
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  const [first] = findings === 'all' ? [] : findings;
  return (
    <Modal
      open
      title={`忽略“${title}”${count} 条`}
      okText="忽略"
      cancelText="取消"
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={() => onMute(reason)}
      onCancel={onCancel}
    >
      <p>{first ? `${first.what}:${first.message}` : '这条规则现在发现的每一处都忽略;以后新发现的仍会列出来。'}</p>
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={300}
        value={reason}
        aria-label="忽略的理由"
        placeholder="写明理由,例如:原件就没有写日期,已向出具单位核实"
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && ready) onMute(reason);
        }}
      />
      <p className="muted">理由、谁忽略的、什么时候都会留着,可以撤销,也可以随时重新算数。</p>
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
