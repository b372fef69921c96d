import { App, type MenuProps } from 'antd';
import { useState, type ReactNode } from 'react';
import type { AppError } from '../../../../shared/contract/errors.ts';
import type { IndicatorNode, IndicatorTree } from '../../../../shared/contract/indicators.ts';
import type { NodeChange } from '../../../../shared/contract/nodes.ts';
import { stepOf, type TreePlace } from '../../../../shared/domain/tree-change.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useAct } from '../../../api/hooks.ts';
import { FrameworkNameDialog } from '../../../parts/FrameworkNameDialog.tsx';
import { useCommand } from '../../../ui/commands.ts';
import { MoveDialog } from './MoveDialog.tsx';
import { NODE_ACTS, type NodeAct } from './node-acts.ts';
import { NodeDialog } from './NodeDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';

type Open = { readonly how: 'add'; readonly place: TreePlace } | { readonly how: 'name' | 'move' | 'remove' | 'saveAs' } | null;

export interface NodeEdit {
  /** Does or asks for one act on the chosen node; of a 示例模板 it offers 另存为 instead. */
  readonly act: (act: NodeAct) => void;
  readonly menu: MenuProps;
  readonly dialogs: ReactNode;
  /** Why a step of the keyboard was not done, or null. */
  readonly error: AppError | null;
}

/** Changing the tree of a framework: what the menu, the keys and the dialogs of 指标 do. */
export function useNodeEdit({
  tree,
  chosen,
  onChoose,
  done,
}: {
  readonly tree: IndicatorTree | undefined;
  readonly chosen: IndicatorNode | null;
  readonly onChoose: (id: number) => void;
  readonly done: (text: string) => void;
}): NodeEdit {
  const { archive, framework, chooseFramework } = useArchive();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Open>(null);
  const edit = useAct('nodes.edit');
  const nodes = tree?.nodes ?? [];
  const save = (change: NodeChange): void => {
    const leaving = change.act === 'remove' ? nearest(nodes, change.id) : null;
    edit.mutate(
      { archive, framework: framework.id, change },
      {
        onSuccess: ({ id, words }) => {
          setOpen(null);
          done(change.act === 'add' && !change.heading ? `${words}。下次编目时为它给出建议` : words);
          const next = id ?? leaving;
          if (next !== null) onChoose(next);
        },
      },
    );
  };
  const act = (wanted: NodeAct): void => {
    if (!tree || !chosen || open !== null || edit.isPending) return;
    edit.reset();
    if (!tree.editable) return setOpen({ how: 'saveAs' });
    const neighbours = nodes.filter(({ parentId }) => parentId === chosen.parentId);
    const next = neighbours[neighbours.indexOf(chosen) + 1]?.id ?? null;
    if (wanted === 'beside') return setOpen({ how: 'add', place: { parentId: chosen.parentId, before: next } });
    if (wanted === 'beneath') return setOpen({ how: 'add', place: { parentId: chosen.id, before: null } });
    if (wanted === 'name' || wanted === 'move' || wanted === 'remove') return setOpen({ how: wanted });
    if (wanted === 'shape') return save({ act: 'shape', id: chosen.id, leaf: !chosen.leaf });
    const place = stepOf(nodes, chosen.id, wanted);
    if (place) save({ act: 'move', id: chosen.id, ...place });
    else void message.info(NO_STEP[wanted]);
  };
  useCommand('rename', () => act('name'));
  const close = (): void => setOpen(null);
  const common = { nodes, busy: edit.isPending, error: edit.error, onSave: save, onClose: close };
  const dialogs =
    open === null || !chosen || !tree ? null : open.how === 'saveAs' ? (
      <FrameworkNameDialog
        framework={framework}
        how="saveAs"
        lead="示例模板不直接修改。先另存为自己的一套,再增删、移动和改名。"
        onClose={close}
        onDone={(words, id) => {
          close();
          if (id !== null) chooseFramework(id);
          done(`${words},现在可以修改了`);
        }}
      />
    ) : open.how === 'add' ? (
      <NodeDialog {...common} levelNames={tree.levelNames} target={{ place: open.place }} />
    ) : open.how === 'name' ? (
      <NodeDialog {...common} levelNames={tree.levelNames} target={{ node: chosen }} />
    ) : open.how === 'move' ? (
      <MoveDialog {...common} node={chosen} levelNames={tree.levelNames} />
    ) : (
      <RemoveDialog {...common} node={chosen} />
    );
  const menu: MenuProps = {
    items: NODE_ACTS.map(({ id, label, keys }) => ({ key: id, label, extra: keys, danger: id === 'remove' })),
    onClick: ({ key }) => act(key as NodeAct),
  };
  return { act, menu, dialogs, error: open === null ? edit.error : null };
}

const NO_STEP = {
  up: '已经是这个上级下面的第一条。',
  down: '已经是这个上级下面的最后一条。',
  out: '已经在最上一级。',
  in: '上面没有同级的指标,不能降一级。',
} as const;

/** Where to look once a node is gone: the neighbour after it, else before it, else what is above. */
function nearest(nodes: readonly IndicatorNode[], id: number): number | null {
  const node = nodes.find((one) => one.id === id);
  const neighbours = nodes.filter(({ parentId }) => parentId === node?.parentId);
  const at = neighbours.findIndex((one) => one.id === id);
  return neighbours[at + 1]?.id ?? neighbours[at - 1]?.id ?? node?.parentId ?? null;
}
