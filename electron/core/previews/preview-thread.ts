import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import sharp, { type Sharp } from 'sharp';
import type { SinglePages } from '../exports/exports.ts';
import { openStill } from '../still-picture.ts';
import type { PreviewAnswer, PreviewTask } from './preview-pool.ts';

// Everything that decodes a file of unknown origin runs here; a thread that hangs or dies is replaced.
const port = parentPort;
if (!port) throw new Error('preview-thread runs only as a worker thread');

const SHOWN_PX = 2600;
/** A thumbnail: 256 px, at most 30 KB. */
const THUMBNAIL_PX = 256;
const THUMBNAIL_BYTES = 30_000;
/** Of 0 to 6: the default of 4 takes a quarter more time for a whole thumbnail and saves a twentieth of its bytes. */
const THUMBNAIL_EFFORT = 2;

port.on('message', (task: PreviewTask) => {
  run(task).then(
    (result) => port.postMessage({ id: task.id, ok: true, result } satisfies PreviewAnswer),
    (error: unknown) => {
      rmSync(`${task.out}.part`, { force: true });
      const code = (error as { code?: unknown }).code;
      const message = String((error as Error).message);
      port.postMessage({ id: task.id, ok: false, code: typeof code === 'string' ? code : '', message } satisfies PreviewAnswer);
    },
  );
});
port.postMessage('ready');

async function run(task: PreviewTask): Promise<SinglePages | null> {
  const part = `${task.out}.part`;
  switch (task.kind) {
    case 'pages': {
      const path = typeof task.path === 'string' ? task.path : linkName(task.path);
      const { writeSingleDocument } = await import('../exports/exports.ts');
      const pages = await writeSingleDocument({ ...task, path, out: part });
      if (pages) {
        writeFileSync(`${task.out}.json`, JSON.stringify(pages));
        renameSync(part, task.out);
      }
      return pages;
    }
    case 'picture': {
      const picture = await openStill(task.path);
      const shown = picture.resize({ width: SHOWN_PX, height: SHOWN_PX, fit: 'inside', withoutEnlargement: true });
      writeFileSync(part, await shown.webp({ quality: 86 }).toBuffer());
      renameSync(part, task.out);
      return null;
    }
    case 'thumbnail':
      writeFileSync(part, await smallWebp(await openStill(task.path)));
      renameSync(part, task.out);
      return null;
    case 'first-page': {
      const { renderPages } = await import('../pdf-pages/pdf-pages.ts');
      const [page] = await renderPages(task.path, [0], THUMBNAIL_PX);
      if (!page) throw new Error('no page');
      const { widthPx: width, heightPx: height, rgba } = page;
      writeFileSync(part, await smallWebp(sharp(rgba, { raw: { width, height, channels: 4 } })));
      renameSync(part, task.out);
      return null;
    }
  }
}

/** Office readers take names as text; a name that is no text cannot be given to them. */
function linkName(path: Uint8Array): string {
  throw Object.assign(new Error(`the name is no text: ${Buffer.from(path).toString('hex')}`), { code: 'NAME' });
}

async function smallWebp(picture: Sharp): Promise<Buffer> {
  const small = picture
    .resize({ width: THUMBNAIL_PX, height: THUMBNAIL_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' });
  let bytes = await small.clone().webp({ quality: 78, effort: THUMBNAIL_EFFORT }).toBuffer();
  for (const quality of [60, 40, 20]) {
    if (bytes.length <= THUMBNAIL_BYTES) break;
    bytes = await small.clone().webp({ quality, effort: THUMBNAIL_EFFORT }).toBuffer();
  }
  return bytes;
}
