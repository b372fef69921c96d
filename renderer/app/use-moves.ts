import { useSyncExternalStore } from 'react';

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

function onChange(listener: () => void): () => void {
  calm.addEventListener('change', listener);
  return () => calm.removeEventListener('change', listener);
}

/** Whether things on the page may move: false where the person has switched animations off in the system (WCAG 2.1, 2.3.3). */
export function useMoves(): boolean {
  return useSyncExternalStore(onChange, () => !calm.matches);
}
