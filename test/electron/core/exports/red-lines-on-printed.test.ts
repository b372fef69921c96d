import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { renderPages } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { findBrowser, systemBrowserPrinter } from '../../../../electron/core/renditions/renditions.ts';
import { zip } from '../../../../resources/sample/make/encodings.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

/** 红线 on what a browser engine turns into pages: drawn on the preview, printed in the volume under the same words. */
const browser = findBrowser();
if (!browser) console.warn('没有运行的测试“浏览器排印的红线”:这台机器上没有 Chromium 或 Edge。');
const printer = browser === null ? null : systemBrowserPrinter(browser);
const folder = temporaryFolder('red-lines-printed');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const SAMPLE = join(import.meta.dirname, '../../../../resources/sample/files');
const INDICATOR = 'Ⅱ-11-1';
const NAMES = ['网页.html', '邮件.eml', '公文.ofd', '演示.pptx'] as const;
let core: Core;

/** An OFD of one A4 page with these words on it (GB/T 33190). */
function ofdWith(words: string): Buffer {
  const ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const text = `<ofd:TextObject ID="3" Font="7" Size="5" Boundary="30 120 150 8"><ofd:TextCode X="0" Y="5">${words}</ofd:TextCode></ofd:TextObject>`;
  const parts = {
    'OFD.xml': `<ofd:OFD ${ofd}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${ofd}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0.xml"/></ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `<ofd:Res ${ofd} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="7" FontName="宋体"/></ofd:Fonts></ofd:Res>`,
    'Doc_0/Pages/P0.xml': `<ofd:Page ${ofd}><ofd:Content><ofd:Layer ID="2">${text}</ofd:Layer></ofd:Content></ofd:Page>`,
  };
  return zip(
    Object.entries(parts).map(([name, content]) => ({ name: Buffer.from(name), utf8: true, content: Buffer.from(content) })),
  );
}

beforeAll(async () => {
  mkdirSync(source);
  const passages = Array.from({ length: 60 }, (_, at) => `<p>第${at + 1}段:全市组织文明交通志愿服务活动。</p>`).join('');
  writeFileSync(join(source, '网页.html'), `<meta charset="utf-8"><h1>文明交通专报</h1>${passages}<p>受到省文明办通报表扬</p>`);
  writeFileSync(
    join(source, '邮件.eml'),
    'From: a@example.cn\r\nTo: b@example.cn\r\nSubject: report\r\nDate: Thu, 05 Mar 2026 10:00:00 +0800\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n各单位:\r\n请于本周五前报送文明交通材料。\r\n',
  );
  writeFileSync(join(source, '公文.ofd'), ofdWith('全市文明交通行动考核结果'));
  copyFileSync(join(SAMPLE, '03 志愿服务/志愿者培训课件(2026年4月).pptx'), join(source, '演示.pptx'));
  const logFolder = join(folder, 'log');
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder, actor: '资料员', printer });
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, quiet());
  await core.call('index.run', { archive }, quiet());
  for (const document of NAMES)
    await core.call('links.decide', { archive, document, indicator: INDICATOR, action: 'confirm' }, quiet());
}, 120_000);
afterAll(async () => {
  await core.close();
  await printer?.close();
});

interface Word {
  readonly page: number;
  readonly text: string;
  /** On the page as displayed, points from its top left corner. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly size: { readonly width: number; readonly height: number };
}

/** Texts of a PDF with where they stand. */
async function wordsOf(file: string): Promise<readonly Word[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(readFileSync(file)), verbosity: 0 });
  const document = await task.promise;
  const words: Word[] = [];
  for (let page = 1; page <= document.numPages; page++) {
    const one = await document.getPage(page);
    const viewport = one.getViewport({ scale: 1 });
    for (const item of (await one.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number];
      const size = Math.hypot(a, b);
      const corners = [viewport.convertToViewportPoint(x, y), viewport.convertToViewportPoint(x + (a / size) * item.width, y + (b / size) * item.width)]; // prettier-ignore
      const [xs, ys] = [0, 1].map((axis) => corners.map((corner) => Number(corner[axis]))) as [number[], number[]];
      const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
      words.push({ page, text: item.str.trim(), box, size: { width: viewport.width, height: viewport.height } });
    }
  }
  await task.destroy();
  return words;
}

/** Draws a line under the last words of a material's preview, as a hand would; returns these words. */
async function drawUnderLast(name: string, indicatorId: number): Promise<Word> {
  const { documents } = await core.call('documents.list', { archive }, quiet());
  const { id, sha256 } = documents.find(({ path }) => path === name)!;
  expect(await core.call('documents.look', { archive, id }, quiet())).toMatchObject({ kind: 'pages', printed: true });
  const { file } = await core.file({ documentId: id, form: 'preview', version: sha256 });
  const words = await wordsOf(String(file));
  const word = words.findLast(({ text }) => text.length === Math.max(...words.map((one) => one.text.length)))!;
  expect(word.text.length, JSON.stringify(words.map(({ text }) => text))).toBeGreaterThan(1);
  const { box, size, page } = word;
  const y = (box.bottom + 3) / size.height;
  const line = { page, x1: box.left / size.width, x2: box.right / size.width, y1: y, y2: y };
  await core.call('redLines.draw', { archive, documentId: id, indicatorId, lines: [line] }, quiet());
  return word;
}

const SCALE = 2;
/** The box of all that has the red of our lines on a page, in points; null where nothing is red. */
async function redBox(file: string, page: number): Promise<Word['box'] | null> {
  const [picture] = await renderPages(file, [page - 1], Math.round(595.276 * SCALE));
  const { rgba, widthPx } = picture!;
  let box = null as Word['box'] | null;
  for (let at = 0; at < rgba.length; at += 4) {
    const [r = 0, g = 0, b = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    if (Math.abs(r - 217) > 4 || g > 6 || Math.abs(b - 27) > 6) continue;
    const [x, y] = [((at / 4) % widthPx) / SCALE, Math.floor(at / 4 / widthPx) / SCALE];
    box = { left: Math.min(box?.left ?? x, x), top: Math.min(box?.top ?? y, y), right: Math.max(box?.right ?? x, x), bottom: Math.max(box?.bottom ?? y, y) }; // prettier-ignore
  }
  return box;
}

async function bind(name: string) {
  const out = join(folder, name);
  return { out, made: await core.call('export.run', { archive, out, draft: true, indicators: [INDICATOR] }, quiet()) };
}

async function inDatabase(statement: string): Promise<void> {
  await core.call('archive.close', { archive }, quiet());
  const database = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await database.exec(statement);
  await database.close();
}

describe.runIf(browser !== null)('with a browser engine', () => {
  const drawn = new Map<string, Word>();

  test('a line drawn on the preview of a web page, a letter, an OFD and slides stands under the same words in the volume', async () => {
    const { nodes } = await core.call('indicators.tree', { archive, framework: 'wenming-chengshi' }, quiet());
    const { id: indicatorId } = nodes.find(({ code, leaf }) => leaf && code.startsWith(INDICATOR))!;
    for (const name of NAMES) drawn.set(name, await drawUnderLast(name, indicatorId));
    const { out, made } = await bind('第一版');
    const file = join(out, made.volumes[0]!.file);
    const words = await wordsOf(file);
    for (const { path, firstPage } of made.placed) {
      const { text, page } = drawn.get(path)!;
      const at = firstPage + page - 1;
      const near = words.filter((word) => word.page === at && word.text === text).at(-1);
      expect(near, `${path}: ${text}`).toBeDefined();
      const red = (await redBox(file, at))!;
      expect(red, path).not.toBeNull();
      // Upright or turned: all red lies along the words, a few points away.
      const { left, right, top, bottom } = near!.box;
      const far = [left - red.left, red.right - right, top - red.top, red.bottom - bottom];
      expect(Math.max(...far), `${path} ${JSON.stringify({ red, near: near!.box })}`).toBeLessThan(6);
      expect(Math.max(red.right - red.left, red.bottom - red.top), path).toBeGreaterThan(
        0.8 * Math.max(right - left, bottom - top),
      );
    }
    expect(made.warnings.filter(({ message }) => message.includes('红线'))).toEqual([]);
  }, 120_000);

  const askedFor = (made: Awaited<ReturnType<typeof bind>>['made']): readonly (string | undefined)[] => {
    const said = made.warnings.filter(({ message }) => message.includes('请核对红线')).map(({ message }) => message);
    return said.map((message) => NAMES.find((name) => message.includes(name))).sort();
  };
  const emptyCache = (): void => rmSync(join(archive, 'cache', 'renditions'), { recursive: true });

  test('pages printed anew from unchanged content whose words stand where they stood keep their line, and nobody is asked', async () => {
    emptyCache();
    const { out, made } = await bind('第二版');
    expect(askedFor(made)).toEqual([]);
    for (const { path, firstPage } of made.placed)
      expect(await redBox(join(out, made.volumes[0]!.file), firstPage + drawn.get(path)!.page - 1), path).not.toBeNull();
  }, 120_000);

  test('where their words flow and stand otherwise than when the line was drawn, there is advice to look at it, each time', async () => {
    await inDatabase("UPDATE lined_pages SET word_places = 'otherwise'");
    for (const name of ['第三版', '第四版']) {
      const { made } = await bind(name);
      expect(askedFor(made), name).toEqual(['网页.html', '邮件.eml']);
    }
  }, 120_000);

  test('of lines drawn before that was noted nothing is known: there is advice once, when the pages are printed anew', async () => {
    await inDatabase('DELETE FROM lined_pages');
    emptyCache();
    expect(askedFor((await bind('第五版')).made)).toEqual(['网页.html', '邮件.eml']);
    expect(askedFor((await bind('第六版')).made)).toEqual([]);
  }, 120_000);

  test('without an engine the pages are others: no line is printed under other words, and that is said', async () => {
    const bare = createCore({ now: () => new Date('2026-06-30T09:00:00Z'), logFolder: join(folder, 'log'), printer: null });
    await core.call('archive.close', { archive }, quiet());
    const out = join(folder, '第七版');
    const made = await bare.call('export.run', { archive, out, draft: true, indicators: [INDICATOR] }, quiet());
    const file = join(out, made.volumes[0]!.file);
    for (const { firstPage, lastPage } of made.placed)
      for (let page = firstPage; page <= lastPage; page++) expect(await redBox(file, page)).toBeNull();
    expect(made.warnings.filter(({ message }) => message.includes('红线没有印出'))).toHaveLength(NAMES.length);
    await bare.close();
  }, 120_000);
});
