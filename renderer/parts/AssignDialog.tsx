import { Input, Modal, Spin } from 'antd';
import { useDeferredValue, useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useArchive } from '../api/archive.tsx';
import { useAct, useRead } from '../api/hooks.ts';
import { usePreference } from '../api/preference.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import './assign/assign.css';
import { AssignDetails, NO_DETAILS, type Details } from './assign/AssignDetails.tsx';
import { ChoiceRow } from './assign/ChoiceRow.tsx';
import { choicesOf, withRecent } from './assign/choices.ts';
import { useDone, useUndo } from './use-undo.tsx';

export interface AssignDialogProps {
  /** Documents to put under an indicator; null keeps the dialog closed. */
  readonly documentIds: readonly number[] | null;
  readonly onClose: () => void;
  /** After the documents were put; the dialog closes by itself. */
  readonly onAssigned?: (documentIds: readonly number[]) => void;
}

/** 归入…(Ctrl+D): finds an indicator by code, words or pinyin initials and confirms the documents under it. */
export function AssignDialog({ documentIds, ...rest }: AssignDialogProps) {
  if (documentIds === null || documentIds.length === 0) return null;
  return <Opened key={documentIds.join(' ')} documentIds={documentIds} {...rest} />;
}

const MOST_SHOWN = 200;
const isIds = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => typeof one === 'number');

interface OpenedProps extends Omit<AssignDialogProps, 'documentIds'> {
  readonly documentIds: readonly number[];
}

function Opened({ documentIds, onClose, onAssigned }: OpenedProps) {
  const { archive, framework } = useArchive();
  const base = useId();
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query);
  const [at, setAt] = useState(0);
  /** The person left the words for the list: Space chooses instead of writing. */
  const [inList, setInList] = useState(false);
  const [chosen, setChosen] = useState<ReadonlyMap<number, string>>(new Map());
  const [details, setDetails] = useState<Details>(NO_DETAILS);
  const [recent, setRecent] = usePreference<number[]>(`assign.recent:${archive}:${framework.id}`, [], isIds);
  const only = documentIds.length === 1 ? documentIds[0] : undefined;
  const document = useRead('links.triage', only === undefined ? null : { archive, framework: framework.id, documentId: only });
  const search = useRead('indicators.search', { archive, framework: framework.id, query: asked, limit: MOST_SHOWN });
  const many = useAct('links.decideMany');
  const single = useAct('links.decide');
  const done = useDone(useUndo());
  const own = only === undefined ? null : (document.data ?? null);
  const parts = choicesOf({ found: search.data?.indicators ?? [], document: own, recent, query: asked });
  const choices = parts.flatMap((part) => part.choices);
  const active = choices[Math.min(at, choices.length - 1)];
  const rowId = (id: number): string => `${base}-${id}`;
  useEffect(() => {
    if (active) globalThis.document.getElementById(rowId(active.indicator.id))?.scrollIntoView({ block: 'nearest' });
  });

  const toggle = (id: number, name: string): void => {
    const next = new Map(chosen);
    if (!next.delete(id)) next.set(id, name);
    setChosen(next);
  };
  const finish = (ids: readonly number[], names: readonly string[]): void => {
    setRecent(withRecent(recent, ids));
    const where = names.length === 1 ? `“${names[0]}”` : `${names.length} 条指标`;
    done(documentIds.length === 1 ? `已归入${where}` : `已把 ${documentIds.length} 份材料归入${where}`);
    onAssigned?.(documentIds);
    onClose();
  };
  const take = (targets: ReadonlyMap<number, string>): void => {
    const ids = [...targets.keys()];
    const names = [...targets.values()];
    if (ids.length === 0) return;
    const onSuccess = (): void => finish(ids, names);
    const [target] = choices.filter(({ indicator }) => indicator.id === ids[0]);
    if (own && target && ids.length === 1 && details !== NO_DETAILS)
      single.mutate(
        {
          ...{ archive, framework: framework.id, action: 'confirm', indicator: target.indicator.code },
          document: `${own.source}/${own.path}`,
          ...details,
        },
        { onSuccess },
      );
    else
      many.mutate(
        {
          archive,
          pairs: documentIds.flatMap((documentId) =>
            ids.map((indicatorId) => ({ documentId, indicatorId, action: 'confirm' as const })),
          ),
        },
        { onSuccess },
      );
  };
  const takeShown = (): void =>
    take(chosen.size > 0 ? chosen : new Map(active ? [[active.indicator.id, active.indicator.name]] : []));
  const move = (to: number): void => {
    setInList(true);
    setAt(Math.max(0, Math.min(to, choices.length - 1)));
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(inList || query !== '' || at > 0 ? at + 1 : 1),
    ArrowUp: () => move(at - 1),
    PageDown: () => move(at + 8),
    PageUp: () => move(at - 8),
    Enter: takeShown,
    ...(inList && active ? { ' ': () => toggle(active.indicator.id, active.indicator.name) } : {}),
  };
  // What is shown may still be the list of other words: a key then counts for the one that comes.
  const [early, setEarly] = useState<readonly string[]>([]);
  const awaited = asked !== query || search.isPlaceholderData;
  useEffect(() => {
    const [key, ...later] = early;
    if (awaited || key === undefined) return;
    setEarly(later);
    keys[key]?.();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const waits = awaited || early.length > 0;
    if (key === ' ' ? !inList && early.length === 0 : !(key in keys)) return;
    event.preventDefault();
    if (waits) setEarly([...early, key]);
    else keys[key]?.();
  };
  const taken = chosen.size > 0 ? [...chosen.keys()][0] : active?.indicator.id;
  const suggestion = own?.suggestions.find((one) => one.indicatorId === taken && one.link === 'suggested');
  const suggestedPages = suggestion?.reasons.find(({ pages }) => pages !== undefined)?.pages ?? null;
  const count = chosen.size > 0 ? chosen.size : active ? 1 : 0;
  const error = many.error ?? single.error ?? search.error;
  return (
    <Modal
      open
      width={760}
      title={only === undefined ? `把 ${documentIds.length} 份材料归入指标` : `归入指标:${own?.title ?? ''}`}
      okText={count > 1 ? `归入 ${count} 条指标` : '归入'}
      cancelText="取消"
      okButtonProps={{ disabled: count === 0, loading: many.isPending || single.isPending }}
      onOk={takeShown}
      onCancel={onClose}
      destroyOnHidden
      style={{ top: 40 }}
    >
      <Input
        autoFocus
        allowClear
        role="combobox"
        aria-expanded
        aria-controls={`${base}-list`}
        aria-activedescendant={active ? rowId(active.indicator.id) : undefined}
        aria-label="查找指标"
        placeholder="编号、名称、关键词或拼音首字母,如 Ⅱ-9、志愿、wmjt"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
          setInList(false);
          setEarly([]);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="assign-list" role="listbox" id={`${base}-list`} aria-label="指标" aria-multiselectable>
        {!search.data && !search.error && <Spin style={{ margin: 24 }} />}
        {search.data && choices.length === 0 && (
          <p className="muted" style={{ padding: '20px 12px', margin: 0 }}>
            没有符合“{query.trim()}”的指标。换一个词,或只输入编号的一部分。
          </p>
        )}
        {parts.map((part) => (
          <div key={part.title} role="group" aria-label={part.title}>
            <div className="assign-part" aria-hidden="true">
              {part.title}
            </div>
            {part.choices.map((choice) => (
              <ChoiceRow
                key={choice.indicator.id}
                choice={choice}
                id={rowId(choice.indicator.id)}
                active={choice === active}
                selected={chosen.has(choice.indicator.id)}
                onToggle={() => {
                  move(choices.indexOf(choice));
                  toggle(choice.indicator.id, choice.indicator.name);
                }}
                onTake={() => take(new Map([[choice.indicator.id, choice.indicator.name]]))}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="assign-keys">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> 移动
        </span>
        <span>
          <kbd>空格</kbd> 选多条
        </span>
        <span>
          <kbd>Enter</kbd> 归入
        </span>
        {chosen.size > 0 && <span>已选:{[...chosen.values()].join('、')}</span>}
      </div>
      {own && count === 1 && (
        <AssignDetails kind={own.kind} pages={own.pages} suggested={suggestedPages} value={details} onChange={setDetails} />
      )}
      {error && (
        <div style={{ marginTop: 10 }}>
          <ErrorNotice error={error} />
        </div>
      )}
    </Modal>
  );
}
