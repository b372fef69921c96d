import { useEffect, useRef } from 'react';
import { isTyping } from '../../ui/commands.ts';

export interface TriageKeys {
  /** 1 2 3: confirm and go on. */
  readonly accept: (place: number) => void;
  /** Shift+1 2 3: confirm and stay, a paper may prove several indicators. */
  readonly add: (place: number) => void;
  readonly none: () => void;
  readonly later: () => void;
  readonly undo: () => void;
  readonly alike: () => void;
  readonly previous: () => void;
  readonly next: () => void;
}

/** The plain keys of 归类, silent while a dialog is open or a person types. */
export function useTriageKeys(keys: TriageKeys, asleep: boolean): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (asleep) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const radio = target instanceof HTMLInputElement && target.type === 'radio';
      if (isTyping(target) && !radio) return;
      const act = actOf(event, latest.current);
      const arrow = event.key.startsWith('Arrow');
      if (!act || (event.repeat && !arrow)) return;
      if (arrow && target?.closest('[role="separator"], [role="radiogroup"], .preview, .ant-segmented')) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [asleep]);
}

function actOf(event: KeyboardEvent, keys: TriageKeys): (() => void) | undefined {
  const place = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1];
  if (place !== undefined) return () => (event.shiftKey ? keys.add : keys.accept)(Number(place) - 1);
  if (event.code === 'Digit0' || event.code === 'Numpad0') return keys.none;
  const plain: Readonly<Record<string, () => void>> = {
    ...{ x: keys.none, u: keys.later, z: keys.undo, t: keys.alike },
    ...{ arrowleft: keys.previous, arrowright: keys.next },
  };
  return event.shiftKey ? undefined : plain[event.key.toLowerCase()];
}
