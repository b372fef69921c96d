import { Modal, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import type { AppError } from '../../../../shared/contract/errors.ts';
import type { IndicatorNode } from '../../../../shared/contract/indicators.ts';
import type { NodeChange } from '../../../../shared/contract/nodes.ts';
import { subtreeOf } from '../../../../shared/domain/tree-change.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useRead } from '../../../api/hooks.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

export interface RemoveDialogProps {
  readonly nodes: readonly IndicatorNode[];
  readonly node: IndicatorNode;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onSave: (change: NodeChange) => void;
  readonly onClose: () => void;
}

/** What goes with a node, and the leaf that takes over what hangs on it. A key pressed too early removes nothing: 取消 has the focus. */
export function RemoveDialog({ nodes, node, busy, error, onSave, onClose }: RemoveDialogProps) {
  const { archive } = useArchive();
  const held = useRead('nodes.held', { archive, id: node.id });
  const [to, setTo] = useState<number | null>(null);
  const options = useMemo(() => {
    const going = subtreeOf(nodes, node.id);
    return nodes
      .filter((one) => one.leaf && !going.has(one.id))
      .map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }));
  }, [nodes, node.id]);
  const needs = held.data !== undefined && held.data.words !== '';
  return (
    <Modal
      open
      title={`删除指标:${node.code}`}
      okText={needs ? '移走并删除' : '删除'}
      cancelText="取消"
      onCancel={onClose}
      onOk={() => onSave({ act: 'remove', id: node.id, to: needs ? to : null })}
      okButtonProps={{ danger: true, disabled: held.data === undefined || (needs && to === null) }}
      cancelButtonProps={{ autoFocus: true }}
      confirmLoading={busy}
    >
      <p>{node.name}</p>
      {held.error && <ErrorNotice error={held.error} onRetry={() => void held.refetch()} />}
      {!held.data && !held.error && <Spin />}
      {held.data && held.data.beneath > 0 && <p>连同它下级的 {held.data.beneath} 条一起删除。</p>}
      {held.data && !needs && <p className="muted">上面没有佐证、责任和台账。删错了可以撤销。</p>}
      {needs && (
        <>
          <p>
            上面有<strong>{held.data.words}</strong>。选一条末级指标来接收,才能删除:
          </p>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            aria-label="接收的指标"
            placeholder="写编号或名称来找"
            options={options}
            value={to}
            onChange={setTo}
          />
          <p className="muted">
            佐证、否决、红线、责任分工、归类规则、指标对照和台账里的编号移过去;不适用、材料要求以接收的指标为准。删错了可以撤销。
          </p>
        </>
      )}
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
