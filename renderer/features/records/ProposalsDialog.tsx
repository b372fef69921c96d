import { Checkbox, Modal, Spin } from 'antd';
import { useState } from 'react';
import type { RecordDocument } from '../../../shared/contract/records.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import type { LedgerDefinition, Values } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { documentUrl } from '../../api/client.ts';
import { useRead } from '../../api/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface ProposalsDialogProps {
  readonly definition: LedgerDefinition;
  readonly values: Values;
  readonly documents: readonly RecordDocument[];
  /** The chosen ones, to be attached in one step. */
  readonly onTake: (documents: readonly RecordDocument[]) => void;
  readonly onClose: () => void;
}

/** 找成套材料: papers of the same occasion, by role with the reason; what is sure is ticked, the person decides. */
export function ProposalsDialog({ definition, values, documents, onTake, onClose }: ProposalsDialogProps) {
  const { archive } = useArchive();
  const attached = documents.map(({ documentId }) => documentId);
  const read = useRead('records.proposals', { archive, ledger: definition.id, values: { ...values }, attached });
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const found = read.data?.documents ?? [];
  const chosen = found.filter(({ documentId, sure }) => sure !== turned.has(documentId));
  const turn = (id: number): void => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  const roles = (definition.roles ?? []).filter(({ names }) => names !== undefined);
  return (
    <Modal
      title="找成套材料"
      open
      width={680}
      style={{ top: 40 }}
      okText={`加入 ${chosen.length} 份`}
      cancelText="取消"
      okButtonProps={{ disabled: chosen.length === 0 }}
      onOk={() => {
        onTake(
          chosen.map(({ documentId, role, sha256, type, title, date, present }) => ({
            documentId,
            role,
            sha256,
            type,
            title,
            date,
            present,
          })),
        );
        onClose();
      }}
      onCancel={onClose}
    >
      {read.isPending && <Spin style={{ margin: 24 }} />}
      {read.error && <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && found.length === 0 && (
        <EmptyState
          title="没有找到成套材料"
          text="按名称、日期前后两周、地点和文件夹找过了。请核对名称和时间,或用“选…”自己找。"
          action={{ label: '关闭', onClick: onClose }}
        />
      )}
      {found.length > 0 && (
        <>
          <p className="muted">按名称、日期前后两周、地点和文件夹找到的;有把握的已勾选,加入后可以撤销。</p>
          <div className="rec-proposals">
            {roles.map(({ role, label }) => {
              const own = found.filter((one) => one.role === role);
              return (
                <section key={role} aria-label={label}>
                  <h3>{label}</h3>
                  {own.length === 0 && (
                    <p className="muted">{documents.some((one) => one.role === role) ? '已有,没有找到更多' : '◇ 没有找到'}</p>
                  )}
                  {own.map((one) => (
                    <Checkbox
                      key={one.documentId}
                      className="rec-proposal"
                      checked={one.sure !== turned.has(one.documentId)}
                      onChange={() => turn(one.documentId)}
                    >
                      {PICTURE_TYPES.includes(one.type) && (
                        <img src={documentUrl(one.documentId, 'thumbnail', one.sha256)} alt="" loading="lazy" />
                      )}
                      <span className="rec-proposal-words">
                        <span className="ellipsis" title={one.path}>
                          {one.title}
                        </span>
                        <small className="muted">
                          {one.date ?? '无日期'};{one.reasons.join(',')}
                        </small>
                      </span>
                    </Checkbox>
                  ))}
                </section>
              );
            })}
          </div>
        </>
      )}
    </Modal>
  );
}
