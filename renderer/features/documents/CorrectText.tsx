import { Button, Input, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import type { DocumentDetails } from '../../../shared/contract/documents.ts';
import type { RecognisedPage } from '../../../shared/contract/ocr.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { DocumentPreview } from '../../parts/DocumentPreview.tsx';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** The button beside where the words come from, and the dialog it opens. */
export function CorrectText({ document }: { readonly document: DocumentDetails }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        改正文字
      </Button>
      {open && <CorrectTextDialog document={document} onClose={() => setOpen(false)} />}
    </>
  );
}

interface CorrectTextDialogProps {
  readonly document: DocumentDetails;
  readonly onClose: () => void;
}

/** 改正文字: the page as it looks beside the words read on it. Ctrl+Enter saves; the file itself never changes. */
function CorrectTextDialog({ document, onClose }: CorrectTextDialogProps) {
  const { archive } = useArchive();
  const read = useRead('ocr.pages', { archive, id: document.id });
  const correct = useAct('ocr.correct');
  const done = useDone(useUndo());
  const [number, setNumber] = useState<number | null>(null);
  // Words being written, by page: to look at another page does not lose them.
  const [drafts, setDrafts] = useState<ReadonlyMap<number, string>>(new Map());
  const area = useRef<HTMLDivElement>(null);
  const pages = read.data?.pages ?? [];
  const page = pages.find((one) => one.page === number) ?? leastSure(pages);
  const stored = page ? (page.corrected ?? page.text) : '';
  const words = page ? (drafts.get(page.page) ?? stored) : '';
  const write = (at: number, text: string | null): void => {
    const next = new Map(drafts);
    if (text === null) next.delete(at);
    else next.set(at, text);
    setDrafts(next);
  };
  const store = (text: string | null): void => {
    if (!page || correct.isPending) return;
    correct.mutate(
      { archive, id: document.id, page: page.page, text },
      {
        onSuccess: () => {
          setNumber(page.page);
          write(page.page, null);
          done(text === null ? `第 ${page.page} 页已恢复识别的文字` : `已改正第 ${page.page} 页的文字`);
        },
      },
    );
  };
  const unsaved = pages.filter((one) => drafts.has(one.page) && drafts.get(one.page) !== (one.corrected ?? one.text));
  return (
    <Modal
      open
      centered
      width="min(1240px, 94%)"
      title={`改正识别的文字:${document.title}`}
      onCancel={onClose}
      footer={
        <div className="doc-correct-feet">
          <span className="muted">
            {unsaved.length > 0
              ? `第 ${unsaved.map((one) => one.page).join('、')} 页改过还没有保存`
              : '只改查找和建议用的文字,原件不变;以后重新识别也不会盖掉'}
          </span>
          <Button disabled={!page || page.corrected === null} onClick={() => store(null)}>
            恢复识别的文字
          </Button>
          <Button onClick={onClose}>关闭</Button>
          <Button type="primary" loading={correct.isPending} disabled={!page || words === stored} onClick={() => store(words)}>
            保存 <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      }
    >
      {read.error && <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />}
      {correct.error && <ErrorNotice error={correct.error} />}
      {page && (
        <div className="doc-correct">
          <div className="doc-correct-look">
            <DocumentPreview key={page.page} document={document} page={page.page} />
          </div>
          <div className="doc-correct-words" ref={area}>
            {pages.length > 1 && (
              <Select
                aria-label="页"
                value={page.page}
                options={pages.map((one) => ({ value: one.page, label: `第 ${one.page} 页 · ${stateOf(one)}` }))}
                onChange={(at) => setNumber(at)}
              />
            )}
            {pages.length === 1 && <span className="muted">{stateOf(page)}</span>}
            {page.message && <span className="muted">识别没有做成:{page.message}</span>}
            <Input.TextArea
              key={page.page}
              aria-label={`第 ${page.page} 页的文字`}
              autoFocus
              value={words}
              onChange={(event) => write(page.page, event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                if (words !== stored) store(words);
              }}
            />
          </div>
        </div>
      )}
    </Modal>
  );
}

/** The page that most wants looking at: nobody corrected it and the engine was least sure; the first where that says nothing. */
function leastSure(pages: readonly RecognisedPage[]): RecognisedPage | undefined {
  const open = pages.filter((one) => one.corrected === null && one.confidence !== null);
  return (
    open.reduce<RecognisedPage | undefined>(
      (least, one) => (least === undefined || (one.confidence ?? 1) < (least.confidence ?? 1) ? one : least),
      undefined,
    ) ?? pages[0]
  );
}

function stateOf({ confidence, corrected }: RecognisedPage): string {
  if (corrected !== null) return '人工改正';
  return confidence === null ? '没有发现文字' : `把握 ${Math.floor(confidence * 100)}%`;
}
