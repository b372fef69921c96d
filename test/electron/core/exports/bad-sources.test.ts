import { appendFileSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { MANIFEST_FILE, readManifest } from '../../../../electron/core/exports/manifest.ts';
import type { ExportResult } from '../../../../shared/contract/results.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';
import { taizhang } from '../../../support/taizhang.ts';
import { readVolume, textOf } from './volume-reader.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/extract');
const SAMPLE = join(import.meta.dirname, '../../../../resources/sample/files');

/** Sources nobody can bind, each with a word of the reason the clerk is given. */
const BAD: readonly (readonly [file: string, from: string, reason: RegExp])[] = [
  ['01 损坏.pdf', `${FIXTURES}/042-pdf-broken/input.pdf`, /损坏/],
  ['02 加密.pdf', `${SAMPLE}/11 文化市场与网络/网吧规范管理专项整治情况说明报告.pdf`, /密码/],
  ['03 全零.pdf', `${FIXTURES}/094-pdf-of-zeros/input.pdf`, /损坏/],
  ['04 压缩包.zip', `${FIXTURES}/050-zip-gbk-names-nested-locked/input.zip`, /压缩包/],
  ['05 压缩包.rar', `${FIXTURES}/053-rar-stored-gbk-text/input.rar`, /另附|压缩包/],
  ['06 影像.mp4', `${FIXTURES}/080-mp4-length-and-day/input.mp4`, /影像/],
  ['07 录音.wav', `${FIXTURES}/082-wav-length/input.wav`, /录音/],
  ['08 图纸.dwg', `${FIXTURES}/091-dwg-by-name/input.dwg`, /格式/],
  ['09 半份.docx', `${FIXTURES}/012-docx-cut-off/input.docx`, /损坏/],
  ['10 加密.xlsx', `${FIXTURES}/022-xls-password/input.xls`, /密码/],
  ['11 改过.txt', '', /改动/],
  ['12 没了.txt', '', /不在原处/],
];

test('twelve sources of twelve bad kinds: report, volume, list and exit code name exactly these twelve', async () => {
  const folder = temporaryFolder('bad-sources');
  const [source, archive, out] = ['材料', '档案库', '成册'].map((name) => join(folder, name)) as [string, string, string];
  mkdirSync(source);
  for (const [name, from] of BAD) {
    if (from === '') writeFileSync(join(source, name), `${name} 的内容`);
    else copyFileSync(from, join(source, name));
  }
  writeFileSync(join(source, '13 好的.txt'), '文明交通行动方案');
  const core = createCore({ now: () => new Date(2026, 5, 30), logFolder: join(folder, 'log'), printer: null });
  const create = {
    archive,
    framework: ['wenming-chengshi'],
    sources: [source],
    baseDate: '2026-06-30',
    unit: '文明办',
    name: '坏材料',
  };
  await core.call('archive.create', create, quiet());
  await core.call('index.run', { archive }, quiet());
  for (const name of [...BAD.map(([file]) => file), '13 好的.txt'])
    await core.call('links.decide', { archive, document: name, indicator: 'Ⅱ-11-1)', action: 'confirm' }, quiet());
  await core.close();
  appendFileSync(join(source, '11 改过.txt'), '后来添的');
  rmSync(join(source, '12 没了.txt'));
  const before = treeHash(source);

  const ran = await taizhang('export', archive, '--out', out, '--json', '--quiet');
  expect(ran.code, ran.stderr).toBe(3);
  const made = ran.json<ExportResult>();
  const names = BAD.map(([name]) => name);
  expect(made.omitted.map(({ path }) => path).sort()).toEqual(names);
  for (const [name, , reason] of BAD) expect(made.omitted.find(({ path }) => path === name)!.reason, name).toMatch(reason);
  expect(made.placed.map(({ path }) => path)).toEqual(['13 好的.txt']);
  expect(made.complete).toBe(false);
  expect(treeHash(source)).toBe(before);

  const { manifest } = readManifest(join(out, MANIFEST_FILE));
  expect(
    manifest.items
      .filter((item) => item.omitted !== null)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(names);
  const volume = await readVolume(join(out, manifest.volumes[0]!.file));
  const list = textOf(volume, volume.labels.length - 1).replace(/\s/g, '');
  for (const name of names) expect(list, name).toContain(name.replace(/\s/g, '').slice(0, 4));
  expect(textOf(volume, 2)).toContain('不完整');
  const verified = await taizhang('verify', out, '--json', '--quiet');
  expect(verified.json<{ ok: boolean }>().ok).toBe(true);
}, 180_000);
