import { useEffect, useRef } from 'react';
import { isTyping } from '../../ui/commands.ts';

export interface WizardKeys {
  /** Null: Enter does nothing, so that a volume is never written by accident. */
  readonly onNext: (() => void) | null;
  readonly onBack: () => void;
}

/** Enter goes on, Esc goes back, unless the key belongs to what is focused or to something open above the page. */
export function useWizardKeys(keys: WizardKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || isTyping(event.target) || isOpenAbove()) return;
      if (event.key === 'Escape') latest.current.onBack();
      if (event.key === 'Enter' && !takesEnter(event.target)) latest.current.onNext?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function takesEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role="combobox"], [role="button"]') !== null;
}

function isOpenAbove(): boolean {
  return document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, .ant-select-open') !== null;
}
