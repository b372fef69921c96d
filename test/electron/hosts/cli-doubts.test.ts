import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore, type Core } from '../../../electron/core/core.ts';
import { readCommandLine } from '../../../electron/hosts/cli/commands.ts';
import type { AnsweredDoubt, Doubt } from '../../../shared/contract/doubts.ts';
import { temporaryFolder, treeHash } from '../../support/folders.ts';
import { quiet } from '../../support/sample-core.ts';
import { taizhang } from '../../support/taizhang.ts';

const INDICATOR = 'Ⅱ-11-1)';
const FILES = ['方案', '简报', '通知'];

/** An archive whose three confirmed papers in 交警队 were edited in place, 简报.txt also renamed after. */
async function edited(): Promise<{ archive: string; source: string }> {
  const folder = temporaryFolder('cli-doubts');
  const [archive, source] = [join(folder, '档案库'), join(folder, '材料')];
  mkdirSync(join(source, '交警队'), { recursive: true });
  const write = (version: string): void => {
    for (const file of FILES) writeFileSync(join(source, '交警队', `${file}.txt`), `文明交通劝导${file},${version}`);
  };
  const core: Core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs') });
  write('第一稿');
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, quiet());
  await core.call('index.run', { archive }, quiet());
  for (const file of FILES) {
    const decision = { archive, document: `交警队/${file}.txt`, indicator: INDICATOR, action: 'confirm' } as const;
    await core.call('links.decide', decision, quiet());
  }
  write('改过的第二稿');
  await core.call('index.run', { archive }, quiet());
  renameSync(join(source, '交警队', '简报.txt'), join(source, '简报 新.txt'));
  await core.call('index.run', { archive }, quiet());
  await core.close();
  return { archive, source };
}

test(
  '待核对 is listed, answered with a file or with none, and a wrong name is answered with what there is',
  { timeout: 240_000 },
  async () => {
    const { archive, source } = await edited();
    const before = treeHash(source);
    const listed = await taizhang('doubts', archive, '--json');
    const { doubts } = listed.json<{ doubts: Doubt[] }>();
    expect(
      doubts.map(({ former, candidates }) => [former.path, former.evidence[0]?.code, candidates.map(({ path }) => path)]),
    ).toEqual([
      ['交警队/方案.txt', INDICATOR, ['交警队/方案.txt']],
      ['交警队/简报.txt', INDICATOR, ['简报 新.txt']],
      ['交警队/通知.txt', INDICATOR, ['交警队/通知.txt']],
    ]);
    const lines = (await taizhang('doubts', archive)).stdout;
    expect(lines).toContain('待核对 3 份');
    expect(lines).toMatch(/ {4}交警队\/方案\.txt\t[0-9a-f]{8}\t在原来的位置/);

    const unknown = await taizhang('doubts', archive, '--settle', '没有.txt', '--none');
    expect(unknown.code).toBe(5);
    expect(unknown.stderr).toMatch(/没有\.txt。待核对的材料有:交警队\/方案\.txt\([0-9a-f]{8}\)、/);
    const other = await taizhang('doubts', archive, '--settle', '交警队/方案.txt', '--same', '交警队/通知.txt');
    expect(other.code).toBe(5);
    expect(other.stderr).toContain('可以选的文件有:交警队/方案.txt(');

    const digest = doubts[0]!.candidates[0]!.sha256.slice(0, 8);
    const byDigest = await taizhang('doubts', archive, '--settle', '交警队\\方案.txt', '--same', digest, '--json');
    expect(byDigest.code, byDigest.stderr).toBe(0);
    expect(byDigest.json<AnsweredDoubt>()).toMatchObject({
      former: { path: '交警队/方案.txt' },
      candidate: { path: '交警队/方案.txt', source },
      moved: 1,
      open: 2,
    });
    const whole = [join(source, '交警队', '简报.txt'), '--same', join(source, '简报 新.txt')];
    const byPath = await taizhang('doubts', archive, '--settle', ...whole);
    expect(byPath.code, byPath.stderr).toBe(0);
    expect(byPath.stdout).toContain('交警队/简报.txt:沿用到 简报 新.txt。佐证 1 项');
    const none = await taizhang('doubts', archive, '--settle', '交警队/通知.txt', '--none');
    expect(none.code, none.stderr).toBe(0);
    expect(none.stdout).toContain('都不是');
    expect(none.stdout).toContain('没有别的待核对了');
    expect((await taizhang('doubts', archive)).stdout.trim()).toBe('没有待核对的材料。');
    expect(treeHash(source)).toBe(before);
  },
);

test.each([
  ['--none'],
  ['--same 交警队/方案.txt'],
  ['--settle 交警队/方案.txt'],
  ['--settle 交警队/方案.txt --none --same 交警队/方案.txt'],
])('doubts %s is wrong usage', (words) => {
  const { command, words: parsed } = readCommandLine(['doubts', '档案库', ...words.split(' ')], []);
  expect(() => command.toCall(parsed)).toThrow(/--settle/);
});
