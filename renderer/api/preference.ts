import { useCallback, useState } from 'react';
import { call } from './client.ts';

const known = new Map<string, unknown>();

/** Fills the preferences once, before the first screen is drawn. */
export function loadPreferences(preferences: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(preferences)) if (!known.has(key)) known.set(key, value);
}

/** A small setting of the window that outlives it (a pane's width, a view). `check` refuses what an older version wrote. */
export function usePreference<T>(key: string, initial: T, check: (value: unknown) => value is T): [T, (value: T) => void] {
  const stored = known.get(key);
  const [value, setValue] = useState<T>(check(stored) ? stored : initial);
  const store = useCallback(
    (next: T) => {
      setValue(next);
      known.set(key, next);
      void call('session.prefer', { key, value: next }).catch(() => undefined);
    },
    [key],
  );
  return [value, store];
}
