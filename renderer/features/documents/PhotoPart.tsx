import type { DocumentDetails, DocumentPhoto } from '../../../shared/contract/documents.ts';
import { HASH_BITS } from '../../../shared/domain/near-photos.ts';
import { HINT_WORDS, hintSentence } from '../../../shared/domain/photo-hints.ts';
import { documentUrl } from '../../api/client.ts';
import { CaptionEditor } from './CaptionEditor.tsx';

export interface PhotoPartProps {
  readonly document: DocumentDetails;
  readonly photo: DocumentPhoto;
  readonly onShow: (documentId: number) => void;
}

/** What concerns only photos: hints with their reasons, the caption, photos that look alike. */
export function PhotoPart({ document, photo, onShow }: PhotoPartProps) {
  const { picture } = document;
  return (
    <>
      {picture && photo.hints.length > 0 && (
        <>
          <h3>照片提示</h3>
          <ul className="doc-hints">
            {photo.hints.map((hint) => (
              <li key={hint}>
                <span className="doc-hint">
                  <span aria-hidden="true">◇</span> {HINT_WORDS[hint]}
                </span>
                <span className="muted">{hintSentence(hint, picture)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <CaptionEditor key={document.id} document={document} photo={photo} />
      {photo.alike.length > 0 && <Alike photo={photo} onShow={onShow} />}
    </>
  );
}

/** Of the differing bits: what the eye sees. */
const SAME_BITS = 6;

function Alike({
  photo: { alike, alikeTotal },
  onShow,
}: {
  readonly photo: DocumentPhoto;
  readonly onShow: (id: number) => void;
}) {
  return (
    <>
      <h3>看起来相近的照片({alikeTotal})</h3>
      <ul className="doc-alike" aria-label="看起来相近的照片">
        {alike.map((one) => (
          <li key={one.id}>
            <img src={documentUrl(one.id, 'thumbnail', one.sha256)} alt="" loading="lazy" />
            <div style={{ minWidth: 0 }}>
              <button type="button" className="ellipsis" title={one.path} onClick={() => onShow(one.id)}>
                {one.title}
              </button>
              <div className="muted ellipsis" title={`${HASH_BITS} 位图像指纹中有 ${one.bits} 位不同`}>
                {one.bits <= SAME_BITS ? '几乎相同' : '相近'} · {one.date ?? '无日期'} · {one.path}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {alikeTotal > alike.length && <p className="muted">只列出最相近的 {alike.length} 张。</p>}
      <p className="muted">只是提示,不会自动合并。同一件事留一张最清楚的,别拿同一张照片证明两件事。</p>
    </>
  );
}
