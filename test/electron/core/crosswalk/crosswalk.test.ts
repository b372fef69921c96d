import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  listCrosswalk,
  proposeCrosswalk,
  readCrosswalkFile,
  setCrosswalk,
  writeCrosswalk,
} from '../../../../electron/core/crosswalk/crosswalk.ts';
import { loadBuiltinFramework } from '../../../../electron/core/frameworks/frameworks.ts';
import { afterCrosswalkUndo, decideMany, listSuggestions } from '../../../../electron/core/links/links.ts';
import { redoLast, undoLast } from '../../../../electron/core/undo/undo.ts';
import { framework, indicator } from '../../../shared/domain/framework-maker.ts';
import { reopen, type Place } from '../sources/index-support.ts';
import { audits, decideOn, NOW, placeWith, suggest } from '../links/links-support.ts';

const BY = { actor: '资料员', now: NOW };
const MOVER = { ...BY, onDocuments: async () => undefined, onCrosswalk: afterCrosswalkUndo };
const CITY = 'wenming-chengshi';
const YOUTH = 'wei-cheng-nian-ren';
const FILE = '文化市场/检查记录.txt';

let place: Place;
afterEach(() => place.end());

const both = async (files: Readonly<Record<string, string>> = { [FILE]: '现场情况。' }): Promise<void> => {
  place = await placeWith(files, [await loadBuiltinFramework(CITY), await loadBuiltinFramework(YOUTH)]);
};
const idOf = async (framework: string, code: string): Promise<number> => {
  const row = await place.archive.db.get<{ id: number }>('SELECT id FROM indicators WHERE framework_id = ? AND code = ?', [
    framework,
    code,
  ]);
  return row!.id;
};
/** Open suggestions of a file in one framework: `code band first reason`. */
const open = async (framework: string, path = FILE): Promise<string[]> => {
  const { documents } = await listSuggestions(place.archive, { path });
  return (documents[0]?.suggestions ?? [])
    .filter((one) => one.framework === framework)
    .map((one) => `${one.indicator} ${one.band} ${one.reasons[0]?.text ?? ''}`);
};
const lineOf = async (code: string) => (await listCrosswalk(place.archive.db, YOUTH)).find((line) => line.one.code === code);
const restart = async (): Promise<void> => {
  await place.archive.close();
  const archive = await reopen(place.archive);
  const { root } = place;
  place = { ...place, archive, end: () => archive.close().then(() => rmSync(root, { recursive: true, force: true })) };
};
const REASON = '《检查记录.txt》已确认归入“全国文明城市测评体系”Ⅱ-29-1),两条要求相同';

describe('a file confirmed in one framework', () => {
  test('is suggested at once, in the high band, where the other framework asks for the same, and the reason names both', async () => {
    await both();
    await suggest(place);
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'confirm', { frameworkId: CITY });
    expect((await open(YOUTH))[0]).toBe(`未-4-1 high ${REASON}`);
  });

  test('and a later run says the same, not more and not less', async () => {
    await both();
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'confirm', { frameworkId: CITY });
    await suggest(place);
    expect((await open(YOUTH))[0]).toBe(`未-4-1 high ${REASON}`);
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'clear', { frameworkId: CITY });
    await suggest(place);
    expect((await open(YOUTH)).filter((one) => one.includes('已确认归入'))).toEqual([]);
  });

  test('is no longer suggested once that confirmation is taken back, turned round or undone; redone, it is again', async () => {
    await both();
    await suggest(place);
    const before = await open(YOUTH);
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'confirm', { frameworkId: CITY });
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'reject', { frameworkId: CITY });
    expect(await open(YOUTH)).toEqual(before);
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'confirm', { frameworkId: CITY });
    await restart();
    await undoLast(place.archive.db, MOVER);
    expect(await open(YOUTH)).toEqual(before);
    await redoLast(place.archive.db, MOVER);
    expect((await open(YOUTH))[0]).toBe(`未-4-1 high ${REASON}`);
  });

  test('a decision in the other framework stands against it for ever', async () => {
    await both();
    await decideOn(place, FILE, '未-4-1', 'reject', { frameworkId: YOUTH });
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'confirm', { frameworkId: CITY });
    expect(await open(YOUTH)).toEqual([]);
    await suggest(place);
    expect((await open(YOUTH)).filter((one) => one.startsWith('未-4-1 '))).toEqual([]);
  });

  test('in a part of what is asked here is no sure suggestion, only a likely one', async () => {
    await both();
    await decideOn(place, FILE, '未-5-4', 'confirm', { frameworkId: YOUTH });
    expect((await open(CITY))[0]).toMatch(/^Ⅱ-28-1\) medium .*那一条是本条的一部分$/u);
  });

  test('many at once follow in the same step', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`照片/IMG_${at}.txt`, `第${at}张`]));
    await both(files);
    const rows = await place.archive.db.all<{ id: number }>('SELECT id FROM documents');
    const indicatorId = await idOf(CITY, 'Ⅱ-29-1)');
    await decideMany(place.archive, rows.map(({ id }) => ({ documentId: id, indicatorId, action: 'confirm' as const })), BY); // prettier-ignore
    const followed = await place.archive.db.get<{ n: number }>(
      "SELECT count(*) AS n FROM links WHERE state = 'suggested' AND indicator_id = ?",
      [await idOf(YOUTH, '未-4-1')],
    );
    expect(followed?.n).toBe(30);
  });
});

describe('the crosswalk', () => {
  test('of the shipped frameworks names only leaves they have', async () => {
    const all = ['wei-cheng-nian-ren', 'wei-sheng-chengshi', 'wen-ming-dan-wei', 'wen-ming-xiao-yuan', 'wenming-chengshi'];
    place = await placeWith({}, await Promise.all(all.map((id) => loadBuiltinFramework(id))));
    const { default: shipped } = (await import('../../../../resources/crosswalk.json', { with: { type: 'json' } })) as {
      default: { pairs: { rows: unknown[] }[] };
    };
    const lines = new Set<string>();
    for (const id of all)
      for (const { one, other } of await listCrosswalk(place.archive.db, id))
        lines.add([one.id, other.id].sort((a, b) => a - b).join(' '));
    expect(lines.size).toBe(shipped.pairs.reduce((sum, { rows }) => sum + rows.length, 0));
  });

  test('reads the same from both sides, part of one being the whole of the other', async () => {
    await both();
    const [city] = await listCrosswalk(place.archive.db, CITY, await idOf(CITY, 'Ⅱ-22-3)'));
    expect([city?.one.code, city?.relation, city?.other.code, city?.shipped]).toEqual(['Ⅱ-22-3)', 'part', '未-2-3', 'part']);
    expect((await lineOf('未-2-3'))?.relation).toBe('whole');
  });

  test('is changed by the clerk in one step that is recorded and undone, after a restart too; what rests on it follows', async () => {
    await both();
    await decideOn(place, FILE, 'Ⅱ-29-1)', 'confirm', { frameworkId: CITY });
    const rows = [{ oneId: await idOf(YOUTH, '未-4-1'), otherId: await idOf(CITY, 'Ⅱ-29-1)'), relation: 'none' as const }];
    await setCrosswalk(place.archive, rows, BY);
    expect([(await lineOf('未-4-1'))?.relation, (await lineOf('未-4-1'))?.shipped]).toEqual([null, 'equal']);
    expect((await open(YOUTH)).filter((one) => one.includes('已确认归入'))).toEqual([]);
    expect((await audits(place)).at(-1)).toMatchObject({
      action: 'crosswalk.set',
      detail: { lines: ['Ⅱ-29-1)—未-4-1 没有对照'] },
    });
    await restart();
    await undoLast(place.archive.db, MOVER);
    expect([(await lineOf('未-4-1'))?.relation, (await lineOf('未-4-1'))?.decidedBy]).toEqual(['equal', null]);
    expect((await open(YOUTH))[0]).toContain(REASON);
  });

  test('takes a line of the clerk, and a shipped one comes back as it was', async () => {
    await both();
    const [city, youth] = [await idOf(CITY, 'Ⅱ-11-1)'), await idOf(YOUTH, '未-1-6')];
    await setCrosswalk(place.archive, [{ oneId: youth, otherId: city, relation: 'part' }], BY);
    const added = (await listCrosswalk(place.archive.db, CITY, city)).find((line) => line.other.code === '未-1-6');
    expect([added?.relation, added?.decidedBy, added?.shipped]).toEqual(['whole', '资料员', null]);
    await setCrosswalk(place.archive, [{ oneId: youth, otherId: city, relation: 'shipped' }], BY);
    expect(await listCrosswalk(place.archive.db, CITY, city)).toEqual([]);
  });

  test('refuses a line inside one framework and a branch, by name', async () => {
    await both();
    const [one, two, branch] = [await idOf(CITY, 'Ⅱ-11-1)'), await idOf(CITY, 'Ⅱ-11-2)'), await idOf(YOUTH, '未-4')];
    await expect(setCrosswalk(place.archive, [{ oneId: one, otherId: two, relation: 'equal' }], BY)).rejects.toThrow(
      '同一个测评体系',
    );
    await expect(setCrosswalk(place.archive, [{ oneId: one, otherId: branch, relation: 'equal' }], BY)).rejects.toThrow(
      '不是末级指标',
    );
  });

  test('is proposed by likeness for frameworks of the clerk, and counts for nothing until taken over', async () => {
    const leaves = [
      indicator({ id: 'm1', code: '3.1', name: '网吧、娱乐场所不接纳未成年人' }),
      indicator({ id: 'm2', code: '3.2', name: '财务报销' }),
    ];
    const mine = { ...framework(leaves), id: 'mine', name: '平安校园考核' };
    place = await placeWith({ [FILE]: '现场。' }, [await loadBuiltinFramework(YOUTH), mine]);
    expect(await listCrosswalk(place.archive.db, YOUTH)).toEqual([]);
    const proposals = await proposeCrosswalk(place.archive.db, 'mine', YOUTH);
    expect(proposals.map(({ one, other }) => `${one.code} ${other.code}`)).toEqual(['3.1 未-4-1']);
    await decideOn(place, FILE, '未-4-1', 'confirm', { frameworkId: YOUTH });
    expect(await open('mine')).toEqual([]);
    const [first] = proposals;
    await setCrosswalk(place.archive, [{ oneId: first!.one.id, otherId: first!.other.id, relation: 'equal' }], BY);
    expect((await open('mine'))[0]).toMatch(/^3\.1 high /u);
    expect(await proposeCrosswalk(place.archive.db, 'mine', YOUTH)).toEqual([]);
  });

  test('goes to Excel and comes back line by line; what is not understood has a sentence', async () => {
    await both();
    const file = join(place.root, '指标对照.xlsx');
    await writeCrosswalk(place.archive.db, YOUTH, file);
    const read = await readCrosswalkFile(place.archive.db, YOUTH, file);
    const lines = await listCrosswalk(place.archive.db, YOUTH);
    expect(read.troubles).toEqual([]);
    expect(read.rows).toEqual(lines.map(({ one, other, relation }) => ({ one, other, relation })));
    const other = await readCrosswalkFile(place.archive.db, CITY, file);
    expect([other.rows.length, other.troubles[0]]).toEqual([0, expect.stringContaining('里没有编号为“未-1-1”的末级指标')]);
    await expect(readCrosswalkFile(place.archive.db, YOUTH, join(place.root, '没有.xlsx'))).rejects.toThrow('读不到这个文件');
  });
});
