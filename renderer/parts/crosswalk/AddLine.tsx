import { Button, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Relation } from '../../../shared/domain/crosswalk.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useDone, useUndo } from '../use-undo.tsx';
import { RelationSelect } from './RelationSelect.tsx';

const MOST_FOUND = 50;

/** One line by hand: a leaf of the framework in view, what it is to a leaf of another one. */
export function AddLine({ onBack }: { readonly onBack: () => void }) {
  const { archive, framework, summary } = useArchive();
  const others = summary.frameworks.filter((one) => one.id !== framework.id);
  const [other, setOther] = useState(others[0]?.id ?? '');
  const [one, setOne] = useState<number | null>(null);
  const [two, setTwo] = useState<number | null>(null);
  const [relation, setRelation] = useState<Relation>('equal');
  const set = useAct('crosswalk.set');
  const done = useDone(useUndo());
  const keep = (): void => {
    if (one === null || two === null) return;
    set.mutate(
      { archive, rows: [{ oneId: one, otherId: two, relation }] },
      {
        onSuccess: () => {
          done('已新增 1 行对照');
          onBack();
        },
      },
    );
  };
  return (
    <form
      className="filing-fields"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <label className="filing-field crosswalk-field">
        <span>本体系指标</span>
        <LeafSelect label="本体系指标" framework={framework.id} value={one} onChange={setOne} />
      </label>
      <label className="filing-field crosswalk-field">
        <span>关系</span>
        <RelationSelect label="关系" value={relation} onChange={setRelation} />
      </label>
      <label className="filing-field crosswalk-field">
        <span>另一测评体系</span>
        <Select
          aria-label="另一测评体系"
          value={other}
          onChange={(id) => {
            setOther(id);
            setTwo(null);
          }}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
      <label className="filing-field crosswalk-field">
        <span>它的指标</span>
        <LeafSelect key={other} label="它的指标" framework={other} value={two} onChange={setTwo} />
      </label>
      {set.error && <ErrorNotice error={set.error} />}
      <div className="filing-foot">
        {(one === null || two === null) && <span className="muted">请选两边的指标。</span>}
        <Button onClick={onBack}>返回</Button>
        <Button type="primary" htmlType="submit" disabled={one === null || two === null} loading={set.isPending}>
          保存
        </Button>
      </div>
    </form>
  );
}

interface LeafSelectProps {
  readonly label: string;
  readonly framework: string;
  readonly value: number | null;
  readonly onChange: (id: number) => void;
}

/** A leaf of a framework, found by code, words or pinyin initials. */
function LeafSelect({ label, framework, value, onChange }: LeafSelectProps) {
  const { archive } = useArchive();
  const [query, setQuery] = useState('');
  const search = useRead('indicators.search', { archive, framework, query: useDeferredValue(query), limit: MOST_FOUND });
  return (
    <Select<number>
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setQuery }}
      placeholder="编号、名称、关键词或拼音首字母"
      value={value}
      onChange={onChange}
      notFoundContent="没有这样的指标"
      options={(search.data?.indicators ?? []).map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }))}
    />
  );
}
