import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUILTIN_FOLDER, listBuiltinFrameworks, loadBuiltinFramework } from '../../../../electron/core/frameworks/builtin.ts';
import { parseFrameworkJson } from '../../../../electron/core/frameworks/schema.ts';

test('five templates are shipped, each marked as a reconstruction with its number of leaves', async () => {
  const list = await listBuiltinFrameworks();
  expect(list.map((one) => [one.id, one.leaves, one.reconstructed])).toEqual([
    ['wei-cheng-nian-ren', 28, true],
    ['wei-sheng-chengshi', 43, true],
    ['wen-ming-dan-wei', 27, true],
    ['wen-ming-xiao-yuan', 28, true],
    ['wenming-chengshi', 156, true],
  ]);
  for (const one of list) expect(one.name + one.edition).not.toMatch(/\)\(|^\s*$/);
});

test.each(['wei-cheng-nian-ren', 'wei-sheng-chengshi', 'wen-ming-dan-wei', 'wen-ming-xiao-yuan', 'wenming-chengshi'])(
  'every leaf of %s has a leading unit, methods and requirements, and the note stands for every output',
  async (id) => {
    const framework = await loadBuiltinFramework(id);
    expect(framework.note).toContain('非官方原文');
    for (const leaf of framework.indicators.filter((one) => one.leaf)) {
      expect(leaf.leadUnit, leaf.code).not.toMatch(/^$|[、/,]/);
      expect(leaf.units, leaf.code).not.toContain(leaf.leadUnit);
      expect(leaf.methods.length, leaf.code).toBeGreaterThan(0);
      expect(leaf.requirements.length, leaf.code).toBeGreaterThan(0);
    }
    expect(await readFile(join(BUILTIN_FOLDER, `${id}.json`), 'utf8')).not.toMatch(/https?:|"address"/);
  },
);

test('an unknown id is answered with the ids there are', async () => {
  await expect(loadBuiltinFramework('wenming')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('wenming-chengshi'),
  });
});

test('a broken template names its file and what is wrong', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frameworks-'));
  await cp(join(BUILTIN_FOLDER, 'wen-ming-dan-wei.json'), join(folder, 'good.json'));
  await writeFile(join(folder, 'cut.json'), '{"items": [');
  await expect(listBuiltinFrameworks(folder)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('cut.json'),
  });
  await rm(folder, { recursive: true });
});

const leaf = { code: '1', name: '甲', level: 1, parentId: null, leaf: true, methods: [], evidenceRules: [], leadUnit: '', units: [], keywords: [], confidence: 'low' }; // prettier-ignore
const template = (items: readonly object[]) =>
  JSON.stringify({ schemaVersion: 1, name: '试', level_names: ['项目', '内容'], items });

test.each([
  ['a missing field', template([{ ...leaf, id: 'a', code: undefined }]), 'items.0.code'],
  ['a double id', template([{ ...leaf, id: 'a' }, { ...leaf, id: 'a', code: '2' }]), '标识 a 重复'],
  ['a double code', template([{ ...leaf, id: 'a' }, { ...leaf, id: 'b' }]), '编号 1 重复'],
  ['a circle', template([{ ...leaf, id: 'a', leaf: false, parentId: 'b' }, { ...leaf, id: 'b', code: '2', leaf: false, parentId: 'a', level: 2 }]), '互相循环'],
  ['an inner node called leaf', template([{ ...leaf, id: 'a' }, { ...leaf, id: 'b', code: '2', parentId: 'a', level: 2 }]), 'leaf'],
  ['a level without a name', template([{ ...leaf, id: 'a', level: 3 }]), '层级 3'],
  ['text that is no JSON', 'PK', '不是有效的 JSON'],
])('%s is refused with the place', (_, text, expected) => {
  expect(() => parseFrameworkJson(text, 'x', 'x.json')).toThrow(expected);
}); // prettier-ignore

test('a framework printed as JSON is read back equal', async () => {
  const framework = await loadBuiltinFramework('wei-sheng-chengshi');
  expect(parseFrameworkJson(JSON.stringify(framework), 'unused', 'x.json')).toEqual(framework);
});
