import { appendFileSync, copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import type { Input } from '../../../../shared/contract/api.ts';
import type { ExportResult } from '../../../../shared/contract/results.ts';
import { openForDrawing, renderPages } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { readVolume, textOf, type ReadVolume } from './volume-reader.ts';

const folder = temporaryFolder('layout-options');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const [FULL, EMPTY] = ['Ⅱ-11-1', 'Ⅱ-11-2'] as const;
let core: Core;
let editions = 0;

beforeAll(async () => {
  mkdirSync(source);
  for (const year of [2025, 2026])
    writeFileSync(
      join(source, `文明交通通知${year}.txt`),
      `关于开展文明交通行动的通知\n云创办〔${year}〕${year - 2020}号\n各单位:\n请按时上报。\n云泽市创建办\n${year}年3月5日\n`,
    );
  for (const n of [1, 2, 3]) {
    const photo = sharp(await drawnPhoto(n, { width: 1200, height: 900 })).withExif({
      IFD2: { DateTimeOriginal: `2026:03:0${n} 09:30:15` },
    });
    writeFileSync(join(source, `路口劝导${n}.jpg`), await photo.jpeg().toBuffer());
  }
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  const input = { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30', name: '创建档案' };
  await core.call('archive.create', { ...input, unit: '云泽市创建办' }, quiet);
  await core.call('index.run', { archive }, quiet);
  const { documents } = await core.call('documents.list', { archive }, quiet);
  for (const { path } of documents)
    await core.call('links.decide', { archive, document: path, indicator: FULL, action: 'confirm' }, quiet);
}, 60_000);
afterAll(() => core.close());

async function bind(
  look: Partial<Input<'export.run'>>,
): Promise<{ readonly made: ExportResult; readonly out: string; readonly volumes: readonly ReadVolume[] }> {
  const out = join(folder, `第${++editions}版`);
  const made = await core.call('export.run', { archive, out, draft: false, indicators: [FULL, EMPTY], ...look }, quiet);
  expect((await core.call('verify.run', { path: out }, quiet)).problems).toEqual([]);
  const volumes = [];
  for (const { file } of made.volumes) volumes.push(await readVolume(join(out, file)));
  return { made, out, volumes };
}

const squeeze = (text: string): string => text.replace(/\s/g, '');
/** Pages whose text holds the words, 0-based. */
const pagesWith = (volume: ReadVolume, words: string): number[] =>
  volume.labels.flatMap((_, page) => (squeeze(textOf(volume, page)).includes(words) ? [page] : []));

test('printed on both sides, our parts begin on fronts, a blank back says so and has no number, numbers stand outside', async () => {
  const { volumes } = await bind({ doubleSided: true, numberPreset: 'records', photosPerPage: 2 });
  const volume = volumes[0]!;
  const blanks = pagesWith(volume, '此页空白');
  expect(blanks.length).toBeGreaterThan(0);
  for (const page of blanks) expect([volume.labels[page], page % 2]).toEqual(['空白页', 1]);
  for (const words of ['卷内目录', '备考表', '收入材料清单'])
    for (const page of pagesWith(volume, words).filter((at) => !volume.labels[at]!.startsWith('目录')))
      expect([words, page % 2]).toEqual([words, 0]);
  const numbers = volume.labels.filter((label) => /^\d+$/.test(label));
  expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)));
  const placed = volume.labels.findIndex((label) => label === '4');
  const foot = volume.lines[placed]!.at(-1)!;
  expect(foot.text).not.toBe('— 4 —');
  expect(volume.lines[placed]![0]!.text).toMatch(placed % 2 === 0 ? /4$/ : /^4/);
});

test('隔页标签: every 分隔页 carries its number at the outer edge, on the back too, each a step lower, and no other page does', async () => {
  const { nodes } = await core.call('indicators.tree', { archive, framework: 'wenming-chengshi' }, quiet);
  const leaves = nodes.filter((node) => node.leaf).map(({ code }) => code);
  const indicators = [FULL, ...leaves.filter((_, at) => at % 20 === 0)];
  const plain = await bind({ indicators, doubleSided: true });
  const { volumes, made, out } = await bind({ indicators, doubleSided: true, tabs: true });
  const [volume] = volumes;
  expect(volume!.labels).toEqual(plain.volumes[0]!.labels);
  const pictures = await renderPages(
    join(out, made.volumes[0]!.file),
    volume!.labels.map((_, page) => page),
    210,
  );
  /** Rows of the page (about a millimetre each) that are dark at the edge of the sheet where a tab would be. */
  const tabRows = (page: number): readonly number[] => {
    const { rgba, widthPx, heightPx } = pictures[page]!;
    const x = page % 2 === 0 ? widthPx - 2 : 1;
    return Array.from({ length: heightPx }, (_, y) => y).filter((y) => (rgba[4 * (y * widthPx + x)] ?? 255) < 100);
  };
  const dividers = volume!.bookmarks.filter(({ level, title }) => level === 0 && /^[ⅠⅡⅢ]-/.test(title)).map(({ page }) => page);
  expect(dividers.length).toBeGreaterThan(3);
  const tops = dividers.map((page) => tabRows(page)[0]!);
  expect(tops).toEqual([...new Set(tops)].sort((a, b) => a - b));
  volume!.labels.forEach((label, page) => {
    const divider = dividers.find((one) => one === page || (one === page - 1 && label === '空白页'));
    expect(tabRows(page)).toEqual(divider === undefined ? [] : tabRows(divider));
  });
});

test('numbered as a whole the cover is page 1 and every page its position', async () => {
  const { volumes } = await bind({ numbering: 'whole', numberPreset: 'technical' });
  expect(volumes[0]!.labels).toEqual(volumes[0]!.labels.map((_, index) => String(index + 1)));
});

test('two, four and six photos share a page; 空项 prints 缺', async () => {
  for (const [photosPerPage, pages] of [
    [2, 2],
    [4, 1],
    [6, 1],
  ] as const) {
    const { made, volumes } = await bind({ photosPerPage });
    const photos = made.placed.filter(({ path }) => path.endsWith('.jpg'));
    expect(new Set(photos.map(({ firstPage }) => firstPage)).size).toBe(pages);
    const [empty] = pagesWith(volumes[0]!, `${EMPTY}`).filter((page) => squeeze(textOf(volumes[0]!, page)).includes('材料状态'));
    expect(squeeze(textOf(volumes[0]!, empty!))).toMatch(/序号文号责任者题名日期页号备注缺/);
  }
});

test('by 年度 every volume says its year, lists the set, and each piece of evidence stands in one of them', async () => {
  const { made, volumes } = await bind({ splitBy: 'year' });
  expect(volumes.map((volume) => /\d{4}年度|没有日期的材料/.exec(squeeze(textOf(volume, 0)))?.[0])).toEqual([
    ...['2025年度', '2026年度', '没有日期的材料'],
  ]);
  for (const volume of volumes) expect(pagesWith(volume, '全套各卷')).toHaveLength(1);
  expect(made.placed.map(({ path, volume }) => [path, made.volumes.findIndex(({ file }) => file === volume)]).sort()).toEqual([
    ['文明交通通知2025.txt', 0],
    ['文明交通通知2026.txt', 1],
    ...[1, 2, 3].map((n) => [`路口劝导${n}.jpg`, 1]),
  ]);
});

test('the lists at the end stand in contents and bookmarks and name number, unit and page', async () => {
  const { volumes } = await bind({ extras: ['unit-index', 'evidence-table', 'archive-list', 'number-index'] });
  const volume = volumes[0]!;
  const marks = volume.bookmarks.filter(({ level }) => level === 0).map(({ title }) => title.replace(/ \d+$/, ''));
  expect(marks.slice(-7)).toEqual([
    '佐证对照表',
    '归档文件目录',
    '文号索引',
    '责任单位索引',
    '备考表',
    '收入材料清单',
    '未收入材料表',
  ]);
  const index = volume.bookmarks.find(({ title }) => title.startsWith('文号索引'))!.page;
  expect(squeeze(textOf(volume, index))).toContain('云创办〔2025〕5号');
  const across = volume.bookmarks.find(({ title }) => title.startsWith('归档文件目录'))!.page;
  // Across: what stands last in a row stands highest on the sheet.
  const heads = /备注.*页数.*密级.*日期.*题名.*责任者.*文号.*档号.*序号/s;
  expect(squeeze(textOf(volume, across))).toMatch(heads);
  const { y } = volume.lines[across]!.find(({ text }) => text.includes('文明交通通知2025'))!;
  const under = volume.links.filter(({ page, top, bottom }) => page === across && Math.min(top, bottom) <= y + 1 && y <= Math.max(top, bottom)); // prettier-ignore
  expect(under.length, 'each title is a link, where it stands').toBe(5);
  const { page: table } = volume.bookmarks.find(({ title }) => title.startsWith('佐证对照表'))!;
  const first = volume.bookmarks.find(({ title }) => title.startsWith(FULL))!.page;
  const last = volume.bookmarks.findLast(({ level }) => level === 2)!.page;
  expect(squeeze(textOf(volume, table))).toContain(`5件${volume.labels[first]}–${volume.labels[last]}`);
  expect(squeeze(textOf(volume, table))).toContain('合计2项指标5件');
});

test('佐证对照表 and 责任单位索引 tell what stands in the volume from what is 未收入', async () => {
  const away = [join(source, '路口劝导3.jpg'), join(folder, '路口劝导3.jpg')] as const;
  renameSync(...away);
  try {
    const { made, volumes } = await bind({ extras: ['evidence-table', 'unit-index'] });
    expect([made.placed.length, made.omitted.length]).toEqual([4, 1]);
    for (const name of ['佐证对照表', '责任单位索引']) {
      const { page } = volumes[0]!.bookmarks.find(({ title }) => title.startsWith(name))!;
      expect(squeeze(textOf(volumes[0]!, page)), name).toContain('4件1件');
    }
  } finally {
    renameSync(away[1], away[0]);
  }
});

test('缺项表 stays out of a copy that is handed on, and 备考表 says so; the mark stays, and a 草稿 has the table all the same', async () => {
  const titles = (volume: ReadVolume): string[] => volume.bookmarks.map(({ title }) => title.replace(/ \d+$/, ''));
  const { made, volumes } = await bind({ withoutGaps: true });
  const [volume] = volumes;
  expect(titles(volume!)).not.toContain('缺项表');
  expect(pagesWith(volume!, '成册范围内共')).toEqual([]);
  expect(squeeze(textOf(volume!, 1))).not.toContain('缺项表');
  expect(pagesWith(volume!, '缺项表没有装入本卷')).toEqual([
    volume!.bookmarks.find(({ title }) => title.startsWith('备考表'))!.page,
  ]);
  expect(made.volumes[0]!.file).toContain('不完整');
  const { volumes: drafts } = await bind({ withoutGaps: true, draft: true });
  expect(titles(drafts[0]!)).toContain('缺项表');
  expect(pagesWith(drafts[0]!, '缺项表没有装入本卷')).toEqual([]);
});

test.runIf(process.platform !== 'win32')(
  '正文字体 of the machine is embedded, keeps PDF/A, is named in 备考表 and the words can be found',
  async () => {
    const own = temporaryFolder('fonts-of-machine');
    mkdirSync(join(own, 'fonts'));
    const shipped = createRequire(import.meta.url).resolve(
      '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    );
    copyFileSync(shipped, join(own, 'fonts', 'simfang.ttf'));
    const before = process.env['XDG_DATA_HOME'];
    process.env['XDG_DATA_HOME'] = own;
    try {
      expect((await core.call('exports.scope', { archive }, quiet)).bodyFonts).toEqual(['fangsong']);
      const { volumes } = await bind({ bodyFont: 'fangsong', archival: '2b' });
      const { volumes: plain } = await bind({ archival: '2b' });
      expect(pagesWith(volumes[0]!, '正文用仿宋（simfang.ttf，SHA-256')).toHaveLength(1);
      expect(pagesWith(plain[0]!, '正文用仿宋')).toEqual([]);
      expect(pagesWith(volumes[0]!, '请按时上报')).toEqual(pagesWith(plain[0]!, '请按时上报'));
      await expect(bind({ bodyFont: 'kai' })).rejects.toMatchObject({ code: 'refused' });
    } finally {
      if (before === undefined) delete process.env['XDG_DATA_HOME'];
      else process.env['XDG_DATA_HOME'] = before;
    }
  },
);

test('cover, unit and running head say what was chosen', async () => {
  const { volumes } = await bind({ coverTitle: '文明城市迎检档案', coverUnit: '云泽市委宣传部', header: '内部资料' });
  expect(squeeze(textOf(volumes[0]!, 0))).toContain('文明城市迎检档案');
  expect(squeeze(textOf(volumes[0]!, 0))).toContain('云泽市委宣传部');
  expect(textOf(volumes[0]!, 3)).toContain('内部资料');
});

test('an incomplete volume carries its mark unless a reason was written: then the reason is printed and recorded, and it still is not complete', async () => {
  const marked = await bind({});
  expect(marked.made.volumes[0]!.file).toContain('不完整');
  const { made, out, volumes } = await bind({ signOff: '  局长同意先报  ' });
  expect(made.complete).toBe(false);
  expect(made.volumes[0]!.file).not.toContain('不完整');
  expect(pagesWith(volumes[0]!, '【不完整】')).toEqual([]);
  expect(pagesWith(volumes[0]!, '放行理由：局长同意先报')).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({
    complete: false,
    signOff: '局长同意先报',
  });
  const { recent } = await core.call('home.read', { archive, framework: 'wenming-chengshi' }, quiet);
  expect(recent[0]!.words).toContain('签署放行:局长同意先报');
});

test('加密副本: beside every volume a copy for the password, in the list and verified with it; the password is kept nowhere', async () => {
  const copyPassword = '检查组-2026-六月';
  const { made, out, volumes } = await bind({ splitBy: 'year', copyPassword });
  const copies = made.volumes.map(({ file }) => file.replace(/\.pdf$/, '_加密副本.pdf'));
  const text = readFileSync(join(out, 'manifest.json'), 'utf8');
  expect((JSON.parse(text) as { files: { file: string }[] }).files.map(({ file }) => file)).toEqual(
    expect.arrayContaining(copies),
  );
  for (const [at, copy] of copies.entries()) {
    const drawn = await openForDrawing(join(out, copy), copyPassword);
    expect(drawn.pageCount).toBe(volumes[at]!.labels.length);
    drawn.close();
    await expect(openForDrawing(join(out, copy))).rejects.toThrow(/password/i);
  }
  const kept = [text, readFileSync(join(archive, 'archive.sqlite')).toString('utf8')];
  for (const one of kept) expect(one).not.toContain(copyPassword);
  appendFileSync(join(out, copies[0]!), ' ');
  const { problems } = await core.call('verify.run', { path: out }, quiet);
  expect(problems).toMatchObject([{ file: copies[0], code: 'changed' }]);
  await expect(bind({ copyPassword: '123' })).rejects.toMatchObject({ code: 'refused', message: '加密副本:密码至少 6 个字符。' });
});
