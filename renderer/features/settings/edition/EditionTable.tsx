import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { heldWords, type EditionPreview, type EditionRow } from '../../../../shared/contract/editions.ts';

export interface EditionTableProps {
  readonly preview: EditionPreview;
  /** `target` '' says that the new edition has no such indicator. */
  readonly onChoose: (key: string, target: string) => void;
  readonly onUnchoose: (key: string) => void;
}

type View = 'open' | 'all' | 'same' | 'reworded' | 'recoded' | 'moved' | 'removed' | 'added';

const VIEWS: readonly { readonly view: Exclude<View, 'all'>; readonly word: string }[] = [
  { view: 'open', word: '待核对' },
  { view: 'same', word: '不变' },
  { view: 'reworded', word: '措辞有改' },
  { view: 'recoded', word: '改号' },
  { view: 'moved', word: '移位' },
  { view: 'removed', word: '删去' },
  { view: 'added', word: '新增' },
];

const TESTS: Readonly<Record<Exclude<View, 'added'>, (row: EditionRow) => boolean>> = {
  all: () => true,
  open: (row) => row.open || row.chosen,
  same: (row) => row.to !== null && row.changes.length === 0,
  reworded: (row) => row.changes.includes('措辞有改'),
  recoded: (row) => row.changes.includes('改号'),
  moved: (row) => row.changes.includes('移位'),
  removed: (row) => row.to === null,
};

const ROW_PX = 58;

/** Every leaf of the present edition, what became of it and what hangs on it; each can be put right. */
export function EditionTable({ preview, onChoose, onUnchoose }: EditionTableProps) {
  const [view, setView] = useState<View>(preview.totals.open > 0 ? 'open' : 'all');
  const [editing, setEditing] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const leaves = useMemo(() => preview.rows.filter((row) => row.from.leaf), [preview.rows]);
  const added = useMemo(() => {
    const keys = new Set(preview.added);
    return preview.nodes.filter(({ key, leaf }) => leaf && keys.has(key));
  }, [preview]);
  const rows = view === 'added' ? [] : leaves.filter(TESTS[view]);
  const options = useMemo(
    () => [
      { value: '', label: '新版没有(做过的工作只留在旧版)' },
      ...preview.nodes.filter(({ leaf }) => leaf).map(({ key, code, name }) => ({ value: key, label: `${code} ${name}` })),
    ],
    [preview.nodes],
  );
  const count = view === 'added' ? added.length : rows.length;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    useFlushSync: false,
  });
  return (
    <>
      <p className="edition-names">
        <span className="muted">新版:</span>
        {preview.to.name} {preview.to.edition},{preview.to.leaves} 条
        {preview.to.note !== '' && <span className="muted"> {preview.to.note}</span>}
      </p>
      <div className="chips edition-views" role="group" aria-label="按变化筛选">
        <button type="button" aria-pressed={view === 'all'} onClick={() => setView('all')}>
          全部<b>{leaves.length}</b>
        </button>
        {VIEWS.map(({ view: one, word }) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>
            {word}
            <b>{preview.totals[one]}</b>
          </button>
        ))}
      </div>
      <div className="edition-head" aria-hidden="true">
        <span>{view === 'added' ? '新版的指标' : '旧版'}</span>
        {view !== 'added' && (
          <>
            <span>变化</span>
            <span>新版</span>
            <span>做过的工作</span>
          </>
        )}
      </div>
      <div ref={scroller} className="edition-rows" role="list" aria-label="指标的去向" tabIndex={0}>
        {count === 0 && <p className="muted edition-none">没有这样的指标。</p>}
        <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const style = { height: ROW_PX, transform: `translateY(${item.start}px)` };
            const fresh = view === 'added' ? added[item.index] : undefined;
            if (fresh)
              return (
                <div key={fresh.key} className="edition-row is-added" role="listitem" style={style}>
                  <span className="edition-node" title={fresh.name}>
                    <b>{fresh.code}</b> {fresh.name}
                  </span>
                </div>
              );
            const row = rows[item.index];
            if (!row) return null;
            const { key } = row.from;
            return (
              <div key={key} className={`edition-row${row.open ? ' is-open' : ''}`} role="listitem" style={style}>
                <span className="edition-node" title={row.from.name}>
                  <b>{row.from.code}</b> {row.from.name}
                </span>
                <span>
                  <ChangeWord row={row} />
                </span>
                <span className="edition-to">
                  {editing === key ? (
                    <Select
                      autoFocus
                      defaultOpen
                      showSearch
                      optionFilterProp="label"
                      aria-label={`${row.from.code} 在新版里是`}
                      value={row.to?.key ?? ''}
                      options={options}
                      style={{ width: '100%' }}
                      onBlur={() => setEditing(null)}
                      onChange={(target: string) => {
                        setEditing(null);
                        onChoose(key, target);
                      }}
                    />
                  ) : (
                    <>
                      <span className="edition-node" title={row.to?.name ?? ''}>
                        {row.to ? (
                          <>
                            <b>{row.to.code}</b> {row.to.name}
                          </>
                        ) : (
                          '新版没有'
                        )}
                      </span>
                      {row.open && (
                        <Button
                          size="small"
                          aria-label={`${row.from.code} 就是这样`}
                          onClick={() => onChoose(key, row.to?.key ?? '')}
                        >
                          就是这样
                        </Button>
                      )}
                      <Button size="small" aria-label={`${row.from.code} 改去向`} onClick={() => setEditing(key)}>
                        改
                      </Button>
                      {row.chosen && (
                        <Button size="small" type="link" aria-label={`${row.from.code} 恢复`} onClick={() => onUnchoose(key)}>
                          恢复
                        </Button>
                      )}
                    </>
                  )}
                </span>
                <span className="edition-held" title={heldWords(row.held)}>
                  {heldWords(row.held)}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

/** What happened to a node, by shape and word. */
function ChangeWord({ row }: { readonly row: EditionRow }) {
  const words = row.to === null ? '删去' : row.changes.length === 0 ? '不变' : row.changes.join('、');
  const shape = row.open ? '◇' : row.to === null ? '○' : row.changes.length === 0 ? '●' : '◑';
  const likeness = row.open && row.to !== null ? ` ${Math.round(row.likeness * 100)}% 相像` : '';
  return (
    <span className={row.open ? 'edition-open' : ''}>
      <span aria-hidden="true">{shape}</span> {row.open ? `待核对:${words}` : words}
      {likeness}
      {row.chosen && <span className="muted"> 已指定</span>}
    </span>
  );
}
