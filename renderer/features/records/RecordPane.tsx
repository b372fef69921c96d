import { App, Button, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { RecordList, RecordRow } from '../../../shared/contract/records.ts';
import { checkValues, wordsOf } from '../../../shared/domain/ledgers/check-values.ts';
import type { LedgerDefinition, RowDocument, Value } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DocumentsPart } from './DocumentsPart.tsx';
import { JoinButton } from './JoinButton.tsx';
import { preferredLeaves } from './preferred-leaves.ts';
import { MoveBar } from './MoveBar.tsx';
import { RecordField } from './RecordField.tsx';
import { SpawnButton } from './SpawnButton.tsx';
import { SiteStandards } from './SiteStandards.tsx';

export interface RecordPaneProps {
  readonly definition: LedgerDefinition;
  readonly list: RecordList;
  readonly row: RecordRow | null;
  readonly isNew: boolean;
  /** Values of a new row that another screen proposes. */
  readonly proposed: Readonly<Record<string, string>>;
  readonly onOpen: (row: string) => void;
}

/** One row: its columns, its next step, its photos and papers. What is changed is stored when the field is left. */
export function RecordPane({ definition, list, row, isNew, proposed, onOpen }: RecordPaneProps) {
  if (row) return <Existing definition={definition} list={list} row={row} />;
  if (isNew) return <New definition={definition} list={list} proposed={proposed} onOpen={onOpen} />;
  return (
    <section className="pane" aria-label="这一行">
      <EmptyState
        title="没有选中的行"
        text={`${definition.about}在左边选一行查看和修改,或新增一行。`}
        action={{ label: '新增', onClick: () => onOpen('new') }}
      />
    </section>
  );
}

type Draft = Readonly<Record<string, Value>>;

function Existing({ definition, list, row }: Pick<RecordPaneProps, 'definition' | 'list'> & { readonly row: RecordRow }) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [draft, setDraft] = useState<Draft>(row.values);
  const stored = JSON.stringify(row.values);
  useEffect(() => setDraft(JSON.parse(stored) as Draft), [stored]);
  const save = useAct('records.save');
  const done = useDone(useUndo());
  const { values, problems } = checkValues(definition, draft);
  const failed = (error: { readonly message: string }): void =>
    void modal.error({ title: '没有保存', content: error.message, okText: '知道了' });
  const commit = (next: Draft): void => {
    const checked = checkValues(definition, next);
    if (checked.problems.length > 0 || sameValues(checked.values, row.values)) return;
    save.mutate({ archive, ledger: definition.id, id: row.id, values: checked.values }, { onError: failed });
  };
  const attach = (documents: readonly RowDocument[]): void =>
    save.mutate(
      { archive, ledger: definition.id, id: row.id, values: row.values, documents: [...documents] },
      { onSuccess: () => done('已改佐证'), onError: failed },
    );
  return (
    <section className="pane" aria-label="这一行">
      <div className="pane-head">
        <h2 className="ellipsis" title={wordsOf(definition, row.values)}>
          {wordsOf(definition, row.values)}
        </h2>
        <span style={{ flex: 1 }} />
        {save.isPending && <Spin size="small" />}
      </div>
      <div className="pane-body rec-form">
        {definition.moves && <MoveBar definition={definition} row={row} />}
        {definition.spawn && <SpawnButton definition={definition} row={row} />}
        {row.lacking.length > 0 && (
          <p className="rec-lacking">
            <span aria-hidden="true">◇ </span>还缺:{row.lacking.join('、')}
          </p>
        )}
        {definition.roles && (
          <DocumentsPart definition={definition} values={values} documents={row.documents} onChange={attach} />
        )}
        <JoinButton definition={definition} row={row} />
        {(definition.derived ?? []).length > 0 && (
          <dl className="rec-derived">
            {(definition.derived ?? []).map(({ key, header }) => (
              <div key={key}>
                <dt>{header}</dt>
                <dd>{row.derived[key] ?? '—'}</dd>
              </div>
            ))}
          </dl>
        )}
        <Fields definition={definition} list={list} draft={draft} problems={problems} onChange={setDraft} onCommit={commit} />
        {sameValues(values, row.values) || problems.length === 0 ? null : (
          <p className="rec-problem">有 {problems.length} 处没有填对,改好以后才会保存。</p>
        )}
        <p className="muted rec-who">
          {row.updatedBy} {row.updatedAt.slice(0, 10)} 修改
        </p>
      </div>
    </section>
  );
}

function New({ definition, list, proposed, onOpen }: Omit<RecordPaneProps, 'row' | 'isNew'>) {
  const { archive, framework } = useArchive();
  const { modal } = App.useApp();
  const [draft, setDraft] = useState<Draft>(() => ({ ...firstValues(definition, list.today), ...proposed }));
  const [documents, setDocuments] = useState<RecordRow['documents']>([]);
  const [tried, setTried] = useState(false);
  const preferring = definition.columns.find(({ prefers }) => prefers !== undefined);
  const tree = useRead('indicators.tree', preferring ? { archive, framework: framework.id } : null);
  useEffect(() => {
    const first = preferring && tree.data ? preferredLeaves(tree.data.nodes, preferring.prefers ?? []).first : [];
    const [only] = first;
    if (preferring && only && first.length === 1)
      setDraft((known) => (known[preferring.key] === undefined ? { ...known, [preferring.key]: only.value } : known));
  }, [preferring, tree.data]);
  const save = useAct('records.save');
  const done = useDone(useUndo());
  const { values, problems } = checkValues(definition, draft);
  const add = (): void => {
    setTried(true);
    if (problems.length > 0) return;
    const attached = documents.map(({ documentId, role }) => ({ documentId, role }));
    save.mutate(
      { archive, ledger: definition.id, values, documents: attached },
      {
        onSuccess: ({ id }) => {
          onOpen(String(id));
          done(`已新增:${wordsOf(definition, values)}`);
        },
        onError: (error) => void modal.error({ title: '没有新增', content: error.message, okText: '知道了' }),
      },
    );
  };
  return (
    <section className="pane" aria-label="新增一行">
      <div className="pane-head">
        <h2>新增:{definition.name}</h2>
      </div>
      <div className="pane-body rec-form">
        <Fields
          definition={definition}
          list={list}
          draft={draft}
          problems={tried ? problems : []}
          onChange={setDraft}
          onCommit={() => undefined}
        />
        {definition.roles && (
          <DocumentsPart
            definition={definition}
            values={values}
            documents={documents}
            onChange={(_, shown) => setDocuments(shown)}
          />
        )}
      </div>
      <div className="pane-foot rec-foot">
        <Button onClick={() => onOpen('')}>取消</Button>
        <Button type="primary" loading={save.isPending} onClick={add}>
          新增
        </Button>
      </div>
    </section>
  );
}

interface FieldsProps {
  readonly definition: LedgerDefinition;
  readonly list: RecordList;
  readonly draft: Draft;
  readonly problems: ReturnType<typeof checkValues>['problems'];
  readonly onChange: (draft: Draft) => void;
  /** The field was left, or something was chosen. */
  readonly onCommit: (draft: Draft) => void;
}

function Fields({ definition, list, draft, problems, onChange, onCommit }: FieldsProps) {
  return (
    <div className="rec-fields">
      {definition.columns.map((column) => {
        const problem = problems.find(({ key }) => key === column.key);
        return (
          <RecordField
            key={column.key}
            column={column}
            value={draft[column.key] ?? ''}
            known={list.known}
            problem={problem?.reason ?? null}
            onChange={(value) => onChange({ ...draft, [column.key]: value })}
            onChoose={(value) => {
              const next = { ...draft, [column.key]: value };
              onChange(next);
              onCommit(next);
            }}
            onLeave={() => onCommit(draft)}
          />
        );
      })}
      <SiteStandards typeName={String(draft['siteType'] ?? '')} />
    </div>
  );
}

/** A new row happens today, unless the person says otherwise. */
function firstValues(definition: LedgerDefinition, today: string): Draft {
  const day = definition.dayKey;
  return day === undefined ? {} : { [day]: today };
}

function sameValues(one: Draft, other: Draft): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}
