import { Button, Input, Spin } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { isLayout, Panes } from '../../ui/Panes.tsx';
import { DutyEditor } from './DutyEditor.tsx';
import { DutyList } from './DutyList.tsx';
import { DutyTables } from './DutyTables.tsx';
import { HandOver } from './HandOver.tsx';
import { belongs, isShown, SHOWN, SHOWN_WORDS, type Shown } from './item-filter.ts';
import { UnitDialog } from './UnitDialog.tsx';
import { UnitPapers } from './UnitPapers.tsx';
import { treeOf } from './unit-rows.ts';
import { UnitTree } from './UnitTree.tsx';
import './duties.css';

/** 责任: units, what one of them carries, and who answers for a leaf. `unit`, `show` and `indicator` (row id) are in the address. */
export function DutiesScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, framework } = useArchive();
  const [text, setText] = useState('');
  const [layout, setLayout] = usePreference('duties.layout', {}, isLayout);
  const [editing, setEditing] = useState(false);
  const listFrame = useRef<HTMLDivElement>(null);
  const [entering, setEntering] = useState<number | null>(null);
  const entered = useCallback(() => setEntering(null), []);
  // The address follows a key a moment later: Enter means the leaf the key led to, not the one still shown.
  const latest = useRef<number | null>(null);
  const units = useRead('duties.units', { archive, framework: framework.id });
  const all = units.data?.units ?? [];
  const unit = all.find((one) => one.name === params['unit']) ?? null;
  const shown: Shown = isShown(params['show']) ? params['show'] : 'all';
  const list = useRead('duties.items', { archive, framework: framework.id, unit: unit?.name ?? null });
  const items = useMemo(() => (list.data?.items ?? []).filter((item) => belongs(item, shown)), [list.data, shown]);
  const rows = useMemo(() => treeOf(units.data?.units ?? [], text), [units.data, text]);
  const chosen = items.find((item) => String(item.id) === params['indicator']) ?? items[0] ?? null;
  const done = useDone(useUndo());
  const to = (change: Readonly<Record<string, string | null>>): void => {
    latest.current = change['indicator'] ? Number(change['indicator']) : null;
    const next = {
      unit: unit?.name ?? null,
      show: shown === 'all' ? null : shown,
      indicator: params['indicator'] ?? null,
      ...change,
    };
    go('duties', Object.fromEntries(Object.entries(next).filter((one): one is [string, string] => one[1] !== null)));
  };
  if (units.error) return <ErrorNotice error={units.error} onRetry={() => void units.refetch()} />;
  if (!units.data) return <Spin style={{ margin: 32 }} />;
  const counts = (which: Shown): number => (list.data?.items ?? []).filter((item) => belongs(item, which)).length;
  const lacking = (list.data?.items ?? []).filter((item) => item.lacking !== '').length;
  const tree = (
    <section className="pane" aria-label="单位">
      <div className="pane-head">
        <Input
          allowClear
          value={text}
          placeholder="单位名称、曾用名或简称"
          aria-label="筛选单位"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <UnitTree
        rows={rows}
        totals={units.data}
        chosen={unit?.name ?? null}
        onChoose={(name) => to({ unit: name, indicator: null })}
      />
    </section>
  );
  const middle = (
    <section className="pane" aria-label="单位承担的指标">
      <div className="pane-head duty-head">
        <h2 className="ellipsis">{unit ? `本单位 ${counts('all')} 项` : `全部 ${counts('all')} 项`}</h2>
        <span className="muted">缺 {lacking} 项</span>
        <span style={{ flex: 1 }} />
        {unit && <UnitPapers unit={unit.name} />}
        {unit && (
          <Button size="small" onClick={() => setEditing(true)}>
            单位与人员
          </Button>
        )}
        <DutyTables done={done} />
        <HandOver units={all.map((one) => one.name)} chosen={unit?.name ?? null} done={done} />
      </div>
      <div className="chips duty-filters" role="group" aria-label="只看">
        {SHOWN.filter((which) => (unit ? which !== 'unassigned' : which !== 'lead' && which !== 'join')).map((which) => (
          <button
            key={which}
            type="button"
            aria-pressed={which === shown}
            onClick={() => to({ show: which === 'all' ? null : which })}
          >
            {SHOWN_WORDS[which]} <b>{counts(which)}</b>
          </button>
        ))}
      </div>
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {items.length > 0 ? (
        <DutyList
          items={items}
          ofUnit={unit !== null}
          chosen={chosen?.id ?? null}
          onChoose={(id) => to({ indicator: String(id) })}
          onEnter={() => setEntering(items.find((item) => item.id === latest.current)?.id ?? chosen?.id ?? null)}
          frame={listFrame}
        />
      ) : list.data ? (
        <EmptyState
          title={shown === 'all' ? '这个单位没有承担指标' : `没有${SHOWN_WORDS[shown]}的指标`}
          text={shown === 'all' ? '在“全部单位”里选一条指标,把它分给这个单位。' : '换一个条件,或看全部。'}
          action={{
            label: shown === 'all' ? '看全部单位' : '看全部',
            onClick: () => to(shown === 'all' ? { unit: null } : { show: null }),
          }}
        />
      ) : (
        <Spin style={{ margin: 32 }} />
      )}
    </section>
  );
  const right = (
    <section className="pane" aria-label="责任分配">
      {chosen ? (
        <DutyEditor
          indicator={chosen.id}
          units={all.map((one) => one.name)}
          entering={entering}
          onEntered={entered}
          onSaved={() => listFrame.current?.focus()}
          done={done}
        />
      ) : (
        <EmptyState title="没有选中指标" text="在中间的清单里选一条指标,这里分配它的牵头和配合单位。" />
      )}
      {editing && unit && (
        <UnitDialog
          key={unit.name}
          unit={unit}
          units={all.map((one) => one.name)}
          onClose={() => setEditing(false)}
          onSaved={(name, words) => {
            setEditing(false);
            to({ unit: name });
            done(words);
          }}
          done={done}
        />
      )}
    </section>
  );
  return (
    <Panes
      label="责任"
      layout={layout}
      onLayout={setLayout}
      panes={[
        { id: 'units', share: 25, minPx: 220, rowPx: 220, content: tree },
        { id: 'items', share: 42, minPx: 380, content: middle },
        { id: 'editor', share: 33, minPx: 320, content: right },
      ]}
    />
  );
}
