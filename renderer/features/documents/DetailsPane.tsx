import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { LINK_WORDS, STATE_WORDS, type DocumentDetails } from '../../../shared/contract/documents.ts';
import type { RecognisedText } from '../../../shared/contract/ocr.ts';
import { KINDS, type PictureFacts } from '../../../shared/domain/document.ts';
import { coordinateWords } from '../../../shared/domain/photo-caption.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { DocumentPreview, openOriginal } from '../../parts/DocumentPreview.tsx';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { CorrectText } from './CorrectText.tsx';
import { LinkTag } from './LinkTag.tsx';
import { Places } from './Places.tsx';
import { Versions } from './Versions.tsx';
import { PhotoPart } from './PhotoPart.tsx';

export interface DetailsPaneProps {
  readonly documentId: number | null;
  readonly query: string;
  readonly page: number;
  readonly onAssign: () => void;
  /** Another document is to be shown. */
  readonly onShow: (documentId: number) => void;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** One document: how it looks, what is known of it, what it proves. */
export function DetailsPane({ documentId, query, page, onAssign, onShow }: DetailsPaneProps) {
  const { archive } = useArchive();
  const read = useRead('documents.read', documentId === null ? null : { archive, id: documentId, query });
  const [open, setOpen] = usePreference<boolean>('documents.facts', true, isBoolean);
  if (documentId === null) return <EmptyState title="没有选中材料" text="在左边选一份材料,这里显示它的内容、日期来源和佐证。" />;
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  const document = read.data?.id === documentId ? read.data : null;
  return (
    <section className="pane" aria-label="预览与说明">
      <div className="pane-head">
        <h2 className="ellipsis" title={document?.title}>
          {document?.title}
        </h2>
        <span style={{ flex: 1 }} />
        {document && document.state !== 'missing' && (
          <Button size="small" onClick={() => openOriginal(document)}>
            打开原件
          </Button>
        )}
        <Button size="small" type="primary" title="归入指标 Ctrl+D" onClick={onAssign}>
          归入
        </Button>
      </div>
      <div className="doc-preview">{document && <DocumentPreview document={document} query={query} page={page} />}</div>
      {document && (
        <div className="doc-facts" data-open={open}>
          <button type="button" className="doc-facts-head" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <DownOutlined aria-hidden="true" /> : <UpOutlined aria-hidden="true" />}
            <span>说明与佐证</span>
            <span className="muted ellipsis">
              {document.kind ?? '没有定类型'} · {document.date ?? '无日期'} ·{' '}
              {document.evidence.filter((one) => one.state === 'confirmed').length} 条已确认
            </span>
          </button>
          {open && <Facts document={document} onShow={onShow} />}
        </div>
      )}
    </section>
  );
}

function Facts({ document, onShow }: { readonly document: DocumentDetails; readonly onShow: (id: number) => void }) {
  const { archive } = useArchive();
  const edit = useAct('documents.edit');
  const done = useDone(useUndo());
  const picture = document.picture;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      '材料类型',
      <Select
        key="kind"
        size="small"
        aria-label="材料类型"
        value={document.kind ?? ''}
        style={{ width: 140 }}
        options={[{ value: '', label: '没有定类型' }, ...KINDS.map((kind) => ({ value: kind, label: kind }))]}
        onChange={(kind) => {
          const given = KINDS.find((one) => one === kind) ?? null;
          edit.mutate({ archive, id: document.id, kind: given }, { onSuccess: () => done('已改材料类型') });
        }}
      />,
    ],
    [
      '日期',
      <span key="date" className="doc-date">
        <DatePicker
          size="small"
          aria-label="日期"
          value={document.date ? dayjs(document.date) : null}
          style={{ width: 128 }}
          placeholder="无日期"
          onChange={(date) => {
            const given = date ? date.format('YYYY-MM-DD') : null;
            edit.mutate({ archive, id: document.id, date: given }, { onSuccess: () => done('已改日期') });
          }}
        />
        <span className="muted">{document.dateWords}</span>
      </span>,
    ],
    ...optional('文号', document.docNumber),
    ...optional('责任者', document.issuer),
    [
      '文件',
      [document.type, sizeText(document.sizeBytes), document.pages === null ? null : `${document.pages} 页`]
        .filter(Boolean)
        .join(' · '),
    ],
    ...optional('照片', picture && pictureWords(picture)),
    ...optional('拍摄地点', picture && coordinateWords(picture)),
    ...optional('拍摄者', picture && picture.photographer),
    [
      '读取情况',
      document.textMessage ?? (document.state === 'ok' ? `已读取 ${document.characters} 字` : STATE_WORDS[document.state]),
    ],
    ...optional('个人信息', sensitiveHint(document.sensitive)),
    ...(document.recognised
      ? [
          [
            '文字来源',
            <span key="recognised" className="doc-date">
              <span>{recognisedWords(document.recognised)}</span>
              <CorrectText document={document} />
            </span>,
          ] as const,
        ]
      : []),
    [document.paths.length > 1 ? `位置(${document.paths.length} 处)` : '位置', <Places key="paths" document={document} />],
  ];
  return (
    <div className="doc-facts-body" tabIndex={0} role="region" aria-label="说明与佐证">
      {edit.error && <ErrorNotice error={edit.error} />}
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {document.photo && <PhotoPart document={document} photo={document.photo} onShow={onShow} />}
      <h3>佐证</h3>
      {document.evidence.length === 0 && <p className="muted">还没有归入任何指标。按 Ctrl+D 归入。</p>}
      <ul className="doc-links">
        {document.evidence.map((link) => (
          <li key={link.indicatorId}>
            <LinkTag links={link.state} />
            <div style={{ minWidth: 0 }}>
              <button
                type="button"
                className="ellipsis"
                title={`${link.code} ${link.name}`}
                onClick={() => go('indicators', { code: link.code })}
              >
                {link.code} {link.name}
              </button>
              <div className="muted">
                {link.decidedBy === null
                  ? link.reasons.map((reason) => reason.text).join(' · ')
                  : `${link.decidedBy} ${LINK_WORDS[link.state]} ${(link.decidedAt ?? '').slice(0, 10)}`}
              </div>
            </div>
          </li>
        ))}
      </ul>
      <Versions document={document} />
    </div>
  );
}

/** What to do about personal data; the original stays as it is. */
function sensitiveHint(found: readonly string[]): string | null {
  return found.length === 0 ? null : `${found.join('、')}。成册、报送前请换成打了码的复印件,原件不会被改动`;
}

/** Size, moment as the camera's clock showed it, camera; and what is not looked at in some formats. */
function pictureWords(picture: PictureFacts): string {
  const { widthPx, heightPx, takenAt, takenAtOffset, camera } = picture;
  const zone = takenAtOffset === null || takenAtOffset === '+08:00' ? '' : `(当地时间,UTC${takenAtOffset})`;
  const time = takenAt === null ? null : `${takenAt.replace('T', ' ')}${zone}`;
  return [`${widthPx} × ${heightPx}`, time, camera].filter(Boolean).join(' · ');
}

/** Recognised words may be wrong; how sure the reading is says how far to trust them. */
function recognisedWords({ pages, confidence, corrected }: RecognisedText): string {
  if (confidence === null) return `识别了 ${pages} 页,没有发现文字`;
  const sure = `文字来自识别,把握 ${Math.floor(confidence * 100)}%`;
  return corrected > 0 ? `${sure},${corrected} 页经人工改正` : sure;
}

function optional(label: string, value: string | null): readonly (readonly [string, ReactNode])[] {
  return value === null || value === '' ? [] : [[label, value]];
}
