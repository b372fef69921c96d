import { Worker } from 'node:worker_threads';
import { CODE_SUFFIX } from '../../program-folder.ts';
import type { ComparedFiles, Likeness, PagePlace } from './compare.ts';

export type LookTask = { readonly id: number } & (
  | ({ readonly kind: 'compare'; readonly places: readonly PagePlace[] } & ComparedFiles)
  | {
      readonly kind: 'pictures';
      readonly source: string | Uint8Array;
      readonly password: string | undefined;
      readonly out: string;
      readonly pages: readonly number[] | null;
    }
);
export type LookAnswer =
  | { readonly id: number; readonly ok: true; readonly found: readonly Likeness[] }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Draws pages in a thread of its own, one task at a time; started when first needed. */
export interface Looker {
  /** How each placed page looks beside its source; all `unseen` where the drawing fails or takes too long. */
  readonly compare: (files: ComparedFiles, places: readonly PagePlace[]) => Promise<readonly Likeness[]>;
  /**
   * Writes the pages of a PDF as pictures into the new PDF `out`; only some of them (0-based, in this order) where `pages` names them, and
   * then their words beside it (`readPictureWords`). Throws where they cannot be drawn in time.
   */
  readonly writePictures: (
    source: string | Uint8Array,
    password: string | undefined,
    out: string,
    pages?: readonly number[],
  ) => Promise<void>;
  /** Ends the thread; the memory of its drawing library goes with it. */
  readonly close: () => Promise<void>;
}

const COMPARE_LIMIT_MS = 60_000;
const PICTURES_LIMIT_MS = 600_000;
const OLD_SPACE_MB = 512;
const YOUNG_SPACE_MB = 8;

type Work = LookTask extends infer Task ? (Task extends LookTask ? Omit<Task, 'id'> : never) : never;

export function createLooker(): Looker {
  let worker: Worker | null = null;
  let nextId = 1;

  const start = (): Worker => {
    const started = new Worker(new URL(`./look-thread.${CODE_SUFFIX}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: OLD_SPACE_MB, maxYoungGenerationSizeMb: YOUNG_SPACE_MB },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    started.stdout.resume();
    started.stderr.resume();
    // An error also ends the thread, and that is what the caller waits for.
    started.on('error', () => undefined);
    started.unref();
    return started;
  };
  const end = async (): Promise<void> => {
    const gone = worker;
    worker = null;
    await gone?.terminate();
  };
  const ask = async (work: Work, limitMs: number): Promise<readonly Likeness[]> => {
    const asked = (worker ??= start());
    const id = nextId++;
    let leave = (): void => undefined;
    try {
      const answer = await new Promise<LookAnswer>((resolve, reject) => {
        const fail = (): void => reject(new Error('the drawing thread ended'));
        // Not unref'd: it keeps the process alive while the thread works.
        const timer = setTimeout(() => reject(new Error('drawing took too long')), limitMs);
        asked.on('message', resolve).on('exit', fail);
        leave = () => {
          clearTimeout(timer);
          asked.off('message', resolve).off('exit', fail);
        };
        asked.postMessage({ ...work, id });
      });
      if (!answer.ok) throw new Error(answer.message);
      return answer.found;
    } catch (error) {
      await end();
      throw error;
    } finally {
      leave();
    }
  };
  return {
    compare: async (files, places) => {
      try {
        return await ask({ kind: 'compare', ...files, places }, COMPARE_LIMIT_MS);
      } catch {
        return places.map(() => 'unseen');
      }
    },
    writePictures: async (source, password, out, pages) => {
      await ask({ kind: 'pictures', source, password, out, pages: pages ?? null }, PICTURES_LIMIT_MS);
    },
    close: end,
  };
}
