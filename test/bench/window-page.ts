/** What the benches of the window run in the page itself: each function stands alone, for it is sent there as text. */

export interface KeySeen {
  readonly key: string;
  /** From the key's own time to the end of the frame that shows another title; null where none came in time. */
  titleMs: number | null;
  /** To the end of the frame in which that document's preview stands. */
  previewMs: number | null;
}

interface Watched {
  keys: KeySeen[];
  tasks: number[];
}
declare global {
  interface Window {
    taizhangWatched?: Watched;
  }
}

/** Looks at every key from now on, and at every long task of the page. */
export function watchKeys(): void {
  const GIVEN_UP_MS = 10_000;
  const watched: Watched = { keys: [], tasks: [] };
  window.taizhangWatched = watched;
  const title = (): string => document.querySelector('main h2')?.textContent ?? '';
  const stands = (): boolean => {
    const view = document.querySelector('.triage-view[data-shown=true]');
    if (!view || view.querySelector('.preview-waiting')) return false;
    const picture = view.querySelector<HTMLImageElement>('.preview-picture img');
    if (picture) return picture.complete && picture.checkVisibility({ visibilityProperty: true });
    return view.querySelector('.preview-none, .preview-canvas[data-drawn=true]') !== null;
  };
  const painted = (then: (ms: number) => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  };
  window.addEventListener(
    'keydown',
    ({ key, ctrlKey, timeStamp }) => {
      if (key === 'Control') return;
      const before = title();
      const seen: KeySeen = { key: ctrlKey ? `Ctrl+${key.toUpperCase()}` : key, titleMs: null, previewMs: null };
      watched.keys.push(seen);
      let shown: string | null = null;
      const look = (): void => {
        if (performance.now() - timeStamp > GIVEN_UP_MS) return;
        if (shown === null && title() !== before && title() !== '') {
          shown = title();
          painted((ms) => (seen.titleMs = ms - timeStamp));
        }
        // The next key came before its preview: nobody looked at it.
        if (shown !== null && title() !== shown) return;
        if (shown !== null && stands()) return painted((ms) => (seen.previewMs = ms - timeStamp));
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
  new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
}

/** What was seen since the last look. */
export function takeWatched(): Watched {
  const { keys, tasks } = window.taizhangWatched!;
  const taken = { keys: [...keys], tasks: [...tasks] };
  keys.length = 0;
  tasks.length = 0;
  return taken;
}

export interface Scrolled {
  readonly framesMs: readonly number[];
  readonly tasks: readonly number[];
}

/** Scrolls the list of 材料 by so many pixels a frame, down or up. */
export async function scrollList({ px, frames }: { readonly px: number; readonly frames: number }): Promise<Scrolled> {
  const list = document.querySelector('.doc-frame')!;
  const tasks: number[] = [];
  const framesMs: number[] = [];
  const observer = new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  let before = await new Promise<number>(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame++) {
    list.scrollTop += px;
    const now = await new Promise<number>(requestAnimationFrame);
    framesMs.push(now - before);
    before = now;
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { framesMs, tasks };
}

/** Goes to a place in the list of 材料, a share of its whole length, as the scroll bar does; until every row in sight stands. */
export async function jumpInList(share: number): Promise<number> {
  const list = document.querySelector('.doc-frame')!;
  const from = performance.now();
  list.scrollTop = (list.scrollHeight - list.clientHeight) * share;
  const stands = (): boolean => {
    const { top, bottom } = list.getBoundingClientRect();
    const lines = [...list.querySelectorAll('.doc-line')].filter((line) => {
      const box = line.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
    return lines.length > 3 && lines.every((line) => line.querySelector('[role=row]') !== null);
  };
  do await new Promise(requestAnimationFrame);
  while (!stands());
  return performance.now() - from;
}
