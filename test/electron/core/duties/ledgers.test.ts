import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { read, utils, type WorkSheet } from '@e965/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { LEDGERS } from '../../../../electron/core/ledger-list.ts';
import { LABEL_SHEETS } from '../../../../shared/domain/label-sheets.ts';
import { exitCodeOf, type AppError } from '../../../../shared/contract/errors.ts';
import { treeHash } from '../../../support/folders.ts';
import { readVolume, textOf } from '../exports/volume-reader.ts';
import { paperWords } from '../../../support/paper-words.ts';
import { makeSampleCore, quiet, type SampleCore } from '../../../support/sample-core.ts';

let sample: SampleCore;
const write = (name: string, file: string) =>
  sample.core.call('ledger.write', { archive: sample.archive, name, xlsx: join(sample.folder, file) }, quiet());
const sheetOf = (file: string): WorkSheet => {
  const book = read(readFileSync(join(sample.folder, file)));
  return book.Sheets[book.SheetNames[0]!]!;
};
const tableOf = (sheet: WorkSheet): string[][] => utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '', raw: false });
const below = (rows: string[][], head: string): string[][] => rows.slice(rows.findIndex((row) => row.includes(head)) + 1);

beforeAll(async () => {
  sample = await makeSampleCore('duty-ledgers', () => new Date('2026-06-30T08:00:00Z'));
});

describe('the ledgers of 责任 as workbooks', () => {
  test('责任分解一体表 has one row a leaf, the columns of the published table and the lead unit first', async () => {
    const done = await write('责任分解一体表', '责任.xlsx');
    const { frameworks } = await sample.core.call('gaps.read', { archive: sample.archive }, quiet());
    const leaves = frameworks.flatMap((one) => one.indicators);
    expect(done).toMatchObject({ name: '责任分解一体表', rows: leaves.length, file: join(sample.folder, '责任.xlsx') });
    const rows = tableOf(sheetOf('责任.xlsx'));
    const heads = rows.find((row) => row.includes('序号'))!;
    for (const head of [
      '测评方法',
      '材料要求(具体要求)',
      '相关提示',
      '牵头单位',
      '责任单位',
      '责任人/联系人',
      '完成时间',
      '备注',
    ])
      expect(heads).toContain(head);
    const printed = below(rows, '序号');
    const first = frameworks[0]!.indicators;
    expect(printed.slice(0, first.length).map((row) => row[heads.indexOf('编号')])).toEqual(first.map((leaf) => leaf.code));
    const led = printed.filter((row) => row[heads.indexOf('牵头单位')] !== '');
    expect(led.length).toBeGreaterThan(50);
    for (const row of led) expect(row[heads.indexOf('责任单位')]!.split('、')[0]).toBe(row[heads.indexOf('牵头单位')]);
  });

  test('资料目录汇总表 lists every confirmed material under its 材料编号, in the order of the volume', async () => {
    const done = await write('资料目录', '目录.xlsx');
    const { frameworks } = await sample.core.call('gaps.read', { archive: sample.archive }, quiet());
    const order = frameworks[0]!.indicators.map((leaf) => leaf.code);
    const printed = below(tableOf(sheetOf('目录.xlsx')), '材料编号').map((row) => row[0]!);
    expect(done.name).toBe('资料目录汇总表');
    expect(printed.length).toBe(done.rows);
    expect(printed.length).toBeGreaterThan(10);
    expect(printed.every((code) => /-①$|-②$|-③$|-④$|-[⑤-⑳]$/.test(code))).toBe(true);
    const leafOf = printed.map((code) => order.indexOf(code.slice(0, code.lastIndexOf('-'))));
    expect(leafOf).toEqual(leafOf.toSorted((a, b) => a - b));
    expect(leafOf.includes(-1)).toBe(false);
  });

  test('测评材料提交表 prints 缺 for a leaf without material and names what a started leaf still lacks', async () => {
    const done = await write('测评材料提交表', '提交.xlsx');
    const { frameworks } = await sample.core.call('gaps.read', { archive: sample.archive }, quiet());
    const leaves = frameworks[0]!.indicators;
    const rows = below(tableOf(sheetOf('提交.xlsx')), '结论性说明');
    expect(rows.length).toBe(done.rows);
    for (const [at, leaf] of leaves.entries()) {
      const [, name, conclusion, list] = rows[at]!;
      expect(name!.startsWith(leaf.code)).toBe(true);
      if (leaf.state === '不适用') continue;
      const lacking = leaf.needs.filter((need) => need.confirmed < need.required);
      for (const need of lacking) expect(list).toContain(`缺:${need.kind} ${need.required - need.confirmed} 份`);
      if (leaf.needs.every((need) => need.confirmed === 0 && need.suggested === 0) && leaf.state === '缺失')
        expect(conclusion).toBe('缺');
      if (leaf.state === '齐全') expect(`${conclusion}${list}`).not.toContain('缺');
    }
  });

  test.each(['pdf', 'docx'] as const)('资料目录汇总表 as %s names every confirmed material with its 材料编号', async (format) => {
    const { archive, framework, folder, core } = sample;
    await write('资料目录', '对.xlsx');
    const path = join(folder, `目录.${format}`);
    await core.call('duties.materials', { archive, framework, what: '资料目录汇总表', format, path }, quiet());
    const words = await paperWords(path, format);
    for (const row of below(tableOf(sheetOf('对.xlsx')), '材料编号')) {
      expect(words).toContain(row[0]!.replaceAll(/\s/g, ''));
      expect(words).toContain(row[1]!.replaceAll(/\s/g, '').slice(0, 6));
    }
  });

  test('测评材料提交表 is one form a leaf, each from a new page, and what is empty is printed as 缺', async () => {
    const { archive, framework, folder, core } = sample;
    const { frameworks } = await core.call('gaps.read', { archive }, quiet());
    const leaves = frameworks[0]!.indicators;
    const path = join(folder, '提交.docx');
    await core.call('duties.materials', { archive, framework, what: '测评材料提交表', format: 'docx', path }, quiet());
    const forms = (await paperWords(path, 'docx')).split('测评材料提交表').slice(1);
    expect(forms.length).toBe(leaves.length);
    for (const [at, { code, state }] of leaves.entries()) {
      expect(forms[at]).toContain(code.replaceAll(/\s/g, ''));
      if (state === '缺失') expect(forms[at]).toContain('结论性说明缺');
    }
    const pdf = join(folder, '提交.pdf');
    const made = await core.call(
      'duties.materials',
      { archive, framework, what: '测评材料提交表', format: 'pdf', path: pdf },
      quiet(),
    );
    expect(made.pages).toBeGreaterThanOrEqual(leaves.length);
  });

  test.each(['pdf', 'docx'] as const)(
    '盒脊与卷内目录 as %s: every confirmed material lies in one box, each box has its 备考表',
    async (format) => {
      const { archive, framework, folder, core } = sample;
      const path = join(folder, `盒.${format}`);
      const box = { thicknessMm: 20, fonds: '0147', keeping: '永久' } as const;
      await core.call('duties.materials', { archive, framework, what: '盒脊与卷内目录', format, box, path }, quiet());
      const words = await paperWords(path, format);
      expect(words).toContain('盒厚20毫米');
      expect(words).toContain('0147');
      const boxes = words.split('卷内目录').slice(1);
      expect(boxes.length).toBeGreaterThan(1);
      for (const one of boxes) expect(one).toContain('备考表');
      await write('资料目录', '盒对.xlsx');
      for (const row of below(tableOf(sheetOf('盒对.xlsx')), '材料编号')) expect(words).toContain(row[0]!.replaceAll(/\s/g, ''));
    },
  );

  test('卷脊 of 10 mm: the strips of all volumes end on the page they begin on, whatever their 项目 is called', async () => {
    const { archive, framework, folder, core } = sample;
    const path = join(folder, '卷脊.pdf');
    const box = { thicknessMm: 10, fonds: '0147', keeping: '永久' } as const;
    await core.call('duties.materials', { archive, framework, what: '盒脊与卷内目录', format: 'pdf', box, path }, quiet());
    const spines = textOf(await readVolume(path), 0).replace(/\s/g, '');
    expect(spines).toContain('卷脊10毫米');
    const count = Number(/共(\d+)盒/.exec(spines)![1]);
    expect(spines.match(/盒号/g)).toHaveLength(count);
  });

  test('盒签: one label a box, with its 项目 and 件号, in the boxes that are chosen by themselves', async () => {
    const { archive, framework, folder, core } = sample;
    const box = { thicknessMm: 'auto', fonds: '0147', keeping: '永久' } as const;
    const inside = join(folder, '自动.pdf');
    await core.call(
      'duties.materials',
      { archive, framework, what: '盒脊与卷内目录', format: 'pdf', box, path: inside },
      quiet(),
    );
    const contents = await paperWords(inside, 'pdf');
    const path = join(folder, '盒签.pdf');
    const made = await core.call(
      'duties.labels',
      { archive, framework, box, sheet: LABEL_SHEETS['3×8'], startAt: 24, outlined: true, path },
      quiet(),
    );
    expect(made.labels).toBe(contents.split('卷内目录').length - 1);
    expect(made.pages).toBe(Math.ceil((made.labels + 23) / 24));
    const words = await paperWords(path, 'pdf');
    expect(words.split('保管期限').length - 1).toBe(made.labels);
    for (const [, span] of contents.matchAll(/件,件号(\d+—\d+)/g)) expect(words).toContain(span);
  });

  test('a name nobody knows is wrong usage and is answered with the names there are', async () => {
    const error = await write('花名册', '花.xlsx').then(
      () => null,
      (found: unknown) => found as AppError,
    );
    expect(error).not.toBeNull();
    expect(exitCodeOf(error!.code)).toBe(2);
    for (const { name } of LEDGERS) expect(error!.message).toContain(name);
    expect(readdirSync(sample.folder)).not.toContain('花.xlsx');
  });

  test('no ledger is written into a 材料文件夹', async () => {
    const before = treeHash(sample.source);
    await expect(
      sample.core.call(
        'ledger.write',
        { archive: sample.archive, name: '资料目录', xlsx: join(sample.source, '新', '目录.xlsx') },
        quiet(),
      ),
    ).rejects.toMatchObject({ code: 'refused' });
    expect(treeHash(sample.source)).toBe(before);
    mkdirSync(join(sample.folder, '外面'), { recursive: true });
    await expect(write('资料目录', '外面/目录.xlsx')).resolves.toMatchObject({ name: '资料目录汇总表' });
  });
});
