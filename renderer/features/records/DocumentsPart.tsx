import { CloseOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { RecordDocument } from '../../../shared/contract/records.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import type { DocumentRole, LedgerDefinition, RowDocument, Values } from '../../../shared/domain/ledgers/ledger.ts';
import { documentUrl } from '../../api/client.ts';
import { go } from '../../ui/go.ts';
import { DocumentChoice } from './DocumentChoice.tsx';
import { ProposalsDialog } from './ProposalsDialog.tsx';

export interface DocumentsPartProps {
  readonly definition: LedgerDefinition;
  /** The row as it stands in the form. */
  readonly values: Values;
  readonly documents: readonly RecordDocument[];
  /** All that are attached then; the second form carries what the screen needs to show them. */
  readonly onChange: (documents: readonly RowDocument[], shown: readonly RecordDocument[]) => void;
}

const isPhotoRole = (label: string): boolean => label.includes('照片');

/** 照片和佐证 by role, photos before and after side by side; chosen from 材料, never copied. */
export function DocumentsPart({ definition, values, documents, onChange }: DocumentsPartProps) {
  const roles = definition.roles ?? [];
  const [proposing, setProposing] = useState(false);
  const [choosing, setChoosing] = useState<DocumentRole | null>(null);
  const [large, setLarge] = useState(false);
  const change = (next: readonly RecordDocument[]): void =>
    onChange(
      next.map(({ documentId, role }) => ({ documentId, role })),
      next,
    );
  const sides = roles.filter(({ role }) => role === 'before' || role === 'after');
  const comparable = sides.length === 2 && sides.every(({ role }) => documents.some((one) => one.role === role));
  return (
    <section className="rec-documents" aria-label="照片和佐证">
      <h3>
        照片和佐证
        {comparable && (
          <Button size="small" type="link" onClick={() => setLarge(true)}>
            并排放大
          </Button>
        )}
        {roles.some(({ names }) => names !== undefined) && (
          <Button
            size="small"
            title="按名称、日期、地点和文件夹,在已编目的材料里找这一行的材料"
            onClick={() => setProposing(true)}
          >
            找成套材料…
          </Button>
        )}
      </h3>
      <div className="rec-roles">
        {roles.map((role) => {
          const own = documents.filter((one) => one.role === role.role);
          return (
            <div key={role.role} className="rec-role" role="group" aria-label={role.label}>
              <div className="rec-role-head">
                <span>{role.label}</span>
                <Button size="small" aria-label={`选${role.label}`} onClick={() => setChoosing(role)}>
                  选…
                </Button>
              </div>
              {own.length === 0 && <p className="muted">没有</p>}
              {own.map((one) => (
                <Attached
                  key={one.documentId}
                  document={one}
                  onRemove={() => change(documents.filter((other) => other !== one))}
                />
              ))}
            </div>
          );
        })}
      </div>
      {choosing && (
        <DocumentChoice
          title={`选${choosing.label}`}
          photosOnly={isPhotoRole(choosing.label)}
          present={documents.filter(({ role }) => role === choosing.role).map(({ documentId }) => documentId)}
          onChoose={(one) => change([...documents, { ...one, role: choosing.role }])}
          onClose={() => setChoosing(null)}
        />
      )}
      {proposing && (
        <ProposalsDialog
          definition={definition}
          values={values}
          documents={documents}
          onTake={(taken) => change([...documents, ...taken])}
          onClose={() => setProposing(false)}
        />
      )}
      <Modal
        title="整改前后"
        open={large}
        onCancel={() => setLarge(false)}
        footer={null}
        width="min(1200px, 96%)"
        destroyOnHidden
      >
        <div className="rec-sides">
          {sides.map((side) => (
            <figure key={side.role}>
              <figcaption>{side.label}</figcaption>
              {documents
                .filter((one) => one.role === side.role)
                .map((one) => (
                  <img key={one.documentId} src={documentUrl(one.documentId, 'preview', one.sha256)} alt={one.title} />
                ))}
            </figure>
          ))}
        </div>
      </Modal>
    </section>
  );
}

function Attached({ document, onRemove }: { readonly document: RecordDocument; readonly onRemove: () => void }) {
  const { documentId, sha256, type, title, date, present } = document;
  return (
    <div className="rec-document">
      <button type="button" title={`在“材料”里打开:${title}`} onClick={() => go('documents', { document: String(documentId) })}>
        {PICTURE_TYPES.includes(type) && present && (
          <img src={documentUrl(documentId, 'thumbnail', sha256)} alt="" loading="lazy" />
        )}
        <span className="ellipsis">{title}</span>
        <small>{present ? (date ?? '无日期') : '⊠ 文件不在了'}</small>
      </button>
      <Button
        size="small"
        type="text"
        aria-label={`移去 ${title}`}
        title="移去"
        icon={<CloseOutlined aria-hidden="true" />}
        onClick={onRemove}
      />
    </div>
  );
}
