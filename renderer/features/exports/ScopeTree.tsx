import { Tree } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ScopeNode } from '../../../shared/contract/exports.ts';
import { STATE_LOOKS } from '../../ui/StateTag.tsx';

export interface ScopeTreeProps {
  readonly nodes: readonly ScopeNode[];
  /** Ids of chosen leaves; null for all. */
  readonly leaves: readonly number[] | null;
  readonly onChange: (leaves: readonly number[] | null) => void;
}

interface TreeNode {
  readonly key: number;
  readonly node: ScopeNode;
  /** Confirmed evidence below. */
  readonly confirmed: number;
  /** The component library wants a list it could change. */
  readonly children: TreeNode[];
}

/** The indicators with checkboxes; a node above leaves stands for all of them. */
export function ScopeTree({ nodes, leaves, onChange }: ScopeTreeProps) {
  const box = useRef<HTMLDivElement>(null);
  const heightPx = useHeightPx(box);
  const tree = useMemo(() => treeOf(nodes), [nodes]);
  const all = useMemo(() => nodes.filter((node) => node.leaf).map((node) => node.id), [nodes]);
  const isLeaf = useMemo(() => new Set(all), [all]);
  return (
    <div ref={box} style={{ height: '100%', overflow: 'hidden' }}>
      <Tree<TreeNode>
        aria-label="成册范围"
        checkable
        selectable={false}
        blockNode
        height={heightPx}
        itemHeight={28}
        treeData={tree}
        defaultExpandedKeys={tree.map((node) => node.key)}
        checkedKeys={[...(leaves ?? all)]}
        onCheck={(checked) => {
          const keys = (Array.isArray(checked) ? checked : checked.checked).map(Number).filter((key) => isLeaf.has(key));
          onChange(keys.length === all.length ? null : keys);
        }}
        titleRender={(item) => <NodeTitle item={item} />}
      />
    </div>
  );
}

function NodeTitle({ item }: { readonly item: TreeNode }) {
  const { node, confirmed } = item;
  const look = node.state ? STATE_LOOKS[node.state] : null;
  return (
    <span className="ex-node" title={`${node.code} ${node.name}${node.state ? `,${node.state}` : ''}`}>
      <span className="ellipsis">
        <span className="muted">{node.code}</span> {node.name}
      </span>
      <span className={confirmed === 0 ? 'muted' : undefined}>{confirmed} 份</span>
      <span style={{ color: look ? `var(--${look.tone})` : undefined, width: '1.2em', textAlign: 'center' }}>
        {look && (
          <span role="img" aria-label={node.state ?? ''}>
            {look.shape}
          </span>
        )}
      </span>
    </span>
  );
}

function treeOf(nodes: readonly ScopeNode[]): TreeNode[] {
  const below = new Map<number | null, ScopeNode[]>();
  for (const node of nodes) below.set(node.parentId, [...(below.get(node.parentId) ?? []), node]);
  const build = (parent: number | null): TreeNode[] =>
    (below.get(parent) ?? []).map((node) => {
      const children = build(node.id);
      const confirmed = children.reduce((sum, child) => sum + child.confirmed, node.confirmed);
      return { key: node.id, node, confirmed, children };
    });
  return build(null);
}

function useHeightPx(box: React.RefObject<HTMLDivElement | null>): number {
  const [heightPx, setHeightPx] = useState(400);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setHeightPx(element.clientHeight));
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return heightPx;
}
