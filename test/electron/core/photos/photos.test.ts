import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../../../../electron/core/archives/archives.ts';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import type { DocumentDetails, DocumentFilter } from '../../../../shared/contract/documents.ts';
import { NO_CAPTION } from '../../../../shared/domain/photo-caption.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';

const folder = temporaryFolder('photos');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const now = () => new Date('2026-06-30T08:00:00Z');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
let core: Core;
let before: string;

async function put(path: string, bytes: Buffer): Promise<void> {
  mkdirSync(dirname(join(source, path)), { recursive: true });
  writeFileSync(join(source, path), bytes);
}

/** A JPEG with the camera's data. */
async function taken(seed: number, exif: { readonly at?: string; readonly gps?: boolean } = {}): Promise<Buffer> {
  const picture = sharp(await drawnPhoto(seed, { width: 1600, height: 1200 }));
  return picture
    .withExif({
      IFD0: { Make: 'HUAWEI', Model: 'P40', Artist: 'Li Wei' },
      ...(exif.at ? { IFD2: { DateTimeOriginal: exif.at } } : {}),
      ...(exif.gps
        ? { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 52/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '105/1 26/1 0/1' } }
        : {}),
    })
    .jpeg({ quality: 88 })
    .toBuffer();
}

beforeAll(async () => {
  const march = await taken(1, { at: '2026:03:05 09:30:15', gps: true });
  await put('03 志愿服务/2026年3月学雷锋/志愿者在人民路口劝导20260305.jpg', march);
  await put(
    '03 志愿服务/2026年3月学雷锋/微信图片_20260306111213.jpg',
    await sharp(march).resize({ width: 1080 }).jpeg({ quality: 60 }).toBuffer(),
  );
  await put('02 交通文明/路口劝导20260411.jpg', await taken(2));
  copyFileSync(join(source, '02 交通文明/路口劝导20260411.jpg'), join(source, '02 交通文明/文明交通劝导20260520.jpg'));
  await put(
    '未整理/小图.jpg',
    await sharp(await drawnPhoto(3, { width: 1600, height: 1200 }))
      .resize({ width: 320 })
      .jpeg()
      .toBuffer(),
  );
  await put(
    '未整理/糊.jpg',
    await sharp(await drawnPhoto(4, { width: 1600, height: 1200 }))
      .blur(10)
      .jpeg()
      .toBuffer(),
  );
  await put('未整理/今日水印 巡查.jpg', await taken(5));
  await put('未整理/Screenshot_20260401.png', await drawnPhoto(6, { width: 1080, height: 1920 }));
  writeFileSync(join(source, '通知.txt'), '关于开展文明交通行动的通知');
  before = treeHash(source);
  core = createCore({ now, logFolder: join(folder, 'logs'), actor: '资料员', threads: 2 });
  await core.call(
    'archive.create',
    { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' },
    quiet,
  );
  await core.call('index.run', { archive }, quiet);
});
afterAll(async () => {
  expect(treeHash(source)).toBe(before);
  await core.close();
});

async function pathsOf(filter: DocumentFilter): Promise<readonly string[]> {
  const order = { sort: 'path', direction: 'up' } as const;
  const page = await core.call('documents.page', { archive, filter, ...order, offset: 0, limit: 50 }, quiet);
  return page.documents.map(({ path }) => path.split('/').at(-1)!);
}

async function read(name: string): Promise<DocumentDetails> {
  const page = await core.call(
    'documents.page',
    { archive, filter: {}, sort: 'path', direction: 'up', offset: 0, limit: 50 },
    quiet,
  );
  const { id } = page.documents.find(({ path, otherPaths }) => [path, ...otherPaths].some((one) => one.endsWith(name)))!;
  return core.call('documents.read', { archive, id }, quiet);
}

describe('照片提示', () => {
  test('each photo has the hints that fit, others have none', async () => {
    expect((await read('小图.jpg')).photo?.hints).toEqual(['small']);
    expect((await read('糊.jpg')).photo?.hints).toEqual(['blurred']);
    expect((await read('今日水印 巡查.jpg')).photo?.hints).toEqual(['watermark']);
    expect((await read('Screenshot_20260401.png')).photo?.hints).toEqual(['screenshot']);
    expect((await read('路口劝导20260411.jpg')).photo?.hints).toEqual([]);
    expect((await read('通知.txt')).photo).toBeNull();
  });

  test('the list is counted and narrowed by them', async () => {
    const { photos } = await core.call('documents.facets', { archive, filter: {} }, quiet);
    expect(photos).toEqual([
      { value: 'small', count: 1 },
      { value: 'blurred', count: 1 },
      { value: 'watermark', count: 1 },
      { value: 'screenshot', count: 1 },
      { value: 'alike', count: 2 },
    ]);
    expect(await pathsOf({ photos: ['small', 'blurred'] })).toEqual(['小图.jpg', '糊.jpg']);
    expect(await pathsOf({ photos: ['alike'] })).toEqual(['微信图片_20260306111213.jpg', '志愿者在人民路口劝导20260305.jpg']);
    const narrowed = await core.call('documents.facets', { archive, filter: { photos: ['small'], groups: ['图片'] } }, quiet);
    expect(narrowed.total).toBe(1);
    expect(narrowed.photos).toHaveLength(5);
  });
});

describe('看起来相近的照片', () => {
  test('a copy a chat program made smaller is named; it stays a document of its own', async () => {
    const photo = (await read('志愿者在人民路口劝导20260305.jpg')).photo!;
    expect(photo.alikeTotal).toBe(1);
    expect(photo.alike[0]).toMatchObject({ path: '03 志愿服务/2026年3月学雷锋/微信图片_20260306111213.jpg' });
    expect((await read('路口劝导20260411.jpg')).photo?.alike).toEqual([]);
  });
});

describe('照片说明', () => {
  const name = '志愿者在人民路口劝导20260305.jpg';

  test('is proposed from the camera, the name and the folder, each with its origin, and nothing is stored by that', async () => {
    const { photo, picture } = await read(name);
    expect(picture).toMatchObject({ camera: 'HUAWEI P40', latitude: 28.87, longitude: 105.4333333, photographer: 'Li Wei' });
    expect(photo).toMatchObject({
      caption: null,
      proposal: {
        event: { text: '志愿者在人民路口劝导', origin: '来自文件名' },
        time: { text: '2026年3月5日 09:30', origin: '来自照片的拍摄时间' },
        place: { text: '人民路口', origin: '来自文件名' },
        people: { text: '志愿者', origin: '来自文件名' },
        background: { text: '2026年3月学雷锋', origin: '来自文件夹名' },
        photographer: { text: 'Li Wei', origin: '来自照片文件里的作者' },
      },
    });
  });

  test('is written, undone and done again as one step each, and every change is on record', async () => {
    const { id } = await read(name);
    const caption = { ...NO_CAPTION, event: '志愿者劝导行人', place: '人民路口' };
    const written = await core.call(
      'documents.caption',
      { archive, id, caption: { ...caption, event: ' 志愿者劝导行人 ' } },
      quiet,
    );
    expect(written.caption).toEqual(caption);
    expect((await read(name)).photo?.caption).toEqual(caption);
    expect(await core.call('undo.peek', { archive }, quiet)).toMatchObject({ undo: { label: '改照片说明' } });
    await core.call('undo.run', { archive }, quiet);
    expect((await read(name)).photo?.caption).toBeNull();
    await core.call('undo.redo', { archive }, quiet);
    expect((await read(name)).photo?.caption).toEqual(caption);
    await core.call('documents.caption', { archive, id, caption: { ...caption, people: '志愿者三人' } }, quiet);
    await core.call('undo.run', { archive }, quiet);
    expect((await read(name)).photo?.caption).toEqual(caption);
  });

  test('survives 编目, and is taken away by emptying it', async () => {
    const { id } = await read(name);
    const caption = { ...NO_CAPTION, event: '志愿者劝导行人', place: '人民路口' };
    await core.call('documents.caption', { archive, id, caption }, quiet);
    await core.call('index.run', { archive }, quiet);
    expect((await read(name)).photo?.caption).toEqual(caption);
    await core.call('documents.caption', { archive, id, caption: NO_CAPTION }, quiet);
    expect((await read(name)).photo?.caption).toBeNull();
    await core.call('undo.run', { archive }, quiet);
    expect((await read(name)).photo?.caption).toEqual(caption);
  });

  test('is refused for what is no picture, and when it is too long', async () => {
    const { id } = await read('通知.txt');
    const caption = { ...NO_CAPTION, event: '通知' };
    await expect(core.call('documents.caption', { archive, id, caption }, quiet)).rejects.toMatchObject({ code: 'usage' });
    await expect(
      core.call('documents.caption', { archive, id, caption: { ...NO_CAPTION, time: '很'.repeat(61) } }, quiet),
    ).rejects.toMatchObject({ code: 'usage' });
    await expect(core.call('documents.caption', { archive, id: 9999, caption }, quiet)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a photo used twice', () => {
  const confirm = (document: string, indicator: string) =>
    core.call('links.decide', { archive, document, indicator, action: 'confirm' }, quiet);

  test('is named by 体检 with all its indicators and all its days, and a sound archive stays sound', async () => {
    await confirm('02 交通文明/路口劝导20260411.jpg', 'Ⅱ-11-1');
    const before = (await core.call('check.run', { archive }, quiet)).notices?.map(({ code }) => code);
    expect(before).toContain('photo-dates');
    expect(before).not.toContain('photo-reused');
    const codes = await leafCodes();
    const others = codes.filter((code) => code !== 'Ⅱ-11-1').slice(0, 2);
    for (const code of others) await confirm('02 交通文明/路口劝导20260411.jpg', code);
    const { ok, notices = [] } = await core.call('check.run', { archive }, quiet);
    expect(ok).toBe(true);
    const reused = notices.filter(({ code }) => code === 'photo-reused');
    expect(reused).toHaveLength(1);
    for (const code of ['Ⅱ-11-1', ...others]) expect(reused[0]!.message).toContain(code);
    const dates = notices.find(({ code }) => code === 'photo-dates')!;
    expect(dates.message).toContain('2026-04-11');
    expect(dates.message).toContain('2026-05-20');
  });

  test('two files that look like one photo are named together, before 成册 too, with where to look', async () => {
    const [first, second] = (await leafCodes()).slice(-2);
    await confirm('03 志愿服务/2026年3月学雷锋/志愿者在人民路口劝导20260305.jpg', first!);
    await confirm('03 志愿服务/2026年3月学雷锋/微信图片_20260306111213.jpg', second!);
    const { notices = [] } = await core.call('check.run', { archive }, quiet);
    const alike = notices.find(({ code }) => code === 'photo-alike')!;
    expect(alike.message).toContain('志愿者在人民路口劝导20260305.jpg');
    expect(alike.message).toContain('微信图片_20260306111213.jpg');
    const { reminders } = await core.call('exports.check', { archive, draft: false }, quiet);
    const codes = reminders.map(({ code }) => code).filter((code) => code.startsWith('photo-'));
    expect(codes).toEqual(['photo-reused', 'photo-dates', 'photo-alike', 'photo-caption']);
    const reused = reminders.find(({ code }) => code === 'photo-reused')!;
    expect(reused.items[0]).toMatchObject({ to: { screen: 'documents' } });
    expect(reused.items[0]!.why).toContain('Ⅱ-11-1');
  });

  test('a day put right by hand settles the question of the days', async () => {
    const { id } = await read('路口劝导20260411.jpg');
    await core.call('documents.edit', { archive, id, date: '2026-04-11' }, quiet);
    const { notices = [] } = await core.call('check.run', { archive }, quiet);
    expect(notices.map(({ code }) => code)).not.toContain('photo-dates');
  });

  async function leafCodes(): Promise<readonly string[]> {
    const { frameworks } = await core.call('exports.scope', { archive }, quiet);
    return frameworks[0]!.nodes.filter(({ leaf }) => leaf).map(({ code }) => code);
  }
});

test('an archive of the former version is read anew: its photos get hints and hashes without being touched', async () => {
  await core.close();
  const opened = await openArchive(archive, { now });
  const old = JSON.stringify({
    widthPx: 1,
    heightPx: 1,
    orientation: 1,
    takenAt: null,
    takenAtOffset: null,
    camera: null,
    latitude: null,
    longitude: null,
  });
  await opened.db.run('UPDATE documents SET extractor_version = 1, photo_hints = NULL, picture = ? WHERE picture IS NOT NULL', [
    old,
  ]);
  await opened.close();
  core = createCore({ now, logFolder: join(folder, 'logs'), actor: '资料员', threads: 2 });
  expect((await read('小图.jpg')).photo).toMatchObject({ hints: [], alike: [] });
  await core.call('index.run', { archive }, quiet);
  expect((await read('小图.jpg')).photo?.hints).toEqual(['small']);
  expect((await read('志愿者在人民路口劝导20260305.jpg')).photo?.alikeTotal).toBe(1);
});
