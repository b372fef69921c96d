import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { readManifestLines } from '../../../../electron/core/submit/bag.ts';
import type { Input, Output } from '../../../../shared/contract/api.ts';
import { NO_RULES } from '../../../../shared/domain/package-rules.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';
import { readSheets } from './sheet-reader.ts';

const folder = temporaryFolder('submit');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const [ONE, TWO] = ['Ⅱ-11-1)', 'Ⅱ-9-1)'];
const FRAMEWORK = 'wenming-chengshi';
const ANSWER = { of: 'captions', action: 'accept', reason: '另附说明表' } as const;
let core: Core;

/** A whole second, so that a test can put it back to the millisecond. */
const WRITTEN = new Date('2026-03-05T08:00:00Z');
const paper = (name: string, words = '正文。'): void =>
  writeFileSync(join(source, name), `${name.replace(/\.\w+$/, '')}\n${words}\n滨河区文明办\n2026年3月5日\n`);
const index = () => core.call('index.run', { archive }, quiet);
const decide = (document: string, indicator: string, action: 'confirm' | 'clear' = 'confirm') =>
  core.call('links.decide', { archive, document, indicator, framework: FRAMEWORK, action }, quiet);
const make = (out: string, more: Partial<Input<'submit.run'>> = {}): Promise<Output<'submit.run'>> =>
  core.call('submit.run', { archive, out: join(folder, out), answers: [ANSWER], ...more }, quiet);
const check = (more: Partial<Input<'submit.check'>> = {}): Promise<Output<'submit.check'>> =>
  core.call('submit.check', { archive, ...more }, quiet);
const verify = async (path: string): Promise<readonly string[]> =>
  (await core.call('verify.run', { path }, quiet)).problems.map(({ file, code }) => `${code} ${file}`);

function files(place: string, below = ''): readonly string[] {
  return readdirSync(join(place, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? files(place, path) : [path];
  });
}

beforeAll(async () => {
  mkdirSync(source);
  for (const name of ['交通通知.txt', '志愿方案(初稿).txt', '志愿方案(终稿).txt', '志愿䶮记录.txt']) paper(name);
  cpSync(
    new URL('../../../../resources/sample/files/照片/2026年3月学雷锋/IMG_2031.jpg', import.meta.url),
    join(source, '劝导.jpg'),
  );
  for (const name of readdirSync(source)) utimesSync(join(source, name), WRITTEN, WRITTEN);
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call(
    'archive.create',
    { archive, name: '滨河区', unit: '滨河区文明办', framework: [FRAMEWORK], sources: [source], baseDate: '2026-06-30' },
    quiet,
  );
  await index();
  await decide('交通通知.txt', ONE);
  await decide('劝导.jpg', ONE);
  await decide('交通通知.txt', TWO);
  await decide('志愿䶮记录.txt', TWO);
}, 60_000);
afterAll(() => core.close());

test('a folder holds every confirmed original byte for byte by indicator, with 目录 and lists that any bag tool checks; the sources are untouched', async () => {
  const before = treeHash(source);
  const made = await make('包一');
  expect(treeHash(source)).toBe(before);
  expect(made).toMatchObject({
    number: 1,
    form: 'folder',
    totals: { files: 4, indicators: 2 },
    leftOut: [],
    accepted: 1,
    changes: null,
  });
  const place = join(folder, '包一');
  const data = files(place).filter((path) => path.startsWith('data/'));
  expect(data.map((path) => path.split('/').at(-1)).sort()).toEqual([
    'Ⅱ-11-1)-①交通通知_20260305.txt',
    expect.stringMatching(/^Ⅱ-11-1\)-②.*\.jpg$/),
    expect.stringMatching(/^Ⅱ-9-1\)-[①②]交通通知_20260305\.txt$/),
    expect.stringMatching(/^Ⅱ-9-1\)-[①②]志愿〓记录_20260305\.txt$/),
  ]);
  for (const { packagePath, path } of made.items) {
    expect(readFileSync(join(place, packagePath))).toEqual(readFileSync(join(source, path)));
    expect(Math.round(statSync(join(place, packagePath)).mtimeMs)).toBe(Math.round(statSync(join(source, path)).mtimeMs));
  }
  const manifest = readManifestLines(readFileSync(join(place, 'manifest-sha256.txt'), 'utf8'))!;
  expect(manifest.map(({ path }) => path).sort()).toEqual([...data].sort());
  expect(readFileSync(join(place, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  expect(readFileSync(join(place, 'bag-info.txt'), 'utf8')).toContain(`Payload-Oxum: ${made.totals.sizeBytes}.4`);
  expect(await verify(place)).toEqual([]);
  const [contents] = await readSheets(join(place, '目录.xlsx'));
  const head = contents!.rows.findIndex((row) => row.includes('包内路径'));
  expect(contents!.rows[head]).toEqual([
    '编号',
    '指标',
    '指标名称',
    '材料名',
    '原路径',
    '包内路径',
    '大小(字节)',
    'SHA-256',
    '日期',
    '印证页',
    '说明',
  ]);
  const row = contents!.rows.find((one) => String(one[4]).endsWith('志愿䶮记录.txt'))!;
  expect([row[4], row[10]]).toEqual(['材料/志愿䶮记录.txt', 'GBK 没有的字已替换:䶮→〓']);
});

test('verify names what was changed, taken out and put in, in a folder and in a ZIP; a broken ZIP and a folder that is no package are said to be so', async () => {
  await make('包二');
  const place = join(folder, '包二');
  const [first, second] = files(place).filter((path) => path.endsWith('.txt') && path.startsWith('data/'));
  writeFileSync(join(place, first!), 'x');
  rmSync(join(place, second!));
  writeFileSync(join(place, 'data', '多出.txt'), 'x');
  writeFileSync(join(place, '留言.txt'), 'x');
  expect([...(await verify(place))].sort()).toEqual(
    [`added data/多出.txt`, 'added 留言.txt', `changed ${first}`, 'count bag-info.txt', `missing ${second}`].sort(),
  );
  await make('包二.zip');
  expect(await verify(join(folder, '包二.zip'))).toEqual([]);
  const bytes = readFileSync(join(folder, '包二.zip'));
  const at = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  bytes[at + 200]! ^= 1;
  writeFileSync(join(folder, '改过.zip'), bytes);
  expect(await verify(join(folder, '改过.zip'))).toEqual([expect.stringMatching(/^(changed|unreadable) data\/.*\.jpg$/)]);
  writeFileSync(join(folder, '断了.zip'), bytes.subarray(0, bytes.length / 2));
  await expect(verify(join(folder, '断了.zip'))).rejects.toThrow('它可能没有传完或已损坏');
});

/** RFC 8493 §3 by other programs: every payload file in the manifest once, every checksum right, the Oxum true, the tag manifest too. */
test('a package is a valid bag by sha256sum and find, where they are, and neither takes one that was altered', async () => {
  if (process.platform !== 'linux') return;
  const made = await make('包给别人验');
  const place = join(folder, '包给别人验');
  const sums = (list: string) =>
    spawnSync('sha256sum', ['--check', '--strict', '--quiet', list], { cwd: place, encoding: 'utf8' });
  for (const list of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
    expect(sums(list)).toMatchObject({ status: 0, stdout: '' });
  const found = (what: readonly string[]): readonly string[] =>
    spawnSync('find', [...what, '-type', 'f', '-printf', '%p\\t%s\\n'], { cwd: place, encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '')
      .sort();
  const listed = (list: string): readonly string[] =>
    readFileSync(join(place, list), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/^[0-9a-f]{64} [ *]/, ''))
      .sort();
  const payload = found(['data']);
  expect(payload.map((line) => line.split('\t')[0])).toEqual(listed('manifest-sha256.txt'));
  const bytes = payload.reduce((sum, line) => sum + Number(line.split('\t')[1]), 0);
  const info = readFileSync(join(place, 'bag-info.txt'), 'utf8');
  expect(info).toContain(`Payload-Oxum: ${bytes}.${payload.length}`);
  expect(info).toMatch(/^Bagging-Date: \d{4}-\d{2}-\d{2}$/m);
  const tags = found(['.', '-maxdepth', '1']).map((line) => line.split('\t')[0]!.slice(2));
  expect(tags.filter((name) => !name.startsWith('tagmanifest')).sort()).toEqual(listed('tagmanifest-sha256.txt'));
  expect(readFileSync(join(place, 'bagit.txt')).subarray(0, 3)).not.toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const altered = join(place, made.items[0]!.packagePath);
  writeFileSync(altered, Buffer.concat([readFileSync(altered), Buffer.from('x')]));
  expect(sums('manifest-sha256.txt').status).not.toBe(0);
});

test('a ZIP is read by 7-Zip with its names, where there is one', async () => {
  const { items } = await make('给系统.zip', { layout: 'leaf', pattern: '{序号} {名称}' });
  let listed: string;
  try {
    listed = execFileSync('7z', ['l', '-slt', join(folder, '给系统.zip')], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const { packagePath } of items) expect(listed).toContain(`Path = 给系统/${packagePath}`);
});

test('what does not keep to the rules stops the package until each is answered; answers are kept with their reasons', async () => {
  const rules = { ...NO_RULES, name: '省系统', formats: ['txt'], maxFilesPerIndicator: 1 };
  await expect(make('不行', { rules, answers: [] })).rejects.toThrow('不合报送要求“省系统”');
  expect(existsSync(join(folder, '不行'))).toBe(false);
  const found = await check({ rules });
  expect(found.findings.map(({ code, open }) => `${code} ${open}`)).toEqual(['format 1', 'count 2', 'captions 1']);
  const answers = [
    { of: 'format', action: 'leave-out' as const, reason: '系统不收照片' },
    {
      of: found.findings[1]!.items.find(({ indicator }) => indicator === TWO)!.key,
      action: 'accept' as const,
      reason: '领导同意',
    },
  ];
  const answered = await check({ rules, answers });
  // Without the photo the first indicator keeps to its number, and its caption is nobody's business.
  expect({ open: answered.open, leftOut: answered.leftOut, files: answered.totals.files }).toEqual({
    open: 0,
    leftOut: 1,
    files: 3,
  });
  const xlsx = join(folder, '报告.xlsx');
  await check({ rules, answers, xlsx });
  const [report] = await readSheets(xlsx);
  expect(report!.rows.slice(-2).map((row) => [row[0], row[7], row[8]])).toEqual([
    ['件数', '放行', '领导同意'],
    ['格式', '不报', '系统不收照片'],
  ]);
  const made = await make('放行', { rules, answers });
  expect(made.leftOut).toMatchObject([{ path: '劝导.jpg', why: '格式:jpg', reason: '系统不收照片' }]);
  const [, left] = await readSheets(join(folder, '放行', '目录.xlsx'));
  expect(left!.rows.at(-1)).toEqual(expect.arrayContaining(['劝导.jpg', '格式:jpg', '系统不收照片']));
  const detail = await core.call('submit.read', { archive, number: made.number }, quiet);
  expect(detail).toMatchObject({ rules, leftOut: 1, accepted: [{ rule: '件数', reason: '领导同意' }] });
  await expect(make('空理由', { answers: [{ of: 'captions', action: 'accept', reason: ' ' }] })).rejects.toThrow(
    '放行和不报都要写理由',
  );
});

test('only one state of a document is handed over; which, a person says', async () => {
  for (const name of ['志愿方案(初稿).txt', '志愿方案(终稿).txt']) await decide(name, TWO);
  const open = await check({ answers: [ANSWER, { of: 'version', action: 'leave-out', reason: '只报定稿' }] });
  expect(open.findings.find(({ code }) => code === 'version')).toMatchObject({ count: 2, open: 2, canLeaveOut: false });
  const draft = open.findings.find(({ code }) => code === 'version')!.items.find(({ path }) => path.includes('初稿'))!;
  const done = await check({ answers: [ANSWER, { of: draft.key, action: 'leave-out', reason: '只报定稿' }] });
  expect({ open: done.open, leftOut: done.leftOut }).toEqual({ open: 0, leftOut: 1 });
  for (const name of ['志愿方案(初稿).txt', '志愿方案(终稿).txt']) await decide(name, TWO, 'clear');
});

test('originals that changed since 编目 stop the package and are all named, also when their size and time say nothing; nothing is left behind', async () => {
  const [file, other] = [join(source, '交通通知.txt'), join(source, '志愿䶮记录.txt')];
  const [was, wasOther] = [readFileSync(file), readFileSync(other)];
  const { mtime, atime } = statSync(file);
  const sly = statSync(other);
  writeFileSync(file, Buffer.from(was.toString().replace('2026', '2025')));
  writeFileSync(other, Buffer.from(wasOther.toString().replace('2026', '2025')));
  utimesSync(file, atime, mtime);
  utimesSync(other, sly.atime, sly.mtime);
  try {
    const call = make('改过');
    await expect(call).rejects.toThrow('2 份原件在编目之后有改动或读不出来');
    await expect(call).rejects.toThrow(/交通通知\.txt.*志愿䶮记录\.txt|志愿䶮记录\.txt.*交通通知\.txt/);
    utimesSync(file, atime, new Date(mtime.getTime() + 5000));
    expect((await check()).findings.find(({ code }) => code === 'changed')).toMatchObject({ count: 2, canAccept: false });
  } finally {
    for (const [path, bytes, times] of [
      [file, was, { atime, mtime }],
      [other, wasOther, sly],
    ] as const) {
      writeFileSync(path, bytes);
      utimesSync(path, times.atime, times.mtime);
    }
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('改过') && name !== '改过.zip')).toEqual([]);
});

test('a package is refused in a source, in the archive, in a folder that is not empty, and over a file that is there', async () => {
  const refusals = [
    [join(source, '包'), '不能写到材料文件夹里'],
    [join(archive, '包'), '不要放在档案库里面'],
    [join(folder, '包一'), '不是空的'],
    [join(folder, '给系统.zip'), '已有同名文件'],
  ] as const;
  for (const [out, words] of refusals)
    await expect(core.call('submit.run', { archive, out, answers: [ANSWER] }, quiet)).rejects.toThrow(words);
  const { blockers } = await check({ place: join(source, '包.zip') });
  expect(blockers[0]).toContain('不能放在材料文件夹里');
  mkdirSync(join(folder, '空的'));
  await make('空的');
  expect(await verify(join(folder, '空的'))).toEqual([]);
});

test('a cancel leaves nothing, and what a crash left behind is cleared by the next run', async () => {
  const abort = new AbortController();
  const progress = ({ done }: { done: number }): void => {
    if (done === 2) abort.abort();
  };
  const call = core.call(
    'submit.run',
    { archive, out: join(folder, '取消'), answers: [ANSWER] },
    { signal: abort.signal, progress },
  );
  await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(folder).filter((name) => name.startsWith('取消'))).toEqual([]);
  mkdirSync(join(folder, '断电.part', 'data'), { recursive: true });
  writeFileSync(join(folder, '断电.part', '没有生成完.txt'), '');
  mkdirSync(join(folder, '别人的.part'));
  writeFileSync(join(folder, '别人的.part', '重要.txt'), 'x');
  await make('断电');
  await make('别人的');
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual(['别人的.part']);
});

test('a long target and long titles give paths of at most 240, and the list says what each was called', async () => {
  const target = `D:\\${'很深的文件夹\\'.repeat(22)}`;
  const found = await check({ answers: [ANSWER], target });
  expect(found.names.longest).toBeLessThanOrEqual(240);
  expect((await check({ answers: [ANSWER], target: `D:\\${'深'.repeat(230)}` })).blockers[0]).toContain('目标文件夹太深');
  expect((await check({ pattern: '{题名}' }).catch((error: Error) => error.message)) as string).toContain('没有 {题名} 这个字段');
});

test('a unit, a 项目 or one indicator alone; the pattern and layout of the person; a number that is never used twice', async () => {
  const one = await make('一条', { indicators: [ONE] });
  expect(new Set(one.items.map(({ indicator }) => indicator))).toEqual(new Set([ONE]));
  const { nodes } = await core.call('indicators.tree', { archive, framework: FRAMEWORK }, quiet);
  const leaf = nodes.find((node) => node.code === TWO)!;
  const up = nodes.find((node) => node.id === leaf.parentId)!;
  const group = await make('项目', { indicators: [up.code], layout: 'flat', pattern: '{年度}-{名称}' });
  expect(group.items.map(({ packagePath }) => packagePath).sort()).toEqual(
    ['data/2026-交通通知.txt', 'data/2026-志愿〓记录.txt'].sort(),
  );
  expect(group.number).toBe(one.number + 1);
  const { packages } = await core.call('submit.list', { archive }, quiet);
  expect(packages.slice(0, 2).map(({ number, scope, files: count, present }) => [number, scope, count, present])).toEqual([
    [group.number, up.code, 2, true],
    [one.number, ONE, 2, true],
  ]);
});

test('a package is compared with an earlier one, by number or by place: added, gone, replaced, unchanged; 目录 lists it', async () => {
  const first = await make('先');
  await decide('志愿䶮记录.txt', TWO, 'clear');
  paper('新通知.txt');
  paper('志愿䶮记录.txt', '改过的正文。');
  await index();
  await decide('新通知.txt', ONE);
  await decide('志愿䶮记录.txt', TWO);
  await decide('劝导.jpg', ONE, 'clear');
  const second = await make('后', { since: String(first.number) });
  const words = ({ added, removed, replaced, kept }: NonNullable<typeof second.changes>) => ({
    added: added.map(({ path }) => path),
    removed: removed.map(({ path }) => path),
    replaced: replaced.map(({ path }) => path),
    kept,
  });
  const expected = { added: ['新通知.txt'], removed: ['劝导.jpg'], replaced: ['志愿䶮记录.txt'], kept: 2 };
  expect(words(second.changes!)).toEqual(expected);
  const sheets = await readSheets(join(folder, '后', '目录.xlsx'));
  expect(
    sheets
      .at(-1)!
      .rows.slice(-3)
      .map((row) => `${row[0]} ${row[4]}`),
  ).toEqual(['新增 新通知.txt', '移出 劝导.jpg', '替换 志愿䶮记录.txt']);
  const compared = await core.call(
    'submit.compare',
    { archive, before: join(folder, '先'), after: String(second.number) },
    quiet,
  );
  expect(words(compared)).toEqual(expected);
  // A bag of another program is known by its manifest alone.
  rmSync(join(folder, '先', 'taizhang-package.json'));
  const foreign = await core.call('submit.compare', { archive, before: join(folder, '先'), after: String(second.number) }, quiet);
  expect({ kept: foreign.kept, removed: foreign.removed.length }).toEqual({ kept: 2, removed: 1 });
  await expect(core.call('submit.compare', { archive, before: '99', after: '1' }, quiet)).rejects.toThrow('没有第 99 号报送包');
  await expect(core.call('submit.compare', { archive, before: source, after: '1' }, quiet)).rejects.toThrow('不是报送包');
});

test('an original of no suffix goes in; what is gone can only be left out', async () => {
  writeFileSync(join(source, '便条'), '便条\n明天开会。\n');
  paper('要丢的.txt');
  await index();
  await decide('便条', ONE);
  await decide('要丢的.txt', ONE);
  rmSync(join(source, '要丢的.txt'));
  await expect(make('少了', { answers: [{ of: 'missing', action: 'accept', reason: '没办法' }] })).rejects.toThrow('不在原处');
  const made = await make('少了', { answers: [{ of: 'missing', action: 'leave-out', reason: '原件丢失' }] });
  expect(made.leftOut.map(({ path }) => path)).toEqual(['要丢的.txt']);
  expect(made.items.find(({ path }) => path === '便条')!.packagePath).toMatch(/便条[^/.]*$/);
  expect(await verify(join(folder, '少了'))).toEqual([]);
  truncateSync(join(folder, '少了', 'taizhang-package.json'), 10);
  await expect(core.call('submit.compare', { archive, before: join(folder, '少了'), after: '1' }, quiet)).rejects.toThrow(
    '可能被改坏了',
  );
});
