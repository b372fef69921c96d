import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/folders.ts';
import { taizhang } from '../../support/taizhang.ts';

const folder = temporaryFolder('cli-submit-by-unit');
const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
const leaf = (code: string, name: string, leadUnit: string) => ({
  ...{ id: code, code, name, leadUnit, level: 2, parentId: '1', leaf: true, altCodes: [], standard: '', methods: [] },
  ...{ units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '', requirements: [] },
});
const OWN = {
  ...{ id: 'ben-ju', name: '本局体系', edition: '2026年度', reconstructed: false, note: '', levelNames: ['项目', '标准'] },
  indicators: [
    { ...leaf('1', '组织领导', ''), level: 1, parentId: null, leaf: false },
    ...[leaf('1.1', '制度', '市交通局:运管'), leaf('1.2', '会议', '市教育局'), leaf('1.3', '慰问', '市民政局')],
  ],
};
const byUnit = (...more: string[]) => taizhang('submit', archive, '--by-unit', ...more);

beforeAll(async () => {
  mkdirSync(source);
  writeFileSync(join(source, '学习制度.txt'), '学习制度\n滨河区文明办\n2026年3月5日\n');
  writeFileSync(join(source, '会议纪要.txt'), '会议纪要\n滨河区文明办\n2026年3月6日\n');
  const file = join(folder, 'ben-ju.json');
  writeFileSync(file, JSON.stringify(OWN));
  await taizhang('create', archive, '--framework', file, '--source', source, '--base-date', '2026-06-30');
  await taizhang('index', archive);
}, 120_000);

test('submit --by-unit refuses in one sentence while there is nothing to send, and what cannot be meant', async () => {
  const nothing = await byUnit('--out', join(folder, '空'));
  expect([nothing.code, nothing.stderr.trim().split('\n').length, existsSync(join(folder, '空'))]).toEqual([5, 1, false]);
  expect(nothing.stderr).toContain('没有可以报送的材料');
  const [file, lone, bare] = await Promise.all([
    byUnit('--out', join(folder, '各单位.zip')),
    taizhang('submit', archive, '--out', join(folder, '包'), '--zip'),
    byUnit(),
  ]);
  expect([file.code, lone.code, bare.code]).toEqual([2, 2, 2]);
  expect([file.stderr, lone.stderr, bare.stderr].map((said) => said.trim().split('\n').length)).toEqual([1, 1, 1]);
  expect(file.stderr).toContain('每包要成 ZIP,请加 --zip');
  expect(lone.stderr).toContain('--zip 要和 --by-unit 一起用');
  expect(bare.stderr).toContain('--out');
}, 60_000);

test('submit --by-unit makes a folder or a ZIP for each unit; each is whole, also to another reader, and a unit without material is named', async () => {
  for (const [document, indicator] of [
    ['学习制度.txt', '1.1'],
    ['会议纪要.txt', '1.2'],
  ] as const)
    // prettier-ignore
    await taizhang('decide', archive, '--document', document, '--indicator', indicator, '--confirm');
  const folders = await byUnit('--out', join(folder, '各单位'), '--json');
  expect([folders.code, folders.json()]).toMatchObject([
    3,
    { packages: [{ unit: '市交通局:运管', form: 'folder' }, { unit: '市教育局' }], empty: ['市民政局'], registered: 0 },
  ]);
  const zips = await byUnit('--out', join(folder, '各单位ZIP'), '--zip', '--to', '省文明办', '--json');
  expect([zips.code, zips.json()]).toMatchObject([3, { packages: [{ number: 3, form: 'zip' }, { number: 4 }], registered: 2 }]);
  expect(readdirSync(join(folder, '各单位ZIP')).sort()).toEqual([
    ...['各单位报送包.xlsx', '市交通局：运管.zip', '市交通局：运管_检查报告.xlsx', '市教育局.zip', '市教育局_检查报告.xlsx'],
  ]);
  for (const place of ['各单位/市交通局：运管', '各单位ZIP/市教育局.zip'])
    expect((await taizhang('verify', join(folder, place), '--json')).json()).toMatchObject({ ok: true });
}, 120_000);

const hasSevenZip = spawnSync('7z', ['i'], { stdio: 'ignore' }).error === undefined;
test.runIf(hasSevenZip)('7-Zip takes the original of a unit out of its ZIP byte for byte', () => {
  const zip = join(folder, '各单位ZIP', '市教育局.zip');
  execFileSync('7z', ['x', '-y', `-o${join(folder, '解开')}`, zip], { stdio: 'ignore' });
  const found = readdirSync(join(folder, '解开'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  const original = found.find((name) => name.includes('会议纪要'));
  expect(readFileSync(join(folder, '解开', original ?? ''))).toEqual(readFileSync(join(source, '会议纪要.txt')));
  expect(found.some((name) => name.endsWith('bagit.txt'))).toBe(true);
});

test('submit --by-unit refuses a folder that is not empty, one under the material and one in the archive, and leaves them alone', async () => {
  writeFileSync(join(folder, '各单位', '我的.txt'), '别动');
  const before = readdirSync(join(folder, '各单位')).sort();
  const [full, under, within] = [
    await byUnit('--out', join(folder, '各单位')),
    await byUnit('--out', join(source, '报送')),
    await byUnit('--out', join(archive, '报送')),
  ];
  expect([full, under, within].map(({ code, stderr }) => [code, stderr.trim().split('\n').length])).toEqual([
    [5, 1],
    [5, 1],
    [5, 1],
  ]);
  expect(full.stderr).toContain('不是空的');
  expect(under.stderr).toContain('材料文件夹');
  expect(within.stderr).toContain('档案库');
  expect(readdirSync(join(folder, '各单位')).sort()).toEqual(before);
  expect([existsSync(join(source, '报送')), existsSync(join(archive, '报送'))]).toEqual([false, false]);
}, 60_000);
