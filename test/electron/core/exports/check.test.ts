import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExportCheck, Finding } from '../../../../shared/contract/exports.ts';
import { treeHash } from '../../../support/folders.ts';
import { makeSampleCore, quiet, type SampleCore } from '../../../support/sample-core.ts';

let sample: SampleCore;
let evidence: { readonly document: string; readonly indicator: string }[];
const check = (more: Record<string, unknown> = {}): Promise<ExportCheck> =>
  sample.core.call('exports.check', { archive: sample.archive, draft: false, ...more }, quiet());
const codes = (found: readonly Finding[]): string[] => found.map((one) => one.code);
const titled = (found: ExportCheck, code: Finding['code']): Finding => found.reminders.find((one) => one.code === code)!;

beforeAll(async () => {
  sample = await makeSampleCore('export-check');
  const run = await sample.core.call(
    'export.run',
    { archive: sample.archive, out: join(sample.folder, '第一次'), draft: false },
    quiet(),
  );
  evidence = run.placed.map(({ path, indicator }) => ({ document: path, indicator }));
});

describe('on the sample as it is', () => {
  test('nothing blocks; gaps and the edition that comes next are said', async () => {
    const before = treeHash(sample.source);
    const found = await check();
    expect(found.blockers).toEqual([]);
    expect(codes(found.reminders)).toContain('gaps');
    expect(found).toMatchObject({ edition: 2, folder: join(sample.folder, '示例', '成册', '第2版') });
    expect(treeHash(sample.source)).toBe(before);
    expect(existsSync(found.folder)).toBe(false);
  });

  test('the estimate is near the pages the volume really has', async () => {
    const { editions } = await sample.core.call('exports.list', { archive: sample.archive }, quiet());
    const { pages } = editions[0]!;
    const { estimate } = await check();
    expect(Math.abs(estimate.pages - pages) / pages).toBeLessThan(0.15);
    expect(estimate.evidence).toBe(editions[0]!.placed + editions[0]!.omitted);
    expect(estimate.singleSidedMm).toBe(Math.ceil(estimate.pages / 10));
  });

  test('a chosen indicator is checked alone', async () => {
    const { indicator } = evidence[0]!;
    const found = await check({ indicators: [indicator] });
    expect(found.estimate.indicators).toBe(1);
    expect(found.estimate.evidence).toBe(evidence.filter((one) => one.indicator === indicator).length);
  });

  test('an unknown indicator, framework or unit is refused by name', async () => {
    await expect(check({ indicators: ['没有'] })).rejects.toMatchObject({ code: 'not-found' });
    await expect(check({ framework: '没有' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(check({ unit: '没有这个单位' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what blocks', () => {
  test('a scope without any confirmed material', async () => {
    const scope = await sample.core.call('exports.scope', { archive: sample.archive }, quiet());
    const empty = scope.frameworks[0]!.nodes.find((node) => node.leaf && node.confirmed === 0)!;
    const found = await check({ indicators: [empty.code] });
    expect(codes(found.blockers)).toEqual(['nothing']);
    expect(found.blockers[0]!.to).toEqual({ screen: 'triage', params: {} });
  });

  test.each([
    ['inside a source', () => join(sample.source, '成册'), '材料文件夹只读不写'],
    ['inside the archive', () => join(sample.archive, '成册'), '档案库里面'],
    ['not a whole path', () => '成册', '完整的位置'],
    ['a folder that is not empty', () => join(sample.folder, '第一次'), '不是空的'],
    ['a file', () => join(sample.folder, '文件.txt'), '同名文件'],
  ])('an output folder that is %s', async (_, folder, words) => {
    writeFileSync(join(sample.folder, '文件.txt'), '在');
    const found = await check({ folder: folder() });
    expect(codes(found.blockers)).toEqual(['folder']);
    expect(found.blockers[0]!.text).toContain(words);
    if (!isAbsolute(folder())) return;
    const run = sample.core.call('export.run', { archive: sample.archive, out: folder(), draft: false }, quiet());
    await expect(run).rejects.toMatchObject({ code: 'refused' });
  });

  test('an empty folder does not', async () => {
    const folder = join(sample.folder, '空文件夹');
    mkdirSync(folder);
    expect((await check({ folder })).blockers).toEqual([]);
  });
});

test('of two frameworks, one can be checked and bound alone, also by its own codes', async () => {
  const archive = join(sample.folder, '两个体系');
  const base = { archive, sources: [sample.source], baseDate: '2026-06-30', unit: '某市文明办' };
  await sample.core.call('archive.create', { ...base, framework: ['wenming-chengshi', 'wei-sheng-chengshi'] }, quiet());
  await sample.core.call('index.run', { archive }, quiet());
  await sample.core.call('links.confirmBand', { archive, band: 'high' }, quiet());
  const { frameworks } = await sample.core.call('exports.scope', { archive }, quiet());
  const [first, second] = frameworks.map(({ id, nodes }) => ({ id, filled: nodes.filter((node) => node.confirmed > 0) }));
  expect(second!.filled.length).toBeGreaterThan(0);
  const evidenceOf = async (more: Record<string, unknown>): Promise<number> =>
    (await sample.core.call('exports.check', { archive, draft: false, ...more }, quiet())).estimate.evidence;
  const both = await evidenceOf({});
  expect(both).toBe((await evidenceOf({ framework: first!.id })) + (await evidenceOf({ framework: second!.id })));
  const { code, confirmed } = second!.filled[0]!;
  const chosen = { framework: second!.id, indicators: [code] };
  expect(await evidenceOf(chosen)).toBe(confirmed);
  const out = join(sample.folder, '第二个体系');
  const made = await sample.core.call('export.run', { archive, out, draft: false, ...chosen }, quiet());
  expect(made.placed.length + made.omitted.length).toBe(confirmed);
});

describe('what is reminded of, by planted problems', () => {
  test('a changed file, a file gone and one only touched are told apart, each with its document', async () => {
    const texts = [...new Set(evidence.map((one) => one.document))].filter((path) => /\.(docx|pdf)$/.test(path));
    const [changed, gone, touched] = texts as [string, string, string];
    appendFileSync(join(sample.source, changed), '多出来的一行');
    renameSync(join(sample.source, gone), join(sample.folder, '移走的文件'));
    writeFileSync(join(sample.source, touched), readFileSync(join(sample.source, touched)));
    const found = await check();
    expect(titled(found, 'changed')).toMatchObject({ count: 1 });
    expect(titled(found, 'missing')).toMatchObject({ count: 1 });
    const named = [...titled(found, 'changed').items, ...titled(found, 'missing').items].map((one) => one.why).join();
    expect(named).toContain(gone);
    expect(named).not.toContain(touched);
    expect(titled(found, 'changed').items[0]!.to).toMatchObject({ screen: 'documents' });
  });
});
