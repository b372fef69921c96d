import { Input, Modal } from 'antd';
import { useDeferredValue, useEffect, useId, useState, type KeyboardEvent } from 'react';
import { COMMANDS } from '../../shared/contract/commands.ts';
import { useArchive } from '../api/archive.tsx';
import { useRead } from '../api/hooks.ts';
import { keysOf, runCommand, useCommand } from '../ui/commands.ts';
import { go } from '../ui/go.ts';
import './palette.css';

interface Choice {
  readonly key: string;
  readonly label: string;
  /** What kind of thing it is, or its keys. */
  readonly side: string;
  readonly run: () => void;
}

const INDICATORS_SHOWN = 20;

/** 命令面板(Ctrl+K): every command and screen, and every indicator by code, words or pinyin initials. */
export function Palette() {
  const [open, setOpen] = useState(false);
  useCommand('palette', () => setOpen(true));
  return (
    <Modal
      open={open}
      onCancel={() => setOpen(false)}
      footer={null}
      closable={false}
      width={600}
      style={{ top: 72 }}
      destroyOnHidden
      aria-label="命令面板"
    >
      <Choices onClose={() => setOpen(false)} />
    </Modal>
  );
}

function Choices({ onClose }: { readonly onClose: () => void }) {
  const { archive, framework } = useArchive();
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(query.trim());
  const found = useRead(
    'indicators.search',
    asked === '' ? null : { archive, framework: framework.id, query: asked, limit: INDICATORS_SHOWN },
  );
  const commands = COMMANDS.filter((one) => one.id !== 'palette' && one.label.includes(query.trim())).map((one): Choice => ({
    key: one.id,
    label: one.label,
    side: keysOf(one.id),
    run: () => void runCommand(one.id),
  }));
  const indicators = (asked === '' ? [] : (found.data?.indicators ?? [])).map((one): Choice => ({
    key: `indicator-${one.id}`,
    label: `${one.code} ${one.name}`,
    side: '指标',
    run: () => go('indicators', { code: one.code }),
  }));
  const choices = [...commands, ...indicators];
  const shown = Math.min(at, choices.length - 1);
  useEffect(() => {
    document.getElementById(`${id}-${shown}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, shown]);
  const take = (choice: Choice | undefined): void => {
    if (!choice) return;
    onClose();
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const act: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setAt(Math.min(choices.length - 1, shown + 1)),
      ArrowUp: () => setAt(Math.max(0, shown - 1)),
      Enter: () => take(choices[shown]),
    };
    const run = act[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <div className="palette">
      <Input
        autoFocus
        role="combobox"
        aria-label="找命令、画面或指标"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={choices.length > 0 ? `${id}-${shown}` : undefined}
        placeholder="找命令、画面或指标(编号、名称、拼音首字母)"
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
      />
      {choices.length === 0 ? (
        <p className="muted">没有找到“{query}”。可以换一个词,或只写拼音首字母。</p>
      ) : (
        <ul id={`${id}-list`} role="listbox" aria-label="命令、画面和指标">
          {choices.map((choice, index) => (
            <li
              key={choice.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === shown}
              title={choice.label}
              onClick={() => take(choice)}
            >
              <span className="ellipsis">{choice.label}</span>
              <span className="muted">{choice.side}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
