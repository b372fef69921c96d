import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { Block } from '../../../../../electron/core/exports/layout/blocks.ts';
import { layoutBlocks } from '../../../../../electron/core/exports/layout/flow.ts';
import { textFrame } from '../../../../../electron/core/exports/layout/frames.ts';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import type { VolumeInspection } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { createPdfWriter } from '../../../../../electron/core/exports/pdf/writer.ts';
import {
  contentsBlocks,
  evidenceKey,
  gapsBlocks,
  indicatorKey,
  noteBlocks,
} from '../../../../../electron/core/exports/sections/index.ts';
import type { VolumePlan } from '../../../../../shared/domain/volume.ts';
import { writeBook } from './book.ts';
import { samplePlan } from './plan-sample.ts';
import { sampleOmissions, samplePicture, sampleVolume } from './sample-volume.ts';

let folder = '';
let pages: string[] = [];
let volume: VolumeInspection;

/** Page texts without white space and line ends. */
async function textsOf(path: string): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await readFile(path));
  const texts = [...document.pages()].map((page) => page.getText().replace(/\s/g, ''));
  document.destroy();
  library.destroy();
  return texts;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sections-'));
  const path = join(folder, 'volume.pdf');
  const pictures = [await samplePicture(400, 300), await samplePicture(300, 400)];
  await writeBook(path, (fonts) => sampleVolume(samplePlan, pictures, fonts));
  pages = await textsOf(path);
  volume = await inspectVolume(path);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const indicators = samplePlan.groups.flatMap((group) => group.indicators);
const all = indicators.flatMap((indicator) => indicator.evidence);
const squash = (text: string): string => text.replace(/\s/g, '');
const pageOf = (key: string): number => volume.destinations.get(key) ?? -1;

test('the cover names the archive, its framework, unit, base date, edition, volume and that it is incomplete', () => {
  for (const words of [
    samplePlan.title,
    samplePlan.frameworkName,
    samplePlan.unit,
    '2026年6月30日',
    '第3版',
    '第2卷',
    '共5卷',
    '【不完整】',
    samplePlan.frameworkNote,
  ]) {
    expect(pages[0]).toContain(squash(words));
  }
});

test('the contents name every indicator and evidence with the number stamped on its page, and link there', () => {
  const contents = pages.slice(pageOf('contents'), pageOf('gaps')).join('');
  const targets = new Set(volume.links.filter((link) => link.page < pageOf('gaps')).map((link) => link.targetPage));
  for (const key of [...indicators.map(indicatorKey), ...all.map(evidenceKey)]) {
    const page = pageOf(key);
    const stamped = /—(\d+)—$/.exec(pages[page]!)?.[1];
    expect(stamped, key).toBeDefined();
    expect(targets.has(page), key).toBe(true);
  }
  for (const indicator of indicators) {
    const number = /—(\d+)—$/.exec(pages[pageOf(indicatorKey(indicator))]!)![1]!;
    const state = indicator.evidence.length === 0 ? `（${indicator.state}）` : '';
    expect(contents).toContain(squash(`${indicator.code}${indicator.name}${state}${number}`));
  }
});

test('every link in the volume leads to a page', () => {
  expect(volume.links.length).toBeGreaterThan(150);
  expect(volume.links.filter((link) => link.targetPage === null)).toEqual([]);
});

test('an indicator page holds its standard, units, requirements in words, its list of evidence and the way back', () => {
  for (const indicator of indicators) {
    const page = pageOf(indicatorKey(indicator));
    const text = pages[page]!;
    const wanted = [
      indicator.standard,
      indicator.leadUnit,
      ...indicator.units,
      ...indicator.needs.map((need) => need.message),
      ...indicator.evidence.map((item) => item.title),
    ];
    for (const words of wanted) expect(text).toContain(squash(words));
    expect(volume.links.some((link) => link.page === page && link.targetPage === pageOf('contents'))).toBe(true);
  }
});

test('the manifest holds all 64 digits of every file', () => {
  const text = pages.slice(pageOf('manifest')).join('');
  for (const item of all) expect(text).toContain(item.sha256);
});

test('placeholder pages say why and give the digest; omissions and the closing note name every file left out', () => {
  const placeholder = all.find((item) => item.type !== 'jpg')!;
  const text = pages[pageOf(evidenceKey(placeholder))]!;
  for (const words of ['原件另附', placeholder.sha256, '文件不完整', squash(placeholder.path)]) expect(text).toContain(words);
  for (const omission of sampleOmissions) {
    expect(pages[pageOf('omissions')]).toContain(squash(omission.path));
    expect(pages[pageOf('note')]).toContain(squash(omission.reason));
  }
  for (const words of ['整理人', '整理日期', '检查人', '检查日期', '30件']) expect(pages[pageOf('note')]).toContain(words);
});

test('all fonts are embedded', () => {
  expect(volume.fonts.length).toBe(4);
  expect(volume.fonts.every((font) => font.embedded)).toBe(true);
});

test('the number of contents pages does not depend on the page labels', async () => {
  const writer = createPdfWriter({ path: join(folder, 'unused.pdf'), id: '0'.repeat(32) });
  const fonts = await loadFonts(writer);
  const count = (labelOf: (key: string) => string): number =>
    layoutBlocks(contentsBlocks(samplePlan, labelOf, { gaps: true, omissions: true, changes: false }), {
      frame: textFrame('front'),
      fonts,
    }).length;
  expect(count(() => '')).toBe(count(() => '12345'));
  writer.abort();
});

const textIn = (blocks: readonly Block[]): string =>
  blocks
    .map((block): string => {
      if (block.kind === 'paragraph' || block.kind === 'entry') return block.runs.map((run) => run.text).join('');
      if (block.kind === 'table') return block.rows.flatMap((row) => row.cells.map((item) => textIn(item.blocks))).join('|');
      return '';
    })
    .join('|');

test('the list of gaps has one line per unmet indicator saying how much of which kind is lacking, the reason of those not counted, and none for met ones', () => {
  const text = textIn(gapsBlocks(samplePlan));
  for (const indicator of indicators) {
    const met = indicator.state === '齐全';
    if (indicator.notApplicable !== null) expect(text).toContain(indicator.notApplicable);
    expect(text.includes(indicator.code), indicator.code).toBe(!met);
    for (const need of indicator.needs) {
      if (need.state !== '齐全' && need.state !== '不适用' && need.required > need.confirmed) {
        expect(text).toContain(`${need.kind}缺 ${need.required - need.confirmed} 份`);
      }
    }
  }
});

test('what of the 负面清单 is 触发 stands before the list of gaps', () => {
  const text = textIn(gapsBlocks({ ...samplePlan, vetoes: ['一票否决：重大安全事故'] }));
  expect(text).toContain('负面清单触发 1 项');
  expect(text.indexOf('▲ 一票否决：重大安全事故')).toBeLessThan(text.indexOf('缺什么'));
  expect(textIn(gapsBlocks(samplePlan))).not.toContain('一票否决');
});

test('a plan without gaps and omissions says so', () => {
  const plan: VolumePlan = { ...samplePlan, groups: [] };
  expect(textIn(gapsBlocks(plan))).toContain('没有缺项');
  expect(textIn(noteBlocks(plan, { documents: 0, photos: 0, pages: 3 }, { omissions: [], remarks: [] }))).toContain('没有遗漏');
});
