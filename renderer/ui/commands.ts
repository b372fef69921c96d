import { useEffect, useRef } from 'react';
import { COMMANDS, type CommandId } from '../../shared/contract/commands.ts';

type Handler = () => void;

/** Handlers by command; the last one mounted answers, so a screen's own meaning goes before the window's. */
const handlers = new Map<CommandId, Handler[]>();

/** Answers a command (key, menu item, button) while the component is on the screen. */
export function useCommand(id: CommandId, handler: Handler): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const entry: Handler = () => latest.current();
    handlers.set(id, [...(handlers.get(id) ?? []), entry]);
    return () =>
      void handlers.set(
        id,
        (handlers.get(id) ?? []).filter((one) => one !== entry),
      );
  }, [id]);
}

/** Runs a command; false when nothing on the screen answers it. */
export function runCommand(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** Keys as a person reads them (`Ctrl+D`), of one command; '' when it has none. */
export function keysOf(id: CommandId): string {
  const keys = COMMANDS.find((command) => command.id === id)?.keys ?? '';
  return keys === 'Shift+/' ? '?' : keys;
}

/** Turns key presses into commands; call once, at the top. Plain keys are left alone while a person types. */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const pressed = keysFrom(event);
      const command = COMMANDS.find((one) => one.keys !== '' && one.keys === pressed);
      if (!command) return;
      const typing = isTyping(event.target);
      if (typing && !/^(Ctrl\+(?![ZY]$)|F\d)/.test(pressed)) return;
      if (runCommand(command.id)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function keysFrom(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? (event.code === 'Slash' ? '/' : event.key.toUpperCase()) : event.key;
  return [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', key]
    .filter((part) => part !== '')
    .join('+');
}

/** True while keys are words: fields, text areas, editable text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
