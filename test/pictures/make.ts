import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { createCore } from '../../electron/core/core.ts';
import { buildProgram } from '../../packaging/build.ts';
import { browserHost } from '../journeys/browser-host.ts';

// npm run make:pictures: every screen of the window with the sample, as the README and the manual show it.
const OUT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));
const SIZES = [
  { width: 1366, height: 768, suffix: '' },
  { width: 1920, height: 1080, suffix: '-1920' },
] as const;
const SAMPLE_FOLDER = fileURLToPath(new URL('../../resources/sample', import.meta.url));
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
  { name: 'exports', hash: '#/exports' },
  { name: 'settings', hash: '#/settings' },
  { name: 'import', hash: '#/settings', act: readSheet },
];

if (browserHost.missing) throw new Error(browserHost.missing);
await buildProgram();
mkdirSync(OUT, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'taizhang-pictures-'));
try {
  const archive = await sampleArchive(join(folder, '迎检'));
  const start = await browserHost.start({ folder: join(folder, 'home'), archive: null, onPage: () => undefined });
  await shoot(start.page, { name: 'start', hash: '' });
  await start.stop();
  const window = await browserHost.start({ folder: join(folder, 'home'), archive, onPage: () => undefined });
  for (const picture of PICTURES) await shoot(window.page, picture);
  await window.stop();
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
  const { pairs } = await core.call('links.bandDocuments', { archive, framework, band: 'high' }, quiet);
  const chosen = pairs.filter((_, at) => at % 2 === 0).map(({ item, indicatorId }) => ({ documentId: item.id, indicatorId }));
  await core.call('links.decideMany', { archive, pairs: chosen.map((pair) => ({ ...pair, action: 'confirm' })) }, quiet);
  await core.close();
  return archive;
}

/** Opens 导入测评体系 over the sample's own table; the second size finds it open. */
async function readSheet(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: '表格文件' });
  if (await field.isVisible()) return;
  await page.getByRole('button', { name: '从 Excel 导入' }).click();
  await field.fill(SHEET);
  await page.getByRole('button', { name: '读取' }).click();
}

async function shoot(page: Page, { name, hash, act }: Picture): Promise<void> {
  for (const { width, height, suffix } of SIZES) {
    await page.setViewportSize({ width, height });
    if (hash !== '') await page.evaluate((to) => void (location.hash = to), hash);
    await page.waitForTimeout(1_500);
    if (act) await act(page);
    await page.waitForTimeout(1_500);
    await page.evaluate(asOnWindows, [folder, SAMPLE_FOLDER]);
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
