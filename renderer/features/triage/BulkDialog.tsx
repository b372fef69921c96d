import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import type { QueueItem } from '../../../shared/contract/links.ts';
import { BulkConfirmDialog, type BulkRow } from './BulkConfirmDialog.tsx';

/** What is confirmed in one step: all that is sure, or a document and those like it. */
export type Bulk = { readonly of: 'band' } | { readonly of: 'alike'; readonly item: QueueItem; readonly indicatorId: number };

export interface BulkDialogProps {
  readonly bulk: Bulk;
  /** Row ids of the documents that were confirmed. */
  readonly onConfirmed: (documentIds: readonly number[]) => void;
  readonly onClose: () => void;
}

/** 一并确认: reads what the step would confirm, shows it, and confirms what was left in. */
export function BulkDialog({ bulk, onConfirmed, onClose }: BulkDialogProps) {
  const { archive, framework } = useArchive();
  const decide = useAct('links.decideMany');
  const inFramework = { archive, framework: framework.id };
  const same = useRead(
    'links.same',
    bulk.of === 'alike' ? { ...inFramework, documentId: bulk.item.id, indicatorId: bulk.indicatorId } : null,
  );
  const band = useRead('links.bandDocuments', bulk.of === 'band' ? { ...inFramework, band: 'high' } : null);
  const alike = same.isPlaceholderData ? undefined : same.data;
  const sure = band.isPlaceholderData ? undefined : band.data;
  const confirm = (rows: readonly BulkRow[]): void =>
    decide.mutate(
      {
        archive,
        pairs: rows.map((row) => ({ documentId: row.item.id, indicatorId: row.indicatorId, action: 'confirm' as const })),
      },
      { onSuccess: () => onConfirmed(rows.map((row) => row.item.id)) },
    );
  return (
    <BulkConfirmDialog
      title={bulk.of === 'band' ? '把握大的建议一并确认' : '同样情况一并确认'}
      rows={bulk.of === 'band' ? (sure?.pairs ?? null) : alike ? alikeRows(bulk.item, alike) : null}
      pending={decide.isPending}
      error={decide.error ?? band.error ?? same.error}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}

interface Alike {
  readonly indicatorId: number;
  readonly code: string;
  readonly name: string;
  readonly items: readonly QueueItem[];
}

/** The document itself first, then those like it. */
function alikeRows(item: QueueItem, { indicatorId, code, name, items }: Alike): readonly BulkRow[] {
  return [item, ...items].map((one) => ({ item: one, indicatorId, code, name }));
}
