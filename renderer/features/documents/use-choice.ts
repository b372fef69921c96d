import { useCallback, useRef, useState } from 'react';
import { allDocumentIds, type DocumentsRequest } from '../../api/pages.ts';

/** Which rows are chosen, and which one is looked at. */
export interface Choice {
  readonly ids: ReadonlySet<number>;
  readonly active: { readonly index: number; readonly id: number } | null;
  /** `one`: only this; `toggle`: this too or no longer; `range`: everything from the last single choice to this. */
  readonly choose: (index: number, id: number, how: 'one' | 'toggle' | 'range') => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

export function useChoice(request: DocumentsRequest): Choice {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState<Choice['active']>(null);
  const anchor = useRef(0);
  const choose = useCallback<Choice['choose']>(
    (index, id, how) => {
      setActive({ index, id });
      if (how === 'range') {
        void allDocumentIds(request).then((all) => {
          const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
          setIds(new Set(all.slice(from, to + 1)));
        });
        return;
      }
      anchor.current = index;
      setIds((known) => {
        if (how === 'one') return new Set([id]);
        const next = new Set(known);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [request],
  );
  const chooseAll = useCallback(() => void allDocumentIds(request).then((all) => setIds(new Set(all))), [request]);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, active, choose, chooseAll, clear };
}
