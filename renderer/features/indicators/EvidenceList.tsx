import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import type { Evidence, IndicatorDetail } from '../../../shared/contract/indicators.ts';
import { circled } from '../../../shared/domain/circled.ts';
import { KINDS, type Kind } from '../../../shared/domain/document.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { openOriginal } from '../../parts/DocumentPreview.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface EvidenceListProps {
  readonly detail: IndicatorDetail;
  readonly previewed: number | null;
  readonly onShow: (evidence: Evidence) => void;
  readonly onRemove: (evidence: Evidence) => void;
  readonly done: (text: string) => void;
}

/** Confirmed evidence in the order of the volume; Alt+↑/↓ or dragging moves a row. */
export function EvidenceList({ detail, previewed, onShow, onRemove, done }: EvidenceListProps) {
  const { archive } = useArchive();
  const order = useAct('links.order');
  const [dragged, setDragged] = useState<number | null>(null);
  const { evidence } = detail;
  const move = (from: number, to: number): void => {
    const ids = evidence.map((one) => one.documentId);
    const [moved] = ids.splice(from, 1);
    if (moved === undefined || to < 0 || to >= evidence.length || from === to || order.isPending) return;
    ids.splice(to, 0, moved);
    order.mutate({ archive, indicatorId: detail.id, documentIds: ids }, { onSuccess: () => done('已调整顺序') });
  };
  return (
    <>
      {order.error && <ErrorNotice error={order.error} />}
      <ol className="ind-evidence" aria-label="佐证">
        {evidence.map((one, at) => (
          <li
            key={one.documentId}
            className={one.linkId === previewed ? 'ind-shown' : undefined}
            onKeyDown={(event: KeyboardEvent) => {
              if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
              event.preventDefault();
              move(at, event.key === 'ArrowUp' ? at - 1 : at + 1);
            }}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              event.stopPropagation();
              move(dragged, at);
              setDragged(null);
            }}
          >
            <div className="ind-line">
              <span
                className="ind-ordinal"
                title="拖动调整顺序,或按 Alt+↑/↓"
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', one.title);
                  setDragged(at);
                }}
                onDragEnd={() => setDragged(null)}
              >
                {circled(at + 1)}
              </span>
              <button
                type="button"
                className="ind-link ellipsis"
                title={one.path}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                onClick={() => onShow(one)}
              >
                {one.title}
              </button>
              <Button size="small" onClick={() => openOriginal({ id: one.documentId, sha256: one.sha256 })}>
                打开
              </Button>
              <Button size="small" onClick={() => onRemove(one)}>
                移出
              </Button>
            </div>
            {one.redLines.some(({ recheck }) => recheck) && (
              <p className="ind-recheck">
                ◇ {one.redLines.filter(({ recheck }) => recheck).length}{' '}
                条红线需重新核对:文件或它的排版改过,红线是改动之前划的,核对之前册子里不印。
              </p>
            )}
            <Description
              key={`${one.ownKind}|${one.caption}|${one.firstPage}|${one.lastPage}`}
              evidence={one}
              indicatorId={detail.id}
              done={done}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

interface DescriptionProps {
  readonly evidence: Evidence;
  readonly indicatorId: number;
  readonly done: (text: string) => void;
}

/** Kind, caption and page range; each is stored when it is left. */
function Description({ evidence, indicatorId, done }: DescriptionProps) {
  const { archive } = useArchive();
  const describe = useAct('links.describe');
  const stored = {
    kind: evidence.ownKind,
    caption: evidence.caption,
    firstPage: evidence.firstPage,
    lastPage: evidence.lastPage,
  };
  const [caption, setCaption] = useState(stored.caption);
  const [pages, setPages] = useState({ firstPage: stored.firstPage, lastPage: stored.lastPage });
  const save = (change: Partial<typeof stored>): void => {
    const next = { ...stored, caption, ...pages, ...change };
    if (JSON.stringify(next) === JSON.stringify(stored)) return;
    describe.mutate({ archive, documentId: evidence.documentId, indicatorId, ...next }, { onSuccess: () => done('已保存说明') });
  };
  return (
    <div className="ind-describe">
      <Select<Kind | ''>
        size="small"
        aria-label={`${evidence.title} 的材料类型`}
        value={evidence.ownKind ?? ''}
        options={[
          { value: '', label: evidence.documentKind ?? '未识别' },
          ...KINDS.filter((kind) => kind !== evidence.documentKind || evidence.ownKind === kind).map((kind) => ({
            value: kind,
            label: kind,
          })),
        ]}
        onChange={(kind) => save({ kind: kind === '' ? null : kind })}
      />
      <span className="muted ind-fixed">{evidence.date ?? '没有日期'}</span>
      <Input
        size="small"
        aria-label={`${evidence.title} 的说明`}
        placeholder="说明"
        value={caption}
        onChange={(event) => setCaption(event.target.value)}
        onBlur={() => save({})}
        onPressEnter={() => save({})}
      />
      <InputNumber
        size="small"
        min={1}
        aria-label={`${evidence.title} 的起始页`}
        placeholder="起"
        value={pages.firstPage}
        onChange={(firstPage) => setPages({ ...pages, firstPage })}
        onBlur={() => save({})}
      />
      <span>–</span>
      <InputNumber
        size="small"
        min={1}
        aria-label={`${evidence.title} 的截止页`}
        placeholder="止"
        value={pages.lastPage}
        onChange={(lastPage) => setPages({ ...pages, lastPage })}
        onBlur={() => save({})}
      />
      <span className="muted ind-fixed">页</span>
      {describe.error && <ErrorNotice error={describe.error} />}
    </div>
  );
}
