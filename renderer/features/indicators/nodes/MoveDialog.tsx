import { Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { AppError } from '../../../../shared/contract/errors.ts';
import type { IndicatorNode } from '../../../../shared/contract/indicators.ts';
import type { NodeChange } from '../../../../shared/contract/nodes.ts';
import { withMoved } from '../../../../shared/domain/tree-change.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

export interface MoveDialogProps {
  readonly nodes: readonly IndicatorNode[];
  readonly levelNames: readonly string[];
  readonly node: IndicatorNode;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onSave: (change: NodeChange) => void;
  readonly onClose: () => void;
}

const TOP = 0;

/** Another branch for a node; it goes behind what is there. Only branches are offered, found by code or name. */
export function MoveDialog({ nodes, levelNames, node, busy, error, onSave, onClose }: MoveDialogProps) {
  const [to, setTo] = useState<number | null>(null);
  const options = useMemo(
    () => [
      { value: TOP, label: '最上一级' },
      ...nodes.filter(({ leaf }) => !leaf).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
    ],
    [nodes],
  );
  const place = { parentId: to === TOP ? null : to, before: null };
  const moved = to === null ? null : withMoved(nodes, levelNames, node.id, place);
  const problem = moved && 'problem' in moved ? moved.problem : null;
  return (
    <Modal
      open
      title={`移到别的上级:${node.code}`}
      okText="移动"
      cancelText="取消"
      onCancel={onClose}
      onOk={() => onSave({ act: 'move', id: node.id, ...place })}
      okButtonProps={{ disabled: to === null || problem !== null }}
      confirmLoading={busy}
    >
      <p>{node.name}</p>
      <Select
        autoFocus
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: '100%' }}
        aria-label="新的上级"
        placeholder="写编号或名称来找"
        options={options}
        value={to}
        onChange={setTo}
      />
      <p className="muted">放在这个上级的最后,编号不变;佐证、责任和台账跟着走。</p>
      {problem !== null && (
        <p role="alert" className="node-problem">
          ▲ {problem}
        </p>
      )}
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
