import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type DragEvent, type KeyboardEvent } from 'react';
import { drawnWith, isDrawn } from '../../ui/active-row.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { typedAhead, type TreeRow } from './tree-rows.ts';
import { actOfKey, type NodeAct } from './nodes/node-acts.ts';
import { carriesDocuments } from '../../parts/dragged-documents.ts';

export interface IndicatorTreeViewProps {
  readonly rows: readonly TreeRow[];
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
  readonly onToggle: (id: number) => void;
  /** Documents dropped on a leaf. */
  readonly onDrop: (indicatorId: number, data: DataTransfer) => void;
  /** A key that changes the tree. */
  readonly onAct: (act: NodeAct) => void;
}

const ROW_PX = 32;
const INDENT_PX = 16;
/** Typed characters this near to each other make one word. */
const TYPE_AHEAD_MS = 700;

/** The tree of a framework; only what is on the screen is drawn. */
export function IndicatorTreeView({ rows, chosen, onChoose, onToggle, onDrop, onAct }: IndicatorTreeViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const at = rows.findIndex((row) => row.node.id === chosen);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    rangeExtractor: useMemo(() => drawnWith(at), [at]),
    useFlushSync: false,
  });
  const drawn = virtual.getVirtualItems();
  const shown = useRef(false);
  useEffect(() => {
    if (at < 0) return;
    // A leaf that another screen led to is shown among its neighbours; from there on the tree moves as little as it must.
    virtual.scrollToIndex(at, { align: shown.current ? 'auto' : 'center' });
    shown.current = true;
  }, [at, virtual]);
  const goTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (row) onChoose(row.node.id);
  };
  const leave = (row: TreeRow | undefined): void => {
    if (row?.hasChildren && row.open) onToggle(row.node.id);
    else if (row && row.node.parentId !== null) onChoose(row.node.parentId);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actOfKey(event);
    if (act) {
      event.preventDefault();
      onAct(act);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const row = rows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      PageDown: () => goTo(at + page),
      PageUp: () => goTo(at - page),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ArrowRight: () => (row?.hasChildren && !row.open ? onToggle(row.node.id) : row?.hasChildren && goTo(at + 1)),
      ArrowLeft: () => leave(row),
      Enter: () => row?.hasChildren && onToggle(row.node.id),
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      move();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const text = event.timeStamp - typed.current.at < TYPE_AHEAD_MS ? typed.current.text + event.key : event.key;
      typed.current = { text, at: event.timeStamp };
      const found = typedAhead(rows, text, text.length > 1 ? Math.max(at, 0) : at + 1);
      if (found >= 0) goTo(found);
    }
  };
  return (
    <div
      ref={scroller}
      className="ind-tree"
      role="tree"
      tabIndex={0}
      aria-label="指标"
      aria-activedescendant={isDrawn(drawn, at) ? `indicator-${chosen}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {drawn.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const { node } = row;
          return (
            <div
              key={node.id}
              id={`indicator-${node.id}`}
              role="treeitem"
              className={`ind-node${node.id === chosen ? ' ind-chosen' : ''}`}
              aria-level={node.level}
              aria-selected={node.id === chosen}
              aria-expanded={row.hasChildren ? row.open : undefined}
              title={`${node.code} ${node.name}`}
              style={{ height: ROW_PX, transform: `translateY(${item.start}px)`, paddingLeft: 8 + (node.level - 1) * INDENT_PX }}
              onClick={() => onChoose(node.id)}
              onContextMenu={() => onChoose(node.id)}
              onDoubleClick={() => row.hasChildren && onToggle(node.id)}
              onDragOver={(event: DragEvent) => {
                if (node.leaf && carriesDocuments(event.dataTransfer)) event.preventDefault();
              }}
              onDrop={(event: DragEvent) => {
                if (!node.leaf || !carriesDocuments(event.dataTransfer)) return;
                event.preventDefault();
                onDrop(node.id, event.dataTransfer);
              }}
            >
              <span
                aria-hidden="true"
                className="ind-twist"
                onClick={(event) => {
                  if (!row.hasChildren) return;
                  event.stopPropagation();
                  onToggle(node.id);
                }}
              >
                {row.hasChildren ? (row.open ? '▾' : '▸') : ''}
              </span>
              <span className="ind-code">{node.code}</span>
              <span className="ellipsis ind-name">{node.name}</span>
              {!node.leaf && (
                <span className="ind-count">
                  {node.complete}/{node.leaves}
                </span>
              )}
              <StateTag state={node.state} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
