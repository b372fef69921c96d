import { Button, Checkbox, Input, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { RecordDocument } from '../../../shared/contract/records.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import { useArchive } from '../../api/archive.tsx';
import { documentUrl } from '../../api/client.ts';
import { useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface DocumentChoiceProps {
  readonly title: string;
  /** Begins with pictures only; the person may lift it. */
  readonly photosOnly: boolean;
  readonly present: readonly number[];
  readonly onChoose: (document: Omit<RecordDocument, 'role'>) => void;
  readonly onClose: () => void;
}

/** Few at a time: each has a thumbnail to be made. */
const SHOWN = 12;

/** Documents of the archive to choose from, newest first; each has its own button, Enter in the field takes the first. */
export function DocumentChoice({ title, photosOnly, present, onChoose, onClose }: DocumentChoiceProps) {
  const { archive } = useArchive();
  const [query, setQuery] = useState('');
  const [photos, setPhotos] = useState(photosOnly);
  const asked = useDeferredValue(query.trim());
  const found = useRead('documents.page', {
    archive,
    filter: { ...(asked === '' ? {} : { query: asked }), ...(photos ? { groups: ['图片'] } : {}) },
    sort: 'date',
    direction: 'down',
    offset: 0,
    limit: SHOWN,
  });
  const documents = found.data?.documents ?? [];
  type Found = (typeof documents)[number];
  const take = (one: Found): void =>
    onChoose({
      documentId: one.id,
      sha256: one.sha256,
      type: one.type,
      title: one.title,
      date: one.date,
      present: one.state !== 'missing',
    });
  const first = documents.find((one) => !present.includes(one.id));
  return (
    <Modal title={title} open onCancel={onClose} footer={<Button onClick={onClose}>完成</Button>} width={620} style={{ top: 40 }}>
      <div className="rec-choice-head">
        <Input
          autoFocus
          allowClear
          aria-label="查找材料"
          placeholder="题名、文件名或正文里的词"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onPressEnter={(event) => {
            if (first && !event.nativeEvent.isComposing && !found.isPlaceholderData) take(first);
          }}
        />
        <Checkbox checked={photos} onChange={(event) => setPhotos(event.target.checked)}>
          只看图片
        </Checkbox>
      </div>
      {found.error && <ErrorNotice error={found.error} />}
      {found.data && documents.length === 0 && <p className="muted">没有找到。换一个词,或先把照片放进材料文件夹再编目。</p>}
      <ul className="rec-choice" aria-label="找到的材料">
        {documents.map((one) => {
          const has = present.includes(one.id);
          return (
            <li key={one.id}>
              {PICTURE_TYPES.includes(one.type) ? (
                <img src={documentUrl(one.id, 'thumbnail', one.sha256)} alt="" loading="lazy" />
              ) : (
                <span className="rec-type">{one.type}</span>
              )}
              <span className="ellipsis" title={one.path}>
                {one.title}
              </span>
              <span className="muted">{one.date ?? '无日期'}</span>
              <Button size="small" disabled={has} aria-label={`${has ? '已选' : '选'} ${one.title}`} onClick={() => take(one)}>
                {has ? '已选' : '选'}
              </Button>
            </li>
          );
        })}
      </ul>
      {(found.data?.total ?? 0) > SHOWN && (
        <p className="muted">
          共 {found.data?.total} 份,只列前 {SHOWN} 份。写几个字缩小范围。
        </p>
      )}
    </Modal>
  );
}
