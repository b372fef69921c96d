import { Button, Checkbox, Select, Spin } from 'antd';
import { useState } from 'react';
import type { CrosswalkProposal } from '../../../shared/contract/crosswalk.ts';
import type { Relation } from '../../../shared/domain/crosswalk.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useDone, useUndo } from '../use-undo.tsx';
import { RelationSelect } from './RelationSelect.tsx';

const keyOf = ({ one, other }: CrosswalkProposal): string => `${one.id} ${other.id}`;

/** Leaves of two frameworks that are called alike: the clerk chooses what to take over; nothing counts before. */
export function ProposalList({ onBack }: { readonly onBack: () => void }) {
  const { archive, framework, summary } = useArchive();
  const others = summary.frameworks.filter((one) => one.id !== framework.id);
  const [other, setOther] = useState(others[0]?.id ?? '');
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [relations, setRelations] = useState<ReadonlyMap<string, Relation>>(new Map());
  const found = useRead('crosswalk.proposals', { archive, framework: framework.id, other });
  const set = useAct('crosswalk.set');
  const done = useDone(useUndo());
  const proposals = found.isPlaceholderData ? [] : (found.data?.proposals ?? []);
  const error = found.error ?? set.error;
  const chosen = proposals.filter((one) => taken.has(keyOf(one)));
  const toggle = (key: string): void => {
    const next = new Set(taken);
    if (!next.delete(key)) next.add(key);
    setTaken(next);
  };
  const keep = (): void =>
    set.mutate(
      {
        archive,
        rows: chosen.map((one) => ({
          ...{ oneId: one.one.id, otherId: one.other.id },
          relation: relations.get(keyOf(one)) ?? one.relation,
        })),
      },
      {
        onSuccess: ({ saved }) => {
          setTaken(new Set());
          done(`已采用 ${saved} 行对照`);
        },
      },
    );
  return (
    <>
      <p className="muted filing-lead">名称用词相近的指标,从最像的开始。核对关系,勾选要采用的;没有采用的不起作用。</p>
      <div className="filing-bar">
        <Select
          aria-label="另一测评体系"
          style={{ width: 360 }}
          value={other}
          onChange={setOther}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      {error && <ErrorNotice error={error} />}
      {(found.isPending || found.isPlaceholderData) && !found.error && <Spin style={{ margin: 24 }} />}
      {found.data && !found.isPlaceholderData && proposals.length === 0 && (
        <EmptyState title="没有别的名称相近的指标" text="已经有对照的不再列出。名称不像而要求相通的,用“新增对照”写。" />
      )}
      {proposals.length > 0 && (
        <ul className="filing-hits" aria-label="名称相近的指标" tabIndex={0}>
          {proposals.map((one) => (
            <li key={keyOf(one)}>
              <Checkbox
                checked={taken.has(keyOf(one))}
                aria-label={`采用 ${one.one.code} 与 ${one.other.code}`}
                onChange={() => toggle(keyOf(one))}
              />
              <span className="crosswalk-end ellipsis" title={`${one.one.code} ${one.one.name}`}>
                <span className="muted">{one.one.code}</span> {one.one.name}
              </span>
              <RelationSelect
                label={`${one.one.code} 与 ${one.other.code} 的关系`}
                value={relations.get(keyOf(one)) ?? one.relation}
                onChange={(relation) => setRelations(new Map(relations).set(keyOf(one), relation))}
              />
              <span className="crosswalk-end ellipsis" title={`${one.other.code} ${one.other.name}`}>
                <span className="muted">{one.other.code}</span> {one.other.name}
              </span>
              <span className="muted filing-standing">用词相近 {Math.round(one.likeness * 100)}%</span>
            </li>
          ))}
        </ul>
      )}
      <div className="filing-foot">
        <Button onClick={onBack}>返回</Button>
        <Button type="primary" disabled={chosen.length === 0} loading={set.isPending} onClick={keep}>
          采用 {chosen.length} 行
        </Button>
      </div>
    </>
  );
}
