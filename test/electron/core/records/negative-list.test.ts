import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vetoesOf } from '../../../../shared/domain/ledgers/negative.ts';
import { makeRecordCore } from './record-core.ts';

const WENMING = 'wenming-chengshi';

/** The list of 文明城市 as rows, the first reworded, the second taken away, one of the clerk's own added. */
async function withEdited(name: string) {
  const made = await makeRecordCore(name);
  const { call, list } = made;
  await call('framework.adopt', { from: { reference: WENMING } });
  await call('records.negativeList', { framework: WENMING });
  const rows = async () => (await list('fumian')).map(({ values }) => String(values['item']));
  const [first, second] = await list('fumian');
  const brought = await rows();
  const label = first!.values['framework']!;
  const reworded = { ...first!.values, item: '申报前12个月内市委书记、市长受到查处', months: 24 };
  await call('records.save', { ledger: 'fumian', id: first!.id, values: reworded });
  await call('records.remove', { ids: [second!.id] });
  const own = { item: '发生在全省造成恶劣影响的事件', kind: '一票否决', months: 12, framework: label };
  await call('records.save', { ledger: 'fumian', values: own });
  return { ...made, rows, brought, second: String(second!.values['item']) };
}

test('a row of a framework’s own list is changed, added and taken away like any other, each undone in one step', async () => {
  const { call, rows, brought, second } = await withEdited('negative-edit');
  const edited = ['申报前12个月内市委书记、市长受到查处', ...brought.slice(2), '发生在全省造成恶劣影响的事件'];
  expect(await rows()).toEqual(edited);
  for (const _ of ['added', 'taken away', 'reworded']) await call('undo.run', {});
  expect(await rows()).toEqual(brought);
  for (const _ of ['reworded', 'taken away', 'added']) await call('undo.redo', {});
  expect(await rows()).toEqual(edited);
  // Asked for once more, the list brings back what was taken away, and not what was reworded.
  expect(await call('records.negativeList', { framework: WENMING })).toEqual({ rows: 1 });
  expect(await rows()).toEqual([...edited, second]);
});

test('the list goes out with the framework as it was edited: to Excel and back, and with 另存为', async () => {
  const { call, list, folder, rows } = await withEdited('negative-out');
  const edited = await rows();
  const path = join(folder, '体系.xlsx');
  await call('framework.workbook', { framework: WENMING, path });
  const read = await call('framework.adopt', { from: { file: path, name: '读回来的', edition: '' } });
  const { id: copy } = await call('framework.saveAs', { framework: WENMING, name: '另一版', edition: '2027' });
  for (const framework of [read.id, copy]) {
    expect(await call('records.negativeList', { framework })).toEqual({ rows: edited.length });
    const own = (await list('fumian')).slice(-edited.length);
    expect(own.map(({ values }) => values['item'])).toEqual(edited);
    expect(own[0]?.values['months']).toBe(24);
  }
});

test('before its items are rows of the ledger, a framework goes out with the list it brought and what the clerk added', async () => {
  const { call, folder } = await makeRecordCore('negative-untouched');
  await call('framework.adopt', { from: { reference: WENMING } });
  const path = join(folder, '体系.xlsx');
  await call('records.save', { ledger: 'fumian', values: { item: '自己加的一项', framework: '全国文明城市测评体系' } });
  await call('framework.workbook', { framework: WENMING, path });
  const { id } = await call('framework.adopt', { from: { file: path, name: '读回来的', edition: '' } });
  expect(await call('records.negativeList', { framework: id })).toEqual({ rows: 11 });
});

test('a matter that several frameworks or years name counts once in the bar, with its latest day', () => {
  const row = (id: number, item: string, happened: string, more: object = {}) => ({
    ...{ id, position: id, state: '触发', documents: [] },
    values: { item, happened, months: 12, ...more },
  });
  const rows = [
    row(1, '重大安全事故', '2026-01-15', { framework: '甲(2026)' }),
    row(2, '重大安全事故。', '2026-03-01', { framework: '乙' }),
    row(3, '重大食品安全事故', ''),
    row(4, '重大环境事故', '2020-01-01'),
    row(5, '扣分的事', '', { kind: '扣分' }),
  ];
  expect(vetoesOf(rows, '2026-06-30').map(({ id, happened }) => [id, happened])).toEqual([
    [2, '2026-03-01'],
    [3, ''],
  ]);
});
