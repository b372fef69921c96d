import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Output } from '../../../shared/contract/api.ts';
import type { TreeUnit } from './unit-rows.ts';

export interface UnitTreeProps {
  readonly rows: readonly TreeUnit[];
  readonly totals: Output<'duties.units'>;
  /** The unit's name; null for all units. */
  readonly chosen: string | null;
  readonly onChoose: (unit: string | null) => void;
}

/** Units with what they carry; the first line stands for all. Arrow keys move. */
export function UnitTree({ rows, totals, chosen, onChoose }: UnitTreeProps) {
  const frame = useRef<HTMLDivElement>(null);
  const at = rows.findIndex((row) => row.unit.name === chosen) + 1;
  useEffect(() => {
    frame.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: rows.length },
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const place = Math.max(0, Math.min(rows.length, next));
    onChoose(rows[place - 1]?.unit.name ?? null);
  };
  return (
    <div
      ref={frame}
      className="duty-tree"
      role="tree"
      tabIndex={0}
      aria-label="责任单位"
      aria-activedescendant={`duty-unit-${at}`}
      onKeyDown={onKeyDown}
    >
      <div
        id="duty-unit-0"
        role="treeitem"
        aria-level={1}
        aria-selected={chosen === null}
        className={`duty-unit${chosen === null ? ' duty-chosen' : ''}`}
        onClick={() => onChoose(null)}
      >
        <span className="ellipsis duty-unit-name">全部单位</span>
        <span className="duty-unit-count">共 {totals.leaves} 项</span>
      </div>
      {rows.map(({ unit, level }, index) => (
        <div
          key={unit.name}
          id={`duty-unit-${index + 1}`}
          role="treeitem"
          aria-level={level}
          aria-selected={unit.name === chosen}
          className={`duty-unit${unit.name === chosen ? ' duty-chosen' : ''}`}
          style={{ paddingLeft: 12 + (level - 1) * 16 }}
          title={[unit.name, ...unit.formerNames.map((name) => `曾用名 ${name}`)].join('\n')}
          onClick={() => onChoose(unit.name)}
        >
          <span className="ellipsis duty-unit-name">{unit.name}</span>
          {unit.overdue > 0 && <span className="duty-late">逾期 {unit.overdue}</span>}
          <span className="duty-unit-count">
            {unit.leads + unit.joins} 项{unit.lacking > 0 ? ` · 缺 ${unit.lacking}` : ''}
          </span>
        </div>
      ))}
    </div>
  );
}
