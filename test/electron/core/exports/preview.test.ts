import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { treeHash } from '../../../support/folders.ts';
import { makeSampleCore, quiet, type SampleCore } from '../../../support/sample-core.ts';

let sample: SampleCore;
const NOW = new Date('2026-06-30T10:00:00');
const cache = (): string => join(sample.archive, 'cache', 'preview');
const CHOICE = { draft: false, photosPerPage: 4 as const, maxPages: 120 };
const filesBelow = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];

beforeAll(async () => {
  sample = await makeSampleCore('export-preview', () => NOW);
});

test('a preview is the edition that follows, byte for byte, and records nothing', async () => {
  const before = treeHash(sample.source);
  const preview = await sample.core.call('exports.preview', { archive: sample.archive, ...CHOICE }, quiet());
  const { editions } = await sample.core.call('exports.list', { archive: sample.archive }, quiet());
  expect(editions).toEqual([]);
  const out = join(sample.folder, '成册');
  const made = await sample.core.call('export.run', { archive: sample.archive, out, ...CHOICE }, quiet());
  expect(made.volumes.length).toBeGreaterThan(1);
  expect(preview.volumes.map(({ name, pages }) => [name, pages])).toEqual(made.volumes.map(({ file, pages }) => [file, pages]));
  for (const volume of preview.volumes) {
    const shown = readFileSync(sample.core.ownFile(volume.token).file);
    expect(shown.equals(readFileSync(join(out, volume.name)))).toBe(true);
  }
  expect(preview).toMatchObject({ edition: 1, complete: made.complete, placed: made.placed.length, omitted: made.omitted });
  expect(treeHash(sample.source)).toBe(before);
});

test('the edition can be listed, read and opened; once its folder is gone it says so', async () => {
  const { editions } = await sample.core.call('exports.list', { archive: sample.archive }, quiet());
  const detail = await sample.core.call('exports.read', { archive: sample.archive, edition: 1 }, quiet());
  expect(editions).toMatchObject([{ edition: 1, present: true, volumes: detail.volumes.length, omitted: detail.omitted.length }]);
  expect(editions[0]!.pages).toBe(detail.volumes.reduce((sum, volume) => sum + volume.pages, 0));
  expect(detail.omitted.length).toBeGreaterThan(0);
  expect(detail.omitted.every((one) => one.reason !== '' && one.documentId !== null)).toBe(true);
  const file = detail.volumes[0]!.file;
  const offered = await sample.core.call('exports.offer', { archive: sample.archive, edition: 1, file }, quiet());
  expect(offered.sizeBytes).toBe(detail.volumes[0]!.sizeBytes);
  const other = { archive: sample.archive, edition: 1, file: '../档案库/archive.sqlite' };
  await expect(sample.core.call('exports.offer', other, quiet())).rejects.toMatchObject({ code: 'not-found' });
  rmSync(detail.folder, { recursive: true });
  const after = await sample.core.call('exports.list', { archive: sample.archive }, quiet());
  expect(after.editions[0]!.present).toBe(false);
  await expect(sample.core.call('exports.read', { archive: sample.archive, edition: 9 }, quiet())).rejects.toThrow('没有第 9 版');
});

test('a chosen indicator whose needs are all met makes a complete volume, whatever else is lacking', async () => {
  const scope = await sample.core.call('exports.scope', { archive: sample.archive }, quiet());
  const full = scope.frameworks[0]!.nodes.filter((node) => node.state === '齐全' && node.confirmed > 0);
  const input = { archive: sample.archive, draft: false, indicators: full.map((node) => node.code) };
  const check = await sample.core.call('exports.check', input, quiet());
  const packed = new Set(check.reminders.flatMap((one) => one.items.map((item) => item.what.split(' ')[0]!)));
  const whole = full.filter((node) => !packed.has(node.code)).map((node) => node.code);
  expect(whole.length).toBeGreaterThan(2);
  const preview = await sample.core.call('exports.preview', { ...input, indicators: whole }, quiet());
  expect(preview.omitted).toEqual([]);
  expect(preview.complete).toBe(true);
});

test.each(['检查材料', '成册', '核对卷册'])(
  'cancelled while %s, neither a preview nor an edition leaves a file',
  async (stage) => {
    const out = join(sample.folder, `取消-${stage}`);
    const cancelling = () => {
      const abort = new AbortController();
      return { signal: abort.signal, progress: (at: { stage: string }) => void (at.stage === stage && abort.abort()) };
    };
    const input = { archive: sample.archive, draft: false };
    await expect(sample.core.call('exports.preview', input, cancelling())).rejects.toMatchObject({ code: 'cancelled' });
    expect(filesBelow(cache())).toEqual([]);
    await expect(sample.core.call('export.run', { ...input, out }, cancelling())).rejects.toMatchObject({ code: 'cancelled' });
    expect(filesBelow(out)).toEqual([]);
    const { editions } = await sample.core.call('exports.list', { archive: sample.archive }, quiet());
    expect(editions).toHaveLength(1);
  },
);

test('what a killed preview left is cleared by the next', async () => {
  writeFileSync(join(cache(), '半个.pdf.part'), 'x');
  await sample.core.call('exports.preview', { archive: sample.archive, draft: true }, quiet());
  expect(filesBelow(cache()).filter((name) => name.endsWith('.part'))).toEqual([]);
});
