import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { createCore, type Core } from '../../electron/core/core.ts';
import { buildProgram } from '../../packaging/build.ts';
import { makeTree } from '../bench/tree.ts';
import { browserHost } from '../journeys/browser-host.ts';

// npm run make:pictures: every screen of the window with the sample, and those that show it with 20,000 documents, as the README and
// the manual show them. 20,000 documents take minutes to index: `npm run make:pictures -- 文件夹` takes the archive `文件夹/档案库`
// (and its files in `文件夹/材料`) if it is there, and makes and keeps it there if not. `-- --sample` leaves them out.
const OUT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));
const SIZES = [
  { width: 1366, height: 768, suffix: '' },
  { width: 1920, height: 1080, suffix: '-1920' },
] as const;
const LARGE = { files: 20_000, seed: 7 } as const;
const SAMPLE_FOLDER = fileURLToPath(new URL('../../resources/sample', import.meta.url));
/** A loaded machine may take so long for one screen. */
const WAIT_MS = 120_000;
const quiet = { signal: new AbortController().signal, progress: () => undefined };

interface Picture {
  readonly name: string;
  readonly hash: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: 'home', hash: '#/home' },
  {
    name: 'documents',
    hash: '#/documents',
    act: (page) => page.getByText('2026年上半年文明交通行动情况说明报告').first().click(),
  },
  { name: 'triage', hash: '#/triage' },
  { name: 'indicators', hash: `#/indicators?code=${encodeURIComponent('Ⅱ-9-1)')}` },
  { name: 'gaps', hash: '#/gaps' },
  { name: 'duties', hash: '#/duties' },
  { name: 'records', hash: '#/records?ledger=wenti', act: (page) => page.getByRole('grid').getByText('占道经营').click() },
  { name: 'statistics', hash: '#/statistics' },
  { name: 'checks', hash: '#/checks' },
  { name: 'exports', hash: '#/exports' },
  { name: 'settings', hash: '#/settings' },
  { name: 'import', hash: '#/settings', act: readSheet },
];

/** Where the many show. */
const LARGE_PICTURES: readonly Picture[] = [
  { name: 'home', hash: '#/home' },
  { name: 'triage', hash: '#/triage' },
  { name: 'indicators', hash: `#/indicators?code=${encodeURIComponent('Ⅱ-9-1)')}` },
  { name: 'gaps', hash: '#/gaps' },
  { name: 'documents', hash: '#/documents', act: (page) => page.getByRole('grid').getByRole('row').nth(3).click() },
];

/** Some lines of a 问题台账; one is overdue on any day. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const PROBLEMS = [
  { site: '滨河路菜市场', siteType: '集贸市场', problem: '占道经营', unit: '区城管局', found: inDays(-9), due: inDays(-2) },
  {
    site: '东门小区',
    siteType: '小区',
    problem: '楼道飞线充电',
    unit: '东门街道办',
    found: '2026-03-03',
    due: inDays(45),
  },
  { site: '建设路中段', siteType: '主次干道', problem: '公益广告破损', unit: '区住建局', found: inDays(-1), due: inDays(12) },
] as const;

if (browserHost.missing) throw new Error(browserHost.missing);
await buildProgram();
mkdirSync(OUT, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'taizhang-pictures-'));
const sampleOnly = process.argv.includes('--sample');
const kept = resolve(process.argv.slice(2).find((word) => !word.startsWith('--')) ?? join(folder, '全区'));
try {
  const archive = await sampleArchive(join(folder, '迎检'));
  const start = await browserHost.start({ folder: join(folder, 'home'), archive: null, onPage: () => undefined });
  await shoot(start.page, { name: 'start', hash: '' });
  await start.stop();
  await shootAll(archive, PICTURES);
  if (!sampleOnly) {
    const large = await largeArchive(kept);
    await shootAll(
      large,
      LARGE_PICTURES.map((picture) => ({ ...picture, name: `${picture.name}-${LARGE.files}` })),
    );
  }
} finally {
  await browserHost.end();
  rmSync(folder, { recursive: true, force: true });
}

/** The sample after 编目, with what a clerk is sure of confirmed, so that every screen has something of each kind. */
async function sampleArchive(place: string): Promise<string> {
  const [source, archive] = [join(place, '材料'), join(place, '档案库')];
  copySample(source);
  const core = createCore({ now: () => new Date(), logFolder: join(place, 'logs'), actor: '资料员' });
  const { framework, baseDate, unit, name } = SAMPLE;
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, quiet);
  await core.call('index.run', { archive }, quiet);
  await confirmHalf(core, archive);
  for (const values of PROBLEMS) await core.call('records.save', { archive, ledger: 'wenti', values: { ...values } }, quiet);
  await core.close();
  return archive;
}

/** 20,000 documents of a whole district in `place`, with half of what is sure confirmed; what lies there already is taken as it is. */
async function largeArchive(place: string): Promise<string> {
  const [source, archive] = [join(place, '材料'), join(place, '档案库')];
  if (existsSync(archive)) return archive;
  await makeTree(source, LARGE.files, LARGE.seed);
  const core = createCore({ now: () => new Date(), logFolder: join(place, 'logs'), actor: '资料员' });
  const { framework, baseDate, unit } = SAMPLE;
  const name = '滨河区 2026 年迎检档案';
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, quiet);
  await core.call('index.run', { archive }, quiet);
  await confirmHalf(core, archive);
  await core.close();
  return archive;
}

/** Confirms every second suggestion of high confidence. */
async function confirmHalf(core: Core, archive: string): Promise<void> {
  const { pairs } = await core.call('links.bandDocuments', { archive, framework: SAMPLE.framework, band: 'high' }, quiet);
  const chosen = pairs.filter((_, at) => at % 2 === 0).map(({ item, indicatorId }) => ({ documentId: item.id, indicatorId }));
  await core.call('links.decideMany', { archive, pairs: chosen.map((pair) => ({ ...pair, action: 'confirm' })) }, quiet);
}

/** Takes pictures of one archive in a window of its own. */
async function shootAll(archive: string, pictures: readonly Picture[]): Promise<void> {
  const window = await browserHost.start({ folder: join(folder, 'home'), archive, onPage: () => undefined });
  window.page.setDefaultTimeout(WAIT_MS);
  for (const picture of pictures) await shoot(window.page, picture);
  await window.stop();
}

/** Waits until nothing loads any more, previews and small pictures among it; a loaded machine may only begin to load after a first look. */
async function atRest(page: Page): Promise<void> {
  do {
    await page.waitForTimeout(500);
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(nothingLoads);
    // A page is drawn into its canvas after that stands; one that stays white is a white page.
    await page.waitForFunction(somethingDrawn, undefined, { timeout: 15_000 }).catch(() => undefined);
    await page.waitForTimeout(1_000);
  } while (!(await page.evaluate(nothingLoads)));
}

/** Runs in the page. */
function nothingLoads(): boolean {
  const waits = document.querySelector('[aria-busy=true], .preview-waiting, .ant-spin, .ant-message-notice');
  const blank = [...document.querySelectorAll('.preview-frame')].some((one) => one.querySelector('canvas, img') === null);
  return waits === null && !blank && [...document.images].every((one) => one.complete);
}

/** Whether every page in sight has something on it. Runs in the page. */
function somethingDrawn(): boolean {
  const small = new OffscreenCanvas(64, 64);
  const pen = small.getContext('2d', { willReadFrequently: true });
  return [...document.querySelectorAll<HTMLCanvasElement>('.preview-frame canvas')].slice(0, 1).every((canvas) => {
    if (pen === null || canvas.width === 0 || !canvas.checkVisibility()) return true;
    pen.clearRect(0, 0, 64, 64);
    pen.drawImage(canvas, 0, 0, 64, 64);
    const { data } = pen.getImageData(0, 0, 64, 64);
    return data.some((value, at) => at % 4 === 0 && value < 220 && (data[at + 3] ?? 0) > 0);
  });
}

/** Opens 导入测评体系 over the sample's own table; the second size finds it open. */
async function readSheet(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: '表格文件' });
  if (await field.isVisible()) return;
  await page.getByRole('button', { name: '从 Excel、Word 导入' }).click();
  await field.fill(SHEET);
  await page.getByRole('button', { name: '读取' }).click();
}

async function shoot(page: Page, { name, hash, act }: Picture): Promise<void> {
  await page.keyboard.press('Escape');
  for (const { width, height, suffix } of SIZES) {
    await page.setViewportSize({ width, height });
    await page.mouse.move(width - 1, height - 1);
    if (hash !== '') await page.evaluate((to) => void (location.hash = to), hash);
    await atRest(page);
    if (act) {
      await act(page);
      await page.mouse.move(width - 1, height - 1);
      await atRest(page);
    }
    await page.evaluate(asOnWindows, [kept, folder, SAMPLE_FOLDER]);
    const file = join(OUT, `${name}${suffix}.png`);
    writeFileSync(
      file,
      await sharp(await page.screenshot())
        .png({ palette: true, quality: 90, effort: 8 })
        .toBuffer(),
    );
    console.log(file);
  }
}

/** The pictures show the folders of a clerk's PC, not those of the machine that made them. Runs in the page. */
function asOnWindows(prefixes: readonly string[]): void {
  const shown = (text: string): string => {
    const prefix = prefixes.find((one) => text.includes(one));
    return prefix === undefined ? text : text.replace(prefix, 'D:').replaceAll('/', '\\');
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) node.nodeValue = shown(node.nodeValue ?? '');
  for (const field of document.querySelectorAll('input')) {
    field.value = shown(field.value);
    field.placeholder = shown(field.placeholder);
  }
}
