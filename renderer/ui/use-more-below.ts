import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

export interface MoreBelow<T> {
  readonly ref: RefObject<T | null>;
  readonly onScroll: () => void;
  /** Whether scrolling down shows more; for the style sheet. */
  readonly 'data-more': boolean;
}

/** Spread over a box that scrolls: it says whether something lies below what is in sight, also when its parts grow. */
export function useMoreBelow<T extends HTMLElement>(): MoreBelow<T> {
  const ref = useRef<T>(null);
  const [more, setMore] = useState(false);
  const look = (): void => {
    const box = ref.current;
    if (box) setMore(box.scrollHeight - box.clientHeight - box.scrollTop > 1);
  };
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(look);
    for (const one of [box, ...box.children]) observer.observe(one);
    return () => observer.disconnect();
  }, []);
  return { ref, onScroll: look, 'data-more': more };
}
