import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import type { NodeChange } from '../../../../shared/contract/nodes.ts';
import type { AppError } from '../../../../shared/contract/errors.ts';
import type { IndicatorNode } from '../../../../shared/contract/indicators.ts';
import { namingProblem, nextCode, withNode, type TreePlace } from '../../../../shared/domain/tree-change.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

export interface NodeDialogProps {
  readonly nodes: readonly IndicatorNode[];
  readonly levelNames: readonly string[];
  /** The node to rename, or where a new one goes. */
  readonly target: { readonly node: IndicatorNode } | { readonly place: TreePlace };
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onSave: (change: NodeChange) => void;
  readonly onClose: () => void;
}

/** Code and name of a node. What is wrong is said as soon as it is typed; Enter saves. */
export function NodeDialog({ nodes, levelNames, target, busy, error, onSave, onClose }: NodeDialogProps) {
  const node = 'node' in target ? target.node : null;
  const place = 'place' in target ? target.place : null;
  const [code, setCode] = useState(() => node?.code ?? nextCode(nodes, place?.parentId ?? null));
  const [name, setName] = useState(node?.name ?? '');
  const [heading, setHeading] = useState(false);
  const [touched, setTouched] = useState(false);
  const wanted = { code: code.trim(), name: name.replace(/\s+/g, ' ').trim() };
  const placed = place && heading ? withNode(nodes, levelNames, { id: -1, ...wanted, place, heading }) : null;
  const problem =
    namingProblem(nodes, { id: node?.id ?? null, ...wanted }) ?? (placed && 'problem' in placed ? placed.problem : null);
  const parent = nodes.find(({ id }) => id === place?.parentId);
  const save = (): void => {
    setTouched(true);
    if (problem !== null) return;
    if (node && wanted.code === node.code && wanted.name === node.name) onClose();
    else if (node) onSave({ act: 'name', id: node.id, ...wanted });
    else if (place) onSave({ act: 'add', ...place, ...wanted, ...(heading ? { heading: true } : {}) });
  };
  return (
    <Modal
      open
      title={node ? `改名、改编号:${node.code}` : '增加指标'}
      okText={node ? '保存' : '增加'}
      cancelText="取消"
      onCancel={onClose}
      onOk={save}
      confirmLoading={busy}
    >
      {!node && <p className="muted">放在:{parent ? `${parent.code} ${parent.name}` : '最上一级'}</p>}
      <div className="node-form">
        <label htmlFor="node-code">编号</label>
        <Input
          id="node-code"
          autoFocus={node !== null || code === ''}
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
            setTouched(true);
          }}
          onPressEnter={save}
        />
        <label htmlFor="node-name">名称</label>
        <Input.TextArea
          id="node-name"
          autoFocus={node === null && code !== ''}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={(event) => {
            event.preventDefault();
            save();
          }}
        />
      </div>
      {!node && (
        <Checkbox
          checked={heading}
          onChange={(event) => {
            setHeading(event.target.checked);
            setTouched(true);
          }}
        >
          只是上级标题,下面的指标以后再加(不要材料,不算缺项)
        </Checkbox>
      )}
      {touched && problem !== null && (
        <p role="alert" className="node-problem">
          ▲ {problem}
        </p>
      )}
      {node && wanted.code !== node.code && problem === null && (
        <p className="muted">台账里写着 {node.code} 的行跟着改;用旧编号命名的文件照样认得。</p>
      )}
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
