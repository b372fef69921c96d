import { parentPort } from 'node:worker_threads';
import { collector } from '../../heap-room.ts';
import { comparePages } from './compare.ts';
import type { LookAnswer, LookTask } from './look.ts';

// Drawing files of unknown origin happens here: a thread that hangs or dies is replaced, and its memory goes with it.
const port = parentPort;
if (!port) throw new Error('look-thread runs only as a worker thread');

// V8 lets 64 MB of files and pictures lie before it looks among them: a volume's few comparisons would never reach that, and all be held.
// As a task of its own: within the answer's microtask the pictures of one comparison after the other stayed (6 MB each time).
const collect = collector();

port.on('message', (task: LookTask) => {
  void run(task)
    .then(
      (answer) => port.postMessage(answer),
      (error: unknown) =>
        port.postMessage({ id: task.id, ok: false, message: String((error as Error).message) } satisfies LookAnswer),
    )
    .then(() => setImmediate(() => collect()));
});

async function run(task: LookTask): Promise<LookAnswer> {
  switch (task.kind) {
    case 'compare':
      return { id: task.id, ok: true, found: (await comparePages(task, task.places)).map(({ likeness }) => likeness) };
    case 'pictures': {
      // Loaded when needed: comparing, the usual task, does without the picture library and the writer.
      const { writePagePictures } = await import('./page-pictures.ts');
      await writePagePictures(task.source, task);
      return { id: task.id, ok: true, found: [] };
    }
  }
}
