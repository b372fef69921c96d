import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { buildProgram } from '../../packaging/build.ts';
import { browserHost } from '../journeys/browser-host.ts';
import { changedArchive, CHANGED_LEAF, changePapers, largeArchive, LARGE_FILES, sampleArchive } from './archives.ts';

// npm run make:pictures: every screen of the window with the sample, and those that show it with 20,000 documents, as the README and
// the manual show them. 20,000 documents take minutes to index: `npm run make:pictures -- 文件夹` takes the archive `文件夹/档案库`
// (and its files in `文件夹/材料`) if it is there, and makes and keeps it there if not. `-- --sample` leaves them out.
const OUT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));
const SIZES = [
  { width: 1366, height: 768, suffix: '' },
  { width: 1920, height: 1080, suffix: '-1920' },
] as const;
const SAMPLE_FOLDER = fileURLToPath(new URL('../../resources/sample', import.meta.url));
/** A loaded machine may take so long for one screen. */
const WAIT_MS = 120_000;

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
  { name: 'exports-options', hash: '#/exports', act: showOptions },
  { name: 'settings', hash: '#/settings' },
  { name: 'import', hash: '#/settings', act: readSheet },
  { name: 'year-end', hash: '#/settings', act: showYearEnd },
  { name: 'package-units', hash: '#/exports?way=package', act: checkUnits },
];

/** A file that was changed after a 红线 was drawn on it. */
const CHANGED_PICTURES: readonly Picture[] = [
  {
    name: 'red-lines',
    hash: `#/indicators?code=${encodeURIComponent(CHANGED_LEAF)}`,
    act: async (page) => {
      await page.getByRole('list', { name: '佐证', exact: true }).locator('button[aria-keyshortcuts]').first().click();
      await page.getByRole('button', { name: /位置没错/ }).waitFor();
    },
  },
];

/** Where the many show. */
const LARGE_PICTURES: readonly Picture[] = [
  { name: 'home', hash: '#/home' },
  { name: 'triage', hash: '#/triage' },
  { name: 'indicators', hash: `#/indicators?code=${encodeURIComponent('Ⅱ-9-1)')}` },
  { name: 'gaps', hash: '#/gaps' },
  { name: 'documents', hash: '#/documents', act: (page) => page.getByRole('grid').getByRole('row').nth(3).click() },
];

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
  await shootAll(await changedArchive(join(folder, '改过')), CHANGED_PICTURES);
  await shootAll(await sampleArchive(join(folder, '停下')), [{ name: 'exports-stopped', hash: '#/exports', act: stopVolume }]);
  if (!sampleOnly) {
    const large = await largeArchive(kept);
    await shootAll(
      large,
      LARGE_PICTURES.map((picture) => ({ ...picture, name: `${picture.name}-${LARGE_FILES}` })),
    );
  }
} finally {
  await browserHost.end();
  rmSync(folder, { recursive: true, force: true });
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

/** Opens 年度结转; the second size finds it open. */
async function showYearEnd(page: Page): Promise<void> {
  const table = page.getByRole('table', { name: '新年度会怎样' });
  if (!(await table.isVisible())) await page.getByRole('button', { name: '年度结转…' }).click();
  await table
    .getByText(/^\d+ 条$/)
    .first()
    .waitFor();
}

/** The options below those that fit on the first screen. */
async function showOptions(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '办公文档的排版' }).scrollIntoViewIfNeeded();
}

/** Somebody changes papers between the check and the volume; the second size finds it stopped. */
async function stopVolume(page: Page): Promise<void> {
  const again = page.getByRole('button', { name: '重新编目并检查' });
  if (await again.isVisible()) return;
  await page.getByRole('region', { name: '选项' }).waitFor();
  await page.getByRole('button', { name: /^下一步:检查/ }).click();
  await page.getByRole('button', { name: /^下一步:预览/ }).click();
  await page.getByRole('navigation', { name: '卷册目录' }).waitFor();
  changePapers(join(folder, '停下', '材料'), 3);
  await page.getByRole('button', { name: /^生成第 1 版/ }).click();
  await again.waitFor();
}

/** 报送要求检查 of a package for every unit. */
async function checkUnits(page: Page): Promise<void> {
  const whole = page.getByRole('radio', { name: '合成一包' });
  if (await whole.isChecked()) await whole.press('ArrowRight');
  await page.getByText('没有材料的单位会列出来', { exact: false }).waitFor();
  await page.getByRole('button', { name: /^下一步:检查/ }).click();
  await page.getByRole('heading', { name: /个单位各一包$/ }).waitFor();
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
