import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { makeDutyCore } from '../../../support/duty-core.ts';

const tableOf = (file: string): string[][] => {
  const book = read(readFileSync(file));
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '', raw: false });
};

test('a 责任状 keeps its day, deposit and scan, counts for the rate of signing, and comes back after 撤销', async () => {
  const { call, folder, core, archive } = await makeDutyCore('pledges');
  await core.call('index.run', { archive }, { signal: new AbortController().signal, progress: () => undefined });
  const [scan] = (await call('documents.list', { query: '' })).documents;
  const sign = (unit: string, signedOn: string, documentId: number | null) =>
    call('pledges.save', { id: null, unit, signedOn, documentId, depositYuan: 2000, note: '' });
  await sign('市民政局', '2026-03-01', scan!.id);
  await sign('市教育局', '2026-03-02', null);
  await expect(sign('市教育局', '2026-02-30', null)).rejects.toMatchObject({ code: 'usage' });
  await expect(sign('没有的局', '2026-03-02', null)).rejects.toMatchObject({ code: 'not-found' });
  const before = await call('pledges.list', { unit: '市民政局' });
  expect(before).toMatchObject({ signed: 2, pledges: [{ signedOn: '2026-03-01', depositYuan: 2000, documentId: scan!.id }] });
  await call('pledges.remove', { id: before.pledges[0]!.id });
  expect((await call('pledges.list', { unit: '市民政局' })).signed).toBe(1);
  await call('undo.run', {});
  expect(await call('pledges.list', { unit: '市民政局' })).toEqual(before);
  const file = join(folder, '责任状.xlsx');
  const { rows } = await call('ledger.write', { name: '责任状', xlsx: file });
  expect(rows).toBe(before.units);
  const printed = tableOf(file);
  expect(printed.filter((row) => row.includes('已签订')).map((row) => row[1])).toEqual(
    expect.arrayContaining(['市民政局', '市教育局']),
  );
  expect(printed[1]![0]).toContain(`责任单位 ${before.units} 个,已签订 2 个`);
  await call('units.save', { name: '市民政局', newName: '市民政和社会局', parent: '', formerNames: [], abbreviations: [] });
  expect((await call('pledges.list', { unit: '市民政和社会局' })).pledges.length).toBe(1);
});

test('分项标准表 gives the six columns of the schools, with the lead unit and its own day', async () => {
  const { call, folder, framework } = await makeDutyCore('school-table', 'wen-ming-xiao-yuan');
  const [leaf] = (await call('duties.items', { framework, unit: null })).items;
  const duty = { ...NO_DUTY, unit: '德育处', person: '王老师', leader: '李校长', due: '2026-05-31' };
  await call('duties.set', { indicator: leaf!.id, due: '长期', lead: true, duties: [duty] });
  const file = join(folder, '分项.xlsx');
  await call('ledger.write', { name: '分项标准表', xlsx: file });
  const rows = tableOf(file);
  const at = rows.findIndex((row) => row.includes('标准要求'));
  expect(rows[at]).toEqual(['分项目', '标准要求', '完成时限', '分管部门', '负责人', '分管领导']);
  expect(rows[at + 1]!.slice(1)).toEqual([`${leaf!.code} ${leaf!.name}`, '2026-05-31', '德育处', '王老师', '李校长']);
});
