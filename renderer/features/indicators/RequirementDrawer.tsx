import { App, Button, Drawer, Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import type { IndicatorDetail, Requirement } from '../../../shared/contract/indicators.ts';
import { KINDS } from '../../../shared/domain/document.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { RequirementRow } from './RequirementRow.tsx';

export interface RequirementDrawerProps {
  readonly detail: IndicatorDetail;
  readonly onClose: () => void;
  readonly done: (text: string) => void;
}

/** Requirements of a leaf and 不适用, with the state they lead to. Ctrl+Enter saves, Esc leaves. */
export function RequirementDrawer({ detail, onClose, done }: RequirementDrawerProps) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [rows, setRows] = useState<readonly Requirement[]>(detail.requirements);
  const written = detail.hardware === null ? detail.notApplicable : null;
  const [reason, setReason] = useState(written ?? '');
  const trial = useRead('indicators.tryRequirements', { archive, indicator: detail.id, requirements: [...rows] });
  const set = useAct('indicators.setRequirements');
  const mark = useAct('indicators.setNotApplicable');
  const changed = JSON.stringify(rows) !== JSON.stringify(detail.requirements);
  const save = (): void => {
    if (!changed) return onClose();
    set.mutate(
      { archive, indicator: detail.id, requirements: [...rows] },
      {
        onSuccess: () => {
          done('已修改材料要求');
          onClose();
        },
      },
    );
  };
  const setApplicable = (next: string | null): void =>
    mark.mutate(
      { archive, indicator: detail.id, reason: next },
      {
        onSuccess: () => {
          done(next === null ? '已取消不适用' : '已标记不适用');
          onClose();
        },
      },
    );
  const leave = (): void => {
    if (!changed && reason === (written ?? '')) return onClose();
    void modal.confirm({
      title: '不保存就离开?',
      content: '改过的内容还没有保存。',
      okText: '不保存',
      cancelText: '继续修改',
      onOk: onClose,
    });
  };
  const trouble = set.error ?? trial.error;
  const free = KINDS.find((kind) => !rows.some((row) => row.kind === kind));
  return (
    <Drawer
      open
      size={560}
      title={`材料要求:${detail.code} ${detail.name}`}
      onClose={leave}
      footer={
        <div className="ind-line">
          <span>保存后:</span>
          {trial.data && !trial.error ? <StateTag state={trial.data.state} /> : <span className="muted">先改正上面的内容</span>}
          <span style={{ flex: 1 }} />
          <Button onClick={leave}>取消</Button>
          <Button type="primary" loading={set.isPending} onClick={save}>
            保存
          </Button>
        </div>
      }
    >
      <div
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && event.ctrlKey) save();
        }}
      >
        {rows.map((row, at) => (
          <RequirementRow
            key={at}
            row={row}
            ordinal={at + 1}
            onChange={(next) => setRows(rows.map((one, index) => (index === at ? next : one)))}
            onRemove={() => setRows(rows.filter((_, index) => index !== at))}
          />
        ))}
        {free !== undefined && (
          <Button
            onClick={() =>
              setRows([...rows, { kind: free, minCount: 1, windowMonths: null, windowFrom: null, windowTo: null, note: '' }])
            }
          >
            增加一行
          </Button>
        )}
        {trouble && <ErrorNotice error={trouble} />}
        <h3>不适用</h3>
        <Input.TextArea
          rows={2}
          value={reason}
          aria-label="不适用的理由"
          placeholder="写明理由,例如:辖区没有机动车道"
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="ind-line" style={{ marginTop: 8 }}>
          <Button onClick={() => setApplicable(reason)}>标记不适用</Button>
          {written !== null && <Button onClick={() => setApplicable(null)}>取消不适用</Button>}
        </div>
        {mark.error && <ErrorNotice error={mark.error} />}
      </div>
    </Drawer>
  );
}
