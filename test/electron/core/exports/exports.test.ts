import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { decodeQR } from 'qr/decode.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult, ExportResult } from '../../../../shared/contract/results.ts';
import { openArchive } from '../../../../electron/core/archives/archives.ts';
import { exportVolumes, verifyExport, type ExportOptions } from '../../../../electron/core/exports/exports.ts';
import { listDigest } from '../../../../electron/core/exports/list-digest.ts';
import { encodeManifest, MANIFEST_FILE, readManifest, type Manifest } from '../../../../electron/core/exports/manifest.ts';
import { inspectVolume, type VolumeInspection } from '../../../../electron/core/exports/pdf/inspect.ts';
import type { JobContext } from '../../../../electron/core/jobs/jobs.ts';
import { renderPageAt } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { paperOf } from '../../../../shared/domain/volume-estimate.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';
import { startTaizhang, taizhang } from '../../../support/taizhang.ts';
import { readVolume, textOf, type ReadVolume } from './volume-reader.ts';

const folder = temporaryFolder('exports');
const demo = join(folder, 'demo');
const sources = join(demo, '材料');
const NOW = new Date(2026, 5, 30, 9, 0, 0);
const calm: JobContext = { signal: new AbortController().signal, progress: () => undefined };

/** Exports from a copy of the demo's archive, so that every call starts from the same state. */
async function exportFrom(name: string, options: Partial<ExportOptions>, ctx: JobContext = calm): Promise<ExportResult> {
  const copy = join(folder, `${name}-库`);
  if (!existsSync(copy)) cpSync(join(demo, '档案库'), copy, { recursive: true });
  const archive = await openArchive(copy, { now: () => NOW });
  try {
    return await exportVolumes(
      archive,
      { out: join(folder, name), draft: false, ...options },
      { now: () => NOW, threads: 1, printer: null },
      ctx,
    );
  } finally {
    await archive.close();
  }
}

let out: string;
let path: string;
let manifest: Manifest;
let volume: ReadVolume;
let seen: VolumeInspection;

beforeAll(async () => {
  const made = await taizhang('demo', demo, '--quiet');
  expect(made.code).toBe(0);
  out = join(demo, '成册');
  ({ manifest } = readManifest(join(out, MANIFEST_FILE)));
  path = join(out, manifest.volumes[0]!.file);
  volume = await readVolume(path);
  seen = await inspectVolume(path);
}, 120_000);

describe('the sample volume, read back', () => {
  test('E1: every page carries its label at its foot, and labels of numbered pages run without gap', () => {
    volume.labels.forEach((label, page) => {
      const foot = volume.lines[page]!.at(-1)!;
      if (page === 0) expect(foot.text).not.toContain('—');
      else expect([foot.text, foot.y < 49]).toEqual([`— ${label} —`, true]);
    });
    const numbers = volume.labels.filter((label) => /^\d+$/.test(label)).map(Number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(seen.labels).toEqual(volume.labels);
  });

  test('E1: every line of the contents prints the label of the page its link leads to', () => {
    const contents = volume.labels.flatMap((label, page) => (label.startsWith('目录') ? [page] : []));
    const checked = volume.links.filter((link) => contents.includes(link.page));
    for (const link of checked) {
      const words = volume.lines[link.page]!.filter((line) => line.y > link.bottom && line.y < link.top).map((line) => line.text);
      // A title over two lines is two links; the label stands beside the last.
      const printed = /(\d+|卷末)$/.exec(words.join(''))?.[1];
      if (printed !== undefined && printed === volume.labels[link.target]) continue;
      const sameTarget = checked.filter((other) => other.target === link.target && other.page === link.page);
      expect(sameTarget.length, words.join('')).toBeGreaterThan(1);
    }
    const targets = new Set(checked.map((link) => link.target));
    for (const item of manifest.items) expect(targets).toContain(item.firstPage - 1);
  });

  test('E1: every bookmark below a group ends with the label of its page, three levels deep', () => {
    const numbered = volume.bookmarks.filter((mark) => !['封面', '目录', '备考表'].includes(mark.title));
    for (const mark of numbered) expect(mark.title.split(' ').at(-1)).toBe(volume.labels[mark.page]);
    expect(new Set(volume.bookmarks.map((mark) => mark.level))).toEqual(new Set([0, 1, 2]));
    expect(numbered.filter((mark) => mark.level === 2)).toHaveLength(manifest.items.length);
  });

  test('E1: no link leads nowhere', () => {
    expect(volume.links.filter((link) => link.target < 0)).toEqual([]);
    expect(volume.links.length).toBeGreaterThan(manifest.items.length * 3);
  });

  test('the code at the head of every material leads back to its 指标页', () => {
    const pages = manifest.items.filter((item) => item.omitted === null && item.firstPage !== null);
    expect(pages.length).toBeGreaterThan(10);
    for (const item of pages) {
      const at = item.firstPage! - 1;
      const back = volume.links.filter(({ page, target }) => page === at && textOf(volume, target).includes(item.indicator));
      expect(back.filter(({ target }) => target < at).length, item.path).toBe(1);
    }
  });

  test('E2: the evidence of an indicator follows its page without gap or overlap, and labels agree with pages', () => {
    for (const code of new Set(manifest.items.map((item) => item.indicator))) {
      let next = seen.destinations.get(`ind/${code}`)! + 2;
      for (const item of manifest.items.filter((known) => known.indicator === code)) {
        expect(item.firstPage).toBe(next);
        next = item.lastPage + 1;
        expect([item.firstLabel, item.lastLabel]).toEqual([volume.labels[item.firstPage - 1], volume.labels[item.lastPage - 1]]);
      }
    }
    expect(manifest.volumes[0]!.pages).toBe(volume.labels.length);
  });

  test('E5: every confirmed piece of evidence stands in the volume once; what cannot be placed has a page, a line on 备考表 and one in the list', () => {
    expect(new Set(manifest.items.map((item) => item.materialCode)).size).toBe(manifest.items.length);
    const omitted = manifest.items.filter((item) => item.omitted !== null);
    expect(omitted.map((item) => item.path.split('.').at(-1)).sort()).toEqual(['mp4', 'pdf', 'pdf', 'xlsx', 'zip']);
    const squeeze = (text: string): string => text.replace(/\s/g, '');
    const note = squeeze(textOf(volume, volume.labels.indexOf('卷末')));
    const list = squeeze(textOf(volume, volume.labels.length - 1));
    expect(note).toContain(`未收入材料${omitted.length}件`);
    for (const item of omitted) {
      const page = squeeze(textOf(volume, item.firstPage - 1));
      expect(item.firstPage).toBe(item.lastPage);
      expect(page).toContain('原件另附');
      expect(page).toContain(item.sha256);
      const name = squeeze(item.path).split('/').at(-1)!.slice(0, 7);
      for (const text of [page, note, list]) expect(text).toContain(name);
    }
  });

  test('what is printed otherwise than its file shows it stands on 备考表', () => {
    const note = textOf(volume, volume.labels.indexOf('卷末')).replace(/\s/g, '');
    expect(note).toContain('按文字排印，没有保留原来的版式');
    expect(note).toContain('U+20BB7');
  });

  test('E6: our fonts are embedded subsets, nothing is encrypted and nothing runs', () => {
    expect(seen.fonts.filter((font) => !font.embedded)).toEqual([]);
    expect(seen.fonts.filter((font) => /^[A-Z]{6}\+Noto(Sans|Serif)SC/.test(font.name)).length).toBeGreaterThanOrEqual(3);
    expect(seen).toMatchObject({ hasJavaScript: false, encrypted: false });
  });

  test('texts of ours use full-width punctuation between Chinese characters, codes keep theirs', () => {
    const contents = volume.lines[1]!.map((line) => line.text).join('\n');
    expect(contents).not.toMatch(/[\u4e00-\u9fff][,;:][\u4e00-\u9fff]/);
    expect(contents).toContain('Ⅱ-5-2)');
  });
});

test('E7: the same archive, files and time give the same bytes', async () => {
  const first = await exportFrom('twice-1', {});
  const second = await exportFrom('twice-2', {});
  expect(second.volumes).toEqual(first.volumes);
  // Only the one file with a character no font has is named for it.
  const missing = first.warnings.filter((warning) => warning.code === 'missing-glyph').map((warning) => warning.message);
  expect(missing).toEqual([expect.stringMatching(/^03 志愿服务.*xlsx:字体里没有“𠮷”/)]);
  for (const name of readdirSync(join(folder, 'twice-1')))
    expect(readFileSync(join(folder, 'twice-2', name)).equals(readFileSync(join(folder, 'twice-1', name)))).toBe(true);
});

describe('E8: verifying', () => {
  const tampered = async (change: (where: string) => void): Promise<CheckResult> => {
    const where = join(folder, `tampered-${Math.floor(performance.now() * 1000)}`);
    cpSync(out, where, { recursive: true });
    change(where);
    return verifyExport(where, calm);
  };
  const patch = (file: string, from: string, to: string): void => {
    const bytes = readFileSync(file);
    const at = bytes.indexOf(Buffer.from(from));
    expect(at).toBeGreaterThan(-1);
    Buffer.from(to).copy(bytes, at);
    writeFileSync(file, bytes);
  };

  test('an untouched export is in order', async () => {
    const lists = manifest.volumes.map(({ file }) => ({
      volume: file,
      digest: listDigest(manifest.items.filter((item) => item.volume === file)),
    }));
    expect(await verifyExport(out, calm)).toEqual({ ok: true, checked: 4, problems: [], lists });
    expect((await verifyExport(path, calm)).lists).toEqual(lists);
    // An edition of a former version, whose 备考表 says no digest: nothing is told that could be looked for in vain.
    const former = await tampered((where) => {
      const volumes = manifest.volumes.map(({ listDigest: _printed, ...volume }) => volume);
      writeFileSync(join(where, MANIFEST_FILE), encodeManifest({ ...manifest, volumes }));
    });
    expect(former).toEqual({ ok: true, checked: 4, problems: [], lists: [] });
  });

  test('备考表 prints the 清单摘要 that 校验 tells, in digits and as a 二维码 that a telephone reads', async () => {
    const page = volume.lines.findIndex((lines) => lines.some((line) => line.text.includes('清单摘要')));
    const digest = listDigest(manifest.items);
    const words = volume.lines[page]!.map((line) => line.text).join('\n');
    expect(words).toContain('备 考 表');
    expect(words).toContain(digest.slice(0, 32));
    expect(words).toContain(digest.slice(32));
    const { widthPx, heightPx, rgba } = await renderPageAt(path, page, { dpi: 150, longestPx: 2_000 });
    expect(decodeQR({ width: widthPx, height: heightPx, data: rgba })).toBe(
      [
        '迎检台账卷册',
        '题名：滨河区 2026 年迎检档案（示例）',
        '第 1 版 第 1 卷 共 1 卷',
        `材料 ${manifest.items.filter((item) => item.omitted === null).length} 件 全卷 ${seen.pageCount} 页`,
        '清单摘要 SHA-256',
        digest,
      ].join('\n'),
    );
  });

  test('one changed byte in a page names the volume, the page and the evidence on it', async () => {
    const file = manifest.volumes[0]!.file;
    const photo = manifest.items.find((item) => item.path.endsWith('.jpg'))!;
    const found = await tampered((where) => {
      const bytes = readFileSync(join(where, file));
      const original = readFileSync(join(sources, photo.path));
      const at = bytes.indexOf(original.subarray(2000, 2400));
      expect(at).toBeGreaterThan(0);
      bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 0x55;
      writeFileSync(join(where, file), bytes);
    });
    expect(found.ok).toBe(false);
    expect(found.problems.map((problem) => problem.code)).toEqual(['changed', 'page-changed']);
    expect(found.problems[1]!.message).toContain(`第 ${photo.firstPage} 页`);
    expect(found.problems[1]!.message).toContain(photo.materialCode);
  });

  test('a cut-off volume is named as unreadable', async () => {
    const file = manifest.volumes[0]!.file;
    const found = await tampered((where) =>
      writeFileSync(join(where, file), readFileSync(join(where, file)).subarray(0, 1_000_000)),
    );
    expect(found.problems.map((problem) => [problem.file, problem.code])).toEqual([
      [file, 'changed'],
      [file, 'unreadable'],
    ]);
  });

  test('a dropped, an added and a renamed file are named', async () => {
    const file = manifest.volumes[0]!.file;
    const found = await tampered((where) => {
      rmSync(join(where, '清单.csv'));
      renameSync(join(where, file), join(where, '改名.pdf'));
      writeFileSync(join(where, '多出来的.txt'), 'x');
    });
    expect(found.problems.map((problem) => `${problem.code} ${problem.file}`).sort()).toEqual(
      [`missing ${file}`, 'missing 清单.csv', 'added 多出来的.txt', 'added 改名.pdf'].sort(),
    );
  });

  test('an edited manifest is noticed even where the volume still agrees with it', async () => {
    const found = await tampered((where) => patch(join(where, MANIFEST_FILE), '"complete": false', '"complete": true '));
    expect(found.problems).toMatchObject([{ file: MANIFEST_FILE, code: 'changed' }]);
  });

  test('a folder that is no export and a path that is none are refused by a sentence', async () => {
    await expect(verifyExport(sources, calm)).rejects.toMatchObject({ code: 'not-found' });
    await expect(verifyExport(join(folder, '没有'), calm)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('where it may write', () => {
  test('inside a source, also through a link, over a file, in a full folder and where no folder can be made it refuses and writes nothing', async () => {
    const before = treeHash(sources);
    // A place where the system refuses every new folder exists on Linux only.
    const noFolderHere = process.platform === 'linux' ? ['/proc/成册'] : [];
    symlinkSync(sources, join(folder, 'link'), 'junction');
    writeFileSync(join(folder, 'file'), 'x');
    for (const target of [join(sources, '成册'), join(folder, 'link', '成册'), join(folder, 'file'), out, ...noFolderHere]) {
      await expect(exportFrom('refused', { out: target })).rejects.toMatchObject({ code: 'refused' });
    }
    expect(treeHash(sources)).toBe(before);
  });

  test('an unknown indicator or unit is named and no folder is left', async () => {
    await expect(exportFrom('unknown', { indicators: ['Ⅱ-99-9)'] })).rejects.toMatchObject({
      message: expect.stringContaining('Ⅱ-99-9)'),
    });
    await expect(exportFrom('unknown', { unit: '没有这个局' })).rejects.toThrow('没有这个局');
    expect(existsSync(join(folder, 'unknown'))).toBe(false);
  });

  test('cancelled in the middle it leaves nothing, and the same folder serves for the next export', async () => {
    const stop = new AbortController();
    const ctx: JobContext = {
      signal: stop.signal,
      progress: ({ stage, done }) => {
        if (stage === '成册' && done > 40) stop.abort();
      },
    };
    mkdirSync(join(folder, 'cancelled'));
    await expect(exportFrom('cancelled', {}, ctx)).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(folder, 'cancelled'))).toEqual([]);
    expect((await exportFrom('cancelled', { indicators: ['Ⅱ-9-1)'] })).volumes).toHaveLength(1);
  });

  test('killed in the middle it leaves only what the next export clears away', async () => {
    const copy = join(folder, 'killed-库');
    cpSync(join(demo, '档案库'), copy, { recursive: true });
    const target = join(folder, 'killed');
    const child = startTaizhang(['export', copy, '--out', target, '--quiet']);
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (child.exitCode === null && !(existsSync(target) && readdirSync(target).some((name) => name.endsWith('.part'))))
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(target).every((name) => name.endsWith('.part'))).toBe(true);
    const next = await taizhang('export', copy, '--out', target, '--quiet', '--json');
    expect(next.json<ExportResult>().volumes).toHaveLength(1);
    expect(readdirSync(target).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await verifyExport(target, calm)).ok).toBe(true);
  });
});

test('a source that changed or vanished since it was indexed is not placed and is named', async () => {
  const place = join(folder, 'moved-away');
  cpSync(sources, join(place, '材料'), { recursive: true });
  const run = (...args: string[]) => taizhang(...args, '--json', '--quiet');
  const archive = join(place, '库');
  await run('create', archive, '--framework', 'wenming-chengshi', '--source', join(place, '材料'), '--base-date', '2026-06-30');
  await run('index', archive);
  await run('decide', archive, '--confirm-band', 'high');
  const [changed, gone] = manifest.items.filter((item) => item.indicator === 'Ⅱ-9-1)').map((item) => item.path);
  writeFileSync(join(place, '材料', changed!), 'other content');
  rmSync(join(place, '材料', gone!));
  const made = await run('export', archive, '--out', join(place, '册'), '--indicator', 'Ⅱ-9-1)');
  expect(made.code).toBe(3);
  const { omitted } = made.json<ExportResult>();
  expect(omitted.find((item) => item.path === changed)?.reason).toContain('有改动');
  expect(omitted.find((item) => item.path === gone)?.reason).toContain('不在原处');
}, 60_000);

test('a chosen indicator that is complete makes a complete volume; its list of gaps counts only what was chosen', async () => {
  const made = await exportFrom('chosen', { indicators: ['ii-11-5'] });
  expect(made).toMatchObject({ complete: true, omitted: [] });
  expect(made.volumes[0]!.file).not.toContain('不完整');
  const read = await readVolume(join(folder, 'chosen', made.volumes[0]!.file));
  expect(textOf(read, read.labels.indexOf('1'))).toContain('成册范围内共 1 项指标');
});

test('volumes keep under --max-pages, name each other, and list the whole of the gaps once', async () => {
  const made = await exportFrom('split', { maxPages: 45 });
  expect(made.volumes.length).toBeGreaterThan(2);
  for (const { pages } of made.volumes) expect(pages).toBeLessThanOrEqual(45);
  const gapLines: number[] = [];
  for (const [index, { file }] of made.volumes.entries()) {
    const read = await readVolume(join(folder, 'split', file));
    expect(textOf(read, 0)).toMatch(new RegExp(`第 ${index + 1} 卷\\s+共 ${made.volumes.length} 卷`));
    gapLines.push(read.bookmarks.find((mark) => mark.level === 0 && !/封面|目录|缺项表/.test(mark.title))!.page);
  }
  expect(gapLines[0]).toBeGreaterThan(gapLines[1]! + 3);
  expect((await verifyExport(join(folder, 'split'), calm)).ok).toBe(true);
});

test('volumes keep under a thickness of 80 g paper, on both sides half as many', async () => {
  const counts: number[] = [];
  for (const doubleSided of [false, true]) {
    const made = await exportFrom(`thick-${doubleSided}`, { maxMillimetres: 6, doubleSided });
    for (const { pages } of made.volumes)
      expect(paperOf(pages)[doubleSided ? 'doubleSidedMm' : 'singleSidedMm']).toBeLessThanOrEqual(6);
    counts.push(made.volumes.length);
  }
  expect(counts[0]).toBeGreaterThan(counts[1]!);
}, 60_000);

test('a password opens what it fits and the volume itself stays open', async () => {
  const made = await exportFrom('password', { indicators: ['Ⅱ-29-1)'], draft: true, password: '123456' });
  expect(made.volumes[0]!.file).toContain('草稿');
  expect((await inspectVolume(join(folder, 'password', made.volumes[0]!.file))).encrypted).toBe(false);
});
