import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OcrResult } from '../../../shared/contract/ocr.ts';
import type { CreateResult, IndexResult } from '../../../shared/contract/results.ts';
import { temporaryFolder, treeHash } from '../../support/folders.ts';
import { taizhang } from '../../support/taizhang.ts';

const folder = temporaryFolder('cli');
const source = join(folder, '材料');
mkdirSync(join(source, '交警队'), { recursive: true });
writeFileSync(join(source, '交警队', '文明交通劝导志愿者路口执勤表.txt'), '文明交通志愿服务执勤表\n2026年3月5日\n');
writeFileSync(join(source, '空.txt'), '');

function oneSentence(stderr: string): void {
  expect(stderr).not.toMatch(/\n\s+at |Error:|node:internal/);
  expect(
    stderr
      .trim()
      .split('\n')
      .filter((line) => !line.endsWith('…')),
  ).toHaveLength(1);
}

describe('creating an archive', () => {
  const archive = join(folder, '档案库');

  test('answers with one JSON value on stdout and names the reconstruction', async () => {
    const done = await taizhang(
      'create',
      archive,
      '--framework',
      'wenming-chengshi',
      '--source',
      source,
      '--base-date',
      '2026-06-30',
      '--json',
    );
    expect(done.code).toBe(0);
    const created = done.json<CreateResult>();
    expect(created.baseDate).toBe('2026-06-30');
    expect(created.frameworks[0]?.leaves).toBe(156);
    expect(created.frameworks[0]?.note).toMatch(/重建|示例/);
  });

  test('refuses an existing archive with exit code 5 and one sentence', async () => {
    const done = await taizhang('create', archive, '--framework', 'wenming-chengshi', '--source', source);
    expect(done.code).toBe(5);
    oneSentence(done.stderr);
  });

  test('refuses an archive inside a source, and writes nothing there', async () => {
    const before = treeHash(source);
    const done = await taizhang('create', join(source, '库'), '--framework', 'wenming-chengshi', '--source', source);
    expect(done.code).toBe(5);
    oneSentence(done.stderr);
    expect(treeHash(source)).toBe(before);
  });

  test('refuses a source inside the archive to be', async () => {
    const done = await taizhang('create', folder, '--framework', 'wenming-chengshi', '--source', source);
    expect(done.code).toBe(5);
    oneSentence(done.stderr);
  });

  test('refuses a source that does not exist and leaves no folder behind', async () => {
    const done = await taizhang(
      'create',
      join(folder, 'none'),
      '--framework',
      'wenming-chengshi',
      '--source',
      join(folder, '没有'),
    );
    expect(done.code).toBe(5);
    oneSentence(done.stderr);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  test.each(['2026-02-30', '2026/06/30', '明天', ''])('says wrong usage for the date “%s”', async (date) => {
    const done = await taizhang(
      'create',
      join(folder, 'bad-date'),
      '--framework',
      'wenming-chengshi',
      '--source',
      source,
      '--base-date',
      date,
    );
    expect(done.code).toBe(2);
    oneSentence(done.stderr);
    expect(existsSync(join(folder, 'bad-date'))).toBe(false);
  });

  test('names the built-in frameworks when asked for an unknown one', async () => {
    const done = await taizhang('create', join(folder, 'unknown'), '--framework', '没有这个', '--source', source);
    expect(done.code).toBe(5);
    expect(done.stderr).toContain('wenming-chengshi');
  });
});

describe('the words of the command line', () => {
  test.each([
    [['nonsense']],
    [['index']],
    [['index', 'a', 'b']],
    [['index', 'a', '--nonsense']],
    [['create', 'a', '--framework']],
    [['decide', 'a', '--document', 'x', '--indicator', 'y']],
    [['decide', 'a', '--document', 'x', '--indicator', 'y', '--confirm', '--pages', 'x-y']],
    [['documents', 'a', '--limit', 'viel']],
    [['documents', 'a', '--order', 'relevance']],
    [['documents', 'a', '--query', '文明', '--order', 'beste']],
  ])('%j is wrong usage: exit 2, one sentence', async (args) => {
    const done = await taizhang(...args);
    expect(done.code).toBe(2);
    expect(done.stdout).toBe('');
    oneSentence(done.stderr);
  });

  test('an error with --json is one JSON value too', async () => {
    const done = await taizhang('gaps', join(folder, 'nowhere'), '--json');
    expect(done.code).toBe(5);
    expect(done.json<{ error: { code: string } }>().error.code).toBe('archive-not-found');
  });

  test('--help lists every command', async () => {
    const done = await taizhang('--help');
    expect(done.code).toBe(0);
    for (const name of [
      'create',
      'framework',
      'source',
      'index',
      'documents',
      'suggest',
      'decide',
      'gaps',
      'export',
      'verify',
      'check',
      'demo',
    ]) {
      expect(done.stdout).toContain(`taizhang ${name}`);
    }
  });
});

describe('indexing from the command line', () => {
  const archive = join(folder, '索引');

  test('adds up, writes the JSON to --out as well, and touches nothing in the source', async () => {
    await taizhang('create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30');
    const before = treeHash(source);
    const file = join(folder, 'index.json');
    const done = await taizhang('index', archive, '--json', '--out', file, '--quiet');
    expect(done.code).toBe(0);
    expect(done.stderr).toBe('');
    const result = done.json<IndexResult>();
    expect(result).toMatchObject({ found: 2, indexed: 1, unchanged: 0 });
    expect(result.skipped.map((skipped) => skipped.path)).toEqual(['空.txt']);
    expect(existsSync(file)).toBe(true);
    expect(treeHash(source)).toBe(before);
  });

  test('is not written into a 材料文件夹', async () => {
    const before = treeHash(source);
    const done = await taizhang('documents', archive, '--json', '--out', join(source, '结果.json'), '--quiet');
    expect(done.code).toBe(5);
    oneSentence(done.stderr);
    expect(treeHash(source)).toBe(before);
  });

  test('an unchanged tree is unchanged', async () => {
    const done = await taizhang('index', archive, '--json');
    expect(done.json<IndexResult>()).toMatchObject({ found: 2, indexed: 0, unchanged: 1 });
  });

  test('--ocr reads the words of scans and photos after indexing; here there are none to read', async () => {
    const done = await taizhang('index', archive, '--ocr', '--json');
    expect(done.code).toBe(0);
    expect(done.json<{ ocr: OcrResult }>().ocr).toMatchObject({ pages: 0, failed: [] });
  });

  test('--ocr and --watch together are refused in one sentence', async () => {
    const done = await taizhang('index', archive, '--ocr', '--watch');
    expect(done.code).toBe(2);
    oneSentence(done.stderr);
  });

  test('search finds the document by one, two and more characters', async () => {
    for (const query of ['劝', '文明', '路口执勤', '交通劝导志愿']) {
      const done = await taizhang('documents', archive, '--query', query, '--json');
      expect(done.json<{ total: number }>().total, query).toBe(1);
    }
    expect((await taizhang('documents', archive, '--query', '没有这个词', '--json')).json<{ total: number }>().total).toBe(0);
    const ranked = await taizhang('documents', archive, '--query', '文明', '--order', 'relevance', '--json');
    expect(ranked.json<{ total: number }>().total).toBe(1);
  });

  test('an archive that is only read leaves no lock behind', () => {
    expect(readdirSync(archive)).not.toContain('archive.lock');
  });
});
