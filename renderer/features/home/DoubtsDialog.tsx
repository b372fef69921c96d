import { App, Button, Modal } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Doubt, SettledDoubt } from '../../../shared/contract/doubts.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { DoubtView } from './DoubtView.tsx';
import './doubts.css';

/** 待核对: confirmed evidence whose content is gone, beside the files it may have become. The clerk says which, or none. */
export function DoubtsDialog({ onClose }: { readonly onClose: () => void }) {
  const { archive } = useArchive();
  const { message } = App.useApp();
  const read = useRead('doubts.list', { archive });
  const settle = useAct('doubts.settle');
  const done = useDone(useUndo());
  const [formerId, setFormerId] = useState<number | null>(null);
  const [place, setPlace] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const doubts = read.data?.doubts ?? [];
  const found = doubts.findIndex((one) => one.former.id === formerId);
  const at = Math.max(0, found);
  const doubt = doubts[at];
  const candidate = doubt?.candidates[place] ?? doubt?.candidates[0];
  const show = (to: number): void => {
    setFormerId(doubts[Math.max(0, Math.min(to, doubts.length - 1))]?.former.id ?? null);
    setPlace(0);
  };
  const ready = doubt !== undefined;
  useEffect(() => list.current?.focus(), [ready]);
  useEffect(() => {
    document.querySelector('.doubt-list [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const answer = (candidateId: number | null): void => {
    if (!doubt || settle.isPending) return;
    const next = doubts[at + 1] ?? doubts[at - 1];
    settle.mutate(
      { archive, formerId: doubt.former.id, candidateId },
      {
        onSuccess: (settled) => {
          setFormerId(next?.former.id ?? null);
          setPlace(0);
          list.current?.focus();
          done(candidateId === null ? '记下了:都不是。原来的佐证保留,原件仍算不在原处' : wordsOf(settled));
        },
        onError: (error) => void message.error(error.message),
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing || event.repeat) return;
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    const inList = event.target === list.current;
    if (digit === '0') answer(null);
    else if (digit !== undefined && doubt?.candidates[Number(digit) - 1]) setPlace(Number(digit) - 1);
    else if (inList && event.key === 'Enter' && candidate) answer(candidate.id);
    else if (inList && event.key === 'ArrowDown') show(at + 1);
    else if (inList && event.key === 'ArrowUp') show(at - 1);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      open
      centered
      width="min(1240px, 94%)"
      title={doubts.length > 0 ? `待核对:${doubts.length} 份已确认的材料内容变了或挪了地方` : '待核对'}
      onCancel={onClose}
      afterOpenChange={(open) => open && list.current?.focus()}
      footer={
        doubt && (
          <div className="doubt-feet">
            <span className="muted">没有定下来之前,这些佐证不算数,也不会丢。定错了按 Ctrl+Z 撤销。</span>
            <Button disabled={settle.isPending} onClick={() => answer(null)}>
              都不是 <kbd>0</kbd>
            </Button>
            <Button type="primary" disabled={!candidate || settle.isPending} onClick={() => candidate && answer(candidate.id)}>
              就是这个文件,佐证沿用 <kbd>Enter</kbd>
            </Button>
          </div>
        )
      }
    >
      <div onKeyDown={onKeyDown}>
        {read.error && <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />}
        {read.data && !doubt && (
          <EmptyState title="没有要核对的材料" text="已确认的佐证都有对应的文件。" action={{ label: '关闭', onClick: onClose }} />
        )}
        {doubt && (
          <div className="doubts">
            <ul
              ref={list}
              className="doubt-list"
              role="listbox"
              aria-label="待核对的材料"
              aria-activedescendant={`doubt-${doubt.former.id}`}
              tabIndex={0}
            >
              {doubts.map((one, index) => (
                <li
                  key={one.former.id}
                  id={`doubt-${one.former.id}`}
                  role="option"
                  aria-selected={index === at}
                  onClick={() => (show(index), list.current?.focus())}
                >
                  <div className="ellipsis">{one.former.title}</div>
                  <div className="muted ellipsis">{codesOf(one)}</div>
                </li>
              ))}
            </ul>
            <DoubtView
              key={doubt.former.id}
              doubt={doubt}
              place={candidate ? doubt.candidates.indexOf(candidate) : 0}
              onPlace={setPlace}
            />
          </div>
        )}
      </div>
    </Modal>
  );
}

const codesOf = ({ former }: Doubt): string => former.evidence.map(({ code }) => code).join('、');

function wordsOf({ moved, kept, pagesDropped, lines }: SettledDoubt): string {
  const parts = [`${moved} 条佐证沿用到新文件`];
  if (kept > 0) parts.push(`${kept} 条新文件已有你的决定,没有改动`);
  if (pagesDropped > 0) parts.push(`${pagesDropped} 条的页码对不上,改为整份`);
  if (lines > 0) parts.push(`${lines} 条红线要到“指标”里重新核对`);
  return parts.join(';');
}
