import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { DocumentDetails, DocumentPhoto } from '../../../shared/contract/documents.ts';
import {
  CAPTION_ELEMENTS,
  CAPTION_LIMITS,
  CAPTION_WORDS,
  NO_CAPTION,
  type CaptionElement,
  type PhotoCaption,
} from '../../../shared/domain/photo-caption.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Captions being written, by document, so that looking at another document does not lose them. */
const drafts = new Map<string, PhotoCaption>();

/** 照片说明: what is stored, or a form of six elements filled with proposals that are marked as such until somebody saves. */
export function CaptionEditor({ document, photo }: { readonly document: DocumentDetails; readonly photo: DocumentPhoto }) {
  const { archive } = useArchive();
  const key = `${archive} ${document.id}`;
  const [draft, setDraft] = useState<PhotoCaption | null>(drafts.get(key) ?? null);
  const opener = useRef<HTMLButtonElement>(null);
  const write = (next: PhotoCaption | null): void => {
    setDraft(next);
    if (next) drafts.set(key, next);
    else drafts.delete(key);
  };
  const close = (): void => {
    write(null);
    // The form leaves the page; the button it came from takes the focus unless something else has it by then.
    window.setTimeout(() => {
      if (window.document.activeElement === window.document.body) opener.current?.focus();
    });
  };
  const { caption, proposal } = photo;
  const open = (): void =>
    write(
      caption ??
        CAPTION_ELEMENTS.reduce((filled, element) => ({ ...filled, [element]: proposal[element]?.text ?? '' }), NO_CAPTION),
    );
  if (draft) return <CaptionForm document={document} photo={photo} draft={draft} onDraft={write} onClose={close} />;
  return (
    <>
      <div className="doc-caption-head">
        <h3>照片说明</h3>
        <Button ref={opener} size="small" onClick={open}>
          {caption ? '修改说明' : '填写说明'}
        </Button>
      </div>
      {caption ? (
        <dl>
          {CAPTION_ELEMENTS.filter((element) => caption[element] !== '').map((element) => (
            <div key={element}>
              <dt>{CAPTION_WORDS[element]}</dt>
              <dd>{caption[element]}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="muted">还没有说明。填写时先给出能从照片、文件名和文件夹看出的建议,核对后保存才算数。</p>
      )}
    </>
  );
}

interface CaptionFormProps {
  readonly document: DocumentDetails;
  readonly photo: DocumentPhoto;
  readonly draft: PhotoCaption;
  readonly onDraft: (draft: PhotoCaption) => void;
  readonly onClose: () => void;
}

/** Enter goes to the next element and saves after the last, Ctrl+Enter saves at once, Esc leaves. */
function CaptionForm({ document, photo, draft, onDraft, onClose }: CaptionFormProps) {
  const { archive } = useArchive();
  const store = useAct('documents.caption');
  const done = useDone(useUndo());
  const inputs = useRef<Partial<Record<CaptionElement, InputRef | null>>>({});
  useEffect(() => inputs.current.event?.focus({ cursor: 'end' }), []);
  const save = (): void =>
    store.mutate(
      { archive, id: document.id, caption: draft },
      {
        onSuccess: ({ caption }) => {
          done(caption ? '已保存照片说明' : '已清除照片说明');
          onClose();
        },
      },
    );
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    // Enter and Esc of an input method choose characters.
    if (event.nativeEvent.isComposing) return;
    const next = CAPTION_ELEMENTS[at + 1];
    if (event.key === 'Escape') onClose();
    else if (event.key !== 'Enter') return;
    else if (event.ctrlKey || next === undefined) save();
    else inputs.current[next]?.focus({ cursor: 'end' });
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className="doc-caption"
      aria-label="照片说明"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="doc-caption-head">
        <h3>照片说明</h3>
        <Button size="small" onClick={onClose}>
          取消
        </Button>
        <Button size="small" type="primary" title="保存 Ctrl+Enter" htmlType="submit" loading={store.isPending}>
          保存
        </Button>
      </div>
      {store.error && <ErrorNotice error={store.error} />}
      {CAPTION_ELEMENTS.map((element, at) => (
        <ElementRow
          key={element}
          element={element}
          value={draft[element]}
          stored={photo.caption?.[element] ?? null}
          proposal={photo.proposal[element]}
          hold={(input) => void (inputs.current[element] = input)}
          onValue={(value) => onDraft({ ...draft, [element]: value })}
          onKeyDown={(event) => onKeyDown(event, at)}
        />
      ))}
    </form>
  );
}

interface ElementRowProps {
  readonly element: CaptionElement;
  readonly value: string;
  readonly stored: string | null;
  readonly proposal: { readonly text: string; readonly origin: string } | undefined;
  readonly hold: (input: InputRef | null) => void;
  readonly onValue: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One element: a proposed value is marked in its field, and offered below the field where something else stands. */
function ElementRow({ element, value, stored, proposal, hold, onValue, onKeyDown }: ElementRowProps) {
  const id = `caption-${element}`;
  const isOpen = proposal !== undefined && stored !== proposal.text;
  const isProposed = isOpen && value === proposal.text;
  return (
    <div className="doc-caption-row">
      <label htmlFor={id}>{CAPTION_WORDS[element]}</label>
      <div>
        <Input
          id={id}
          ref={hold}
          size="small"
          value={value}
          maxLength={CAPTION_LIMITS[element]}
          aria-describedby={isOpen ? `${id}-note` : undefined}
          suffix={
            isProposed ? (
              <span id={`${id}-note`} className="doc-caption-mark">
                建议 · {proposal.origin}
              </span>
            ) : (
              <span />
            )
          }
          onChange={(event) => onValue(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {isOpen && !isProposed && (
          <span id={`${id}-note`} className="doc-caption-note">
            <button type="button" title={proposal.text} onClick={() => onValue(proposal.text)}>
              用建议“{proposal.text}”
            </button>
            <span>{proposal.origin}</span>
          </span>
        )}
      </div>
    </div>
  );
}
