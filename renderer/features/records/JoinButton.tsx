import { App, Button } from 'antd';
import type { RecordRow } from '../../../shared/contract/records.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';

export interface JoinButtonProps {
  readonly definition: LedgerDefinition;
  readonly row: RecordRow;
}

/** The papers of a row become evidence of the indicator it names, those that are not yet; one step of undo. */
export function JoinButton({ definition, row }: JoinButtonProps) {
  const { archive, framework } = useArchive();
  const { modal } = App.useApp();
  const column = definition.columns.find(({ type }) => type === 'indicator');
  const code = column ? String(row.values[column.key] ?? '') : '';
  const papers = row.documents.filter(({ present }) => present);
  const wanted = code !== '' && papers.length > 0;
  const tree = useRead('indicators.tree', wanted ? { archive, framework: framework.id } : null);
  const leaf = wanted ? tree.data?.nodes.find((node) => node.leaf && node.code === code) : undefined;
  const read = useRead('indicators.read', leaf ? { archive, indicator: leaf.id } : null);
  const act = useAct('links.decideMany');
  const done = useDone(useUndo());
  if (!leaf || read.data?.id !== leaf.id) return null;
  const proved = new Set(read.data.evidence.map(({ documentId }) => documentId));
  const open = [...new Set(papers.map(({ documentId }) => documentId))].filter((id) => !proved.has(id));
  if (open.length === 0) return <p className="muted">● 这一行的材料都已是 {code} 的佐证。</p>;
  const run = (): void =>
    act.mutate(
      { archive, pairs: open.map((documentId) => ({ documentId, indicatorId: leaf.id, action: 'confirm' as const })) },
      {
        onSuccess: () => done(`已把 ${open.length} 份材料归入“${leaf.name}”`),
        onError: (error) => void modal.error({ title: '没有归入', content: error.message, okText: '知道了' }),
      },
    );
  return (
    <Button size="small" loading={act.isPending} title={`${leaf.code} ${leaf.name}`} onClick={run}>
      把这 {open.length} 份材料归入 {leaf.code}
    </Button>
  );
}
