import { Button, Segmented, Select } from 'antd';
import type { ExportScope } from '../../../shared/contract/exports.ts';
import { useArchive } from '../../api/archive.tsx';
import { ScopeTree } from './ScopeTree.tsx';

/** What of the archive goes out. */
export interface Range {
  /** '' for every framework of the archive. */
  readonly framework: string;
  /** '' for every unit. */
  readonly unit: string;
  /** Ids of chosen leaves; null for all. */
  readonly leaves: readonly number[] | null;
}

export interface RangePanelProps {
  readonly scope: ExportScope;
  readonly range: Range;
  /** What is said of all frameworks together. */
  readonly allWords: string;
  readonly onChange: (range: Range) => void;
}

/** 范围: one framework or all, one unit or all, and which of its indicators. */
export function RangePanel({ scope, range, allWords, onChange }: RangePanelProps) {
  const { framework } = useArchive();
  const known = scope.frameworks.find((one) => one.id === range.framework);
  const leaves = known?.nodes.filter((node) => node.leaf) ?? [];
  const chosen = range.leaves === null ? leaves.length : range.leaves.length;
  return (
    <section className="ex-panel ex-tree" aria-label="范围">
      <header>
        <h2>范围</h2>
        {scope.frameworks.length > 1 && (
          <Segmented
            aria-label="测评体系范围"
            value={range.framework === '' ? 'all' : 'one'}
            onChange={(next) => onChange({ framework: next === 'all' ? '' : framework.id, leaves: null, unit: '' })}
            options={[
              { value: 'one', label: '这个体系' },
              { value: 'all', label: '全部体系' },
            ]}
          />
        )}
        <Select
          aria-label="责任单位"
          showSearch
          allowClear
          placeholder="全部单位"
          style={{ width: 160 }}
          value={range.unit === '' ? null : range.unit}
          onChange={(unit: string | null | undefined) => onChange({ ...range, unit: unit ?? '' })}
          options={(known?.units ?? []).map((unit) => ({ value: unit, label: unit }))}
        />
        <span style={{ flex: 1 }} />
        {known && (
          <span className="muted">
            已选 {chosen} / {leaves.length} 条
          </span>
        )}
        {range.leaves !== null && (
          <Button type="link" size="small" onClick={() => onChange({ ...range, leaves: null })}>
            全选
          </Button>
        )}
      </header>
      <div className="ex-body">
        {known ? (
          <ScopeTree nodes={known.nodes} leaves={range.leaves} onChange={(next) => onChange({ ...range, leaves: next })} />
        ) : (
          <p className="muted ex-none">
            {scope.frameworks.map((one) => one.name).join('、')}
            {allWords}
          </p>
        )}
      </div>
    </section>
  );
}
