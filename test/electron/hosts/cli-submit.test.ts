import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/folders.ts';
import { startTaizhang, taizhang } from '../../support/taizhang.ts';

const folder = temporaryFolder('cli-submit');
const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
const FILM_BYTES = 96 << 20;

beforeAll(async () => {
  mkdirSync(source);
  writeFileSync(join(source, '交通通知.txt'), '关于开展文明交通行动的通知\n滨河区文明办\n2026年3月5日\n');
  writeFileSync(join(source, '执法录像.dat'), '录像');
  // Long enough to be stopped in the middle, and takes no room on the disk.
  truncateSync(join(source, '执法录像.dat'), FILM_BYTES);
  await taizhang('create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30');
  await taizhang('index', archive);
  for (const name of ['交通通知.txt', '执法录像.dat'])
    await taizhang('decide', archive, '--document', name, '--indicator', 'Ⅱ-11-1)', '--confirm');
}, 90_000);

test('submit checks, makes, compares and verifies from the command line, with the exit codes of the contract', async () => {
  const rules = join(folder, '省系统.json');
  writeFileSync(rules, JSON.stringify({ name: '省系统', formats: ['txt'] }));
  const checked = await taizhang('submit', archive, '--check', '--rules', rules, '--xlsx', join(folder, '报告.xlsx'), '--json');
  expect(checked.code).toBe(3);
  expect(checked.json()).toMatchObject({
    open: 1,
    totals: { files: 2 },
    findings: [{ code: 'format', open: 1 }],
    rules: { name: '省系统' },
  });
  expect(existsSync(join(folder, '报告.xlsx'))).toBe(true);
  const refused = await taizhang('submit', archive, '--out', join(folder, '包'), '--rules', rules);
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining('不合报送要求“省系统”')]);
  const made = await taizhang(
    'submit',
    archive,
    '--out',
    join(folder, '包.zip'),
    '--rules',
    rules,
    '--leave-out',
    '系统不收',
    '--json',
  );
  expect(made.code).toBe(3);
  expect(made.json()).toMatchObject({
    number: 1,
    form: 'zip',
    items: [{ path: '交通通知.txt' }],
    leftOut: [{ path: '执法录像.dat' }],
  });
  const whole = await taizhang(
    'submit',
    archive,
    '--out',
    join(folder, '包'),
    '--since',
    '1',
    '--name',
    '{序号}{名称}',
    '--layout',
    'flat',
    '--json',
  );
  expect(whole.code).toBe(0);
  expect(whole.json()).toMatchObject({ changes: { added: [{ path: '执法录像.dat' }], removed: [], kept: 1 } });
  expect(readdirSync(join(folder, '包', 'data')).sort()).toEqual(['01关于开展文明交通行动的通知.txt', '02执法录像.dat']);
  for (const place of ['包', '包.zip'])
    expect((await taizhang('verify', join(folder, place), '--json')).json()).toMatchObject({ ok: true });
  writeFileSync(join(folder, '包', 'data', '01关于开展文明交通行动的通知.txt'), '改过');
  expect((await taizhang('verify', join(folder, '包'))).code).toBe(3);
}, 60_000);

test('submit says how it is written', async () => {
  expect((await taizhang('--help')).stdout).toContain('taizhang submit 档案库');
  const [none, both, lone, broken] = await Promise.all([
    taizhang('submit', archive),
    taizhang('submit', archive, '--out', 'x', '--accept', '甲', '--leave-out', '乙'),
    taizhang('submit', archive, '--out', 'x', '--xlsx', 'y.xlsx'),
    taizhang('submit', archive, '--out', 'x', '--answers', join(source, '交通通知.txt')),
  ]);
  expect([none, both, lone, broken].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  expect(both.stderr).toContain('只能写一个');
  expect(lone.stderr).toContain('要和 --check 一起用');
  expect(broken.stderr).toContain('处理意见读不出来');
}, 30_000);

test('kill -9 while a package is made leaves nothing that looks whole, and the next run makes it', async () => {
  for (const name of ['断电', '断电.zip']) {
    const [out, part] = [join(folder, name), join(folder, `${name}.part`)];
    const begun = (): boolean => existsSync(name.endsWith('.zip') ? part : join(part, '没有生成完.txt'));
    const child = startTaizhang(['submit', archive, '--out', out, '--quiet']);
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (!begun() && child.exitCode === null) await wait(1);
    child.kill('SIGKILL');
    await ended;
    expect([existsSync(out), existsSync(part)]).toEqual([false, true]);
    if (!name.endsWith('.zip')) expect(existsSync(join(part, 'bagit.txt'))).toBe(false);
    else expect(readFileSync(part).includes('bagit.txt')).toBe(false);
    const made = await taizhang('submit', archive, '--out', out, '--quiet');
    expect([made.code, existsSync(part)]).toEqual([0, false]);
    expect((await taizhang('verify', out, '--json')).json()).toMatchObject({ ok: true });
  }
}, 90_000);
