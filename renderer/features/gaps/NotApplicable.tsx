import { Button, Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import type { GapLeaf } from '../../../shared/contract/gaps.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';

export interface NotApplicableProps {
  readonly leaf: GapLeaf;
  /** Whether the clerk is writing the reason now. */
  readonly marking: boolean;
  readonly onEnd: () => void;
}

/** 不适用 of a leaf: its reason with the way back, or the field to write one. Ctrl+Enter marks, Esc leaves. */
export function NotApplicable({ leaf, marking, onEnd }: NotApplicableProps) {
  const { archive } = useArchive();
  const [reason, setReason] = useState('');
  const mark = useAct('indicators.setNotApplicable');
  const done = useDone(useUndo());
  const store = (next: string | null): void =>
    mark.mutate(
      { archive, indicator: leaf.id, reason: next },
      {
        onSuccess: () => {
          setReason('');
          onEnd();
          done(next === null ? '已取消不适用' : '已标记不适用');
        },
      },
    );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEnd();
    }
    if (event.key === 'Enter' && event.ctrlKey && reason.trim() !== '') store(reason);
  };
  if (leaf.hardware !== null) {
    const row = String(leaf.hardware);
    return (
      <div className="gap-not-applicable">
        <p>{leaf.notApplicable}</p>
        <p className="muted">不计入缺项和得分。登记建成后恢复计分。</p>
        <Button size="small" onClick={() => go('records', { ledger: 'yingjian', row })}>
          看硬件缺项清单
        </Button>
      </div>
    );
  }
  if (leaf.notApplicable !== null)
    return (
      <div className="gap-not-applicable">
        <p>不适用的理由:{leaf.notApplicable}</p>
        <Button size="small" loading={mark.isPending} onClick={() => store(null)}>
          取消不适用
        </Button>
        {mark.error && <ErrorNotice error={mark.error} />}
      </div>
    );
  if (!marking) return null;
  return (
    <div className="gap-not-applicable" role="group" aria-label="标记不适用" onKeyDown={onKeyDown}>
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={500}
        value={reason}
        aria-label="不适用的理由"
        placeholder="写明理由,例如:辖区没有机动车道"
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="gap-actions">
        <Button
          size="small"
          type="primary"
          disabled={reason.trim() === ''}
          loading={mark.isPending}
          onClick={() => store(reason)}
        >
          确定不适用
        </Button>
        <Button size="small" onClick={onEnd}>
          取消
        </Button>
      </div>
      {mark.error && <ErrorNotice error={mark.error} />}
    </div>
  );
}
