import { useMemo, useRef } from 'react';

/** The same functions at every drawing, each doing what the last drawing meant: a part that is given them need not be drawn anew. */
export function useStable<T extends Readonly<Record<string, (...given: never[]) => void>>>(acts: T): T {
  const latest = useRef(acts);
  latest.current = acts;
  return useMemo(() => {
    const names = Object.keys(acts);
    return Object.fromEntries(
      names.map((name) => [name, (...given: never[]) => latest.current[name]?.(...given)]),
    ) as unknown as T;
  }, []);
}
