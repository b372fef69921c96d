import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { PHOTOS_PER_PAGE, type PhotosPerPage } from '../../../../shared/domain/volume-look.ts';
import { CAPTION_LIMITS, NO_CAPTION, type PhotoCaption } from '../../../../shared/domain/photo-caption.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { readVolume, textOf } from './volume-reader.ts';

const folder = temporaryFolder('photo-caption');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const now = () => new Date('2026-06-30T08:00:00Z');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const INDICATOR = 'Ⅱ-11-1';
let core: Core;
let id: number;
let editions = 0;

beforeAll(async () => {
  mkdirSync(source);
  const photo = sharp(await drawnPhoto(1, { width: 1200, height: 900 })).withExif({
    IFD2: { DateTimeOriginal: '2026:03:05 09:30:15' },
  });
  writeFileSync(join(source, '路口劝导.jpg'), await photo.jpeg().toBuffer());
  core = createCore({ now, logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call(
    'archive.create',
    { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' },
    quiet,
  );
  await core.call('index.run', { archive }, quiet);
  await confirm();
  id = (await core.call('documents.list', { archive }, quiet)).documents[0]!.id;
});
afterAll(() => core.close());

const confirm = (caption?: string) =>
  core.call(
    'links.decide',
    { archive, document: '路口劝导.jpg', indicator: INDICATOR, action: 'confirm', ...(caption === undefined ? {} : { caption }) },
    quiet,
  );
const write = (caption: PhotoCaption) => core.call('documents.caption', { archive, id, caption }, quiet);

/** The words on the photo's page, without white space. */
async function photoPage(photosPerPage: PhotosPerPage): Promise<string> {
  const out = join(folder, `第${++editions}版`);
  const input = { archive, out, draft: false, photosPerPage, indicators: [INDICATOR] };
  const { placed, volumes, complete, omitted } = await core.call('export.run', input, quiet);
  expect({ placed: placed.length, omitted, complete: typeof complete }).toMatchObject({ placed: 1, omitted: [] });
  expect(placed[0]!.lastPage).toBe(placed[0]!.firstPage);
  const volume = await readVolume(join(out, volumes[0]!.file));
  return textOf(volume, placed[0]!.firstPage - 1).replace(/\s/g, '');
}

test('without a caption only what the file tells is printed; proposals never are', async () => {
  const words = await photoPage(1);
  expect(words).toContain('时间2026年3月5日09:30');
  for (const name of ['事由', '地点', '人物', '背景', '摄影者']) expect(words).not.toContain(name);
});

test.each(PHOTOS_PER_PAGE)('all six elements stand under the photo, %i a page', async (photosPerPage) => {
  await write({
    event: '志愿者劝导行人',
    time: '2026年3月5日早高峰',
    place: '人民路口',
    people: '志愿者三人',
    background: '学雷锋月活动',
    photographer: '王䶮',
  });
  const words = await photoPage(photosPerPage);
  const shown = ['志愿者劝导行人', '2026年3月5日早高峰', '人民路口', '志愿者三人', '学雷锋月活动', '王䶮'];
  for (const text of photosPerPage === 1 ? [...shown, '背景学雷锋月活动'] : shown) expect(words).toContain(text);
  expect(words).not.toContain('09:30');
});

test('what was written for the indicator stands before the photo’s own 事由', async () => {
  await confirm('礼让斑马线的佐证');
  const words = await photoPage(1);
  expect(words).toContain('事由礼让斑马线的佐证');
  expect(words).not.toContain('志愿者劝导行人');
  expect(words).toContain('地点人民路口');
});

test('the longest caption, and a still longer one of the link, leave the photo on its one page', async () => {
  const full = (limit: number) => '说明'.repeat(limit / 2);
  await write(
    Object.fromEntries(Object.entries(CAPTION_LIMITS).map(([name, limit]) => [name, full(limit)])) as unknown as PhotoCaption,
  );
  expect(await photoPage(1)).toContain('材料编号');
  await confirm('很长的说明'.repeat(2000));
  expect(await photoPage(1)).toContain('材料编号');
  expect(await photoPage(4)).toContain('…');
});

test('a day put right by hand is not contradicted by the camera’s clock', async () => {
  await confirm('');
  await write(NO_CAPTION);
  await core.call('documents.edit', { archive, id, date: '2026-04-11' }, quiet);
  const words = await photoPage(1);
  expect(words).toContain('时间2026年4月11日');
  expect(words).not.toContain('3月5日');
});
