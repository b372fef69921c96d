import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('photos-seen');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
/** One that 编目 looks at, and one of a single colour, of which a look tells nothing. */
const [DRAWN, FLAT] = ['宣传栏.jpg', '空白.jpg'] as const;
const INDICATORS = { [DRAWN]: 'Ⅱ-11-1', [FLAT]: 'Ⅱ-11-2' };
let core: Core;

beforeAll(async () => {
  mkdirSync(source);
  const drawn = sharp(await drawnPhoto(1, { width: 1200, height: 900 }));
  writeFileSync(join(source, DRAWN), await drawn.jpeg().toBuffer());
  const flat = sharp({ create: { width: 600, height: 450, channels: 3, background: '#808080' } });
  writeFileSync(join(source, FLAT), await flat.jpeg().toBuffer());
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  const input = { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' };
  await core.call('archive.create', input, quiet);
  await core.call('index.run', { archive }, quiet);
  for (const [document, indicator] of Object.entries(INDICATORS))
    await core.call('links.decide', { archive, document, indicator, action: 'confirm' }, quiet);
}, 60_000);
afterAll(() => core.close());

/** How often the picture library was given work while the first volume of one photo was made. */
async function decodedFor(photo: keyof typeof INDICATORS): Promise<number> {
  rmSync(join(archive, 'cache'), { recursive: true, force: true });
  let count = 0;
  const counted = (): number => count++;
  sharp.queue.on('change', counted);
  try {
    const { volumes } = await core.call('exports.preview', { archive, draft: false, indicators: [INDICATORS[photo]] }, quiet);
    expect(volumes.length).toBe(1);
  } finally {
    sharp.queue.off('change', counted);
  }
  return count;
}

test('the first volume does not decode a photo that 编目 has looked at only to see that it is whole', async () => {
  expect(await decodedFor(DRAWN)).toBe(0);
});

test('a photo of which the look of 编目 told nothing is decoded once', async () => {
  expect(await decodedFor(FLAT)).toBeGreaterThan(0);
});
