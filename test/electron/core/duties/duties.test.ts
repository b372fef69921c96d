import { beforeAll, describe, expect, test } from 'vitest';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { makeDutyCore, type DutyCore } from '../../../support/duty-core.ts';

let made: DutyCore;
let framework: string;
const units = async () => made.call('duties.units', { framework });
const items = async (unit: string | null) => (await made.call('duties.items', { framework, unit })).items;
const unitNamed = async (name: string) => (await units()).units.find((unit) => unit.name === name);

beforeAll(async () => {
  made = await makeDutyCore('duties');
  framework = made.framework;
});

describe('units and what they carry', () => {
  test('every unit of the framework is listed, and its counts are the items it shows', async () => {
    const { units: all, leaves } = await units();
    expect(leaves).toBe(156);
    expect(all.length).toBeGreaterThan(20);
    for (const unit of all) {
      const own = await items(unit.name);
      expect([unit.name, own.length]).toEqual([unit.name, unit.leads + unit.joins]);
      expect(own.filter((item) => item.lead).length).toBe(unit.leads);
      expect(own.filter((item) => item.lacking !== '').length).toBe(unit.lacking);
      expect(own.every((item) => item.units.includes(unit.name) && (!item.lead || item.units[0] === unit.name))).toBe(true);
    }
  });

  test('the list of a unit agrees with what gaps says of it', async () => {
    const [first] = (await units()).units.filter((unit) => unit.leads > 3);
    const { frameworks } = await made.call('gaps.read', { unit: first!.name });
    expect((await items(first!.name)).map((item) => item.code)).toEqual(frameworks[0]!.indicators.map((leaf) => leaf.code));
  });
});

describe('giving out a leaf', () => {
  test('units, people, 五定 and days are kept, the first unit leads, and one undo takes it all back', async () => {
    const [leaf] = await items(null);
    const before = await made.call('duties.read', { indicator: leaf!.id });
    const duties = [
      { ...NO_DUTY, unit: '滨河街道办', person: '李强', office: '宣传科', leader: '赵主任', due: '2026-07-05' },
      { ...NO_DUTY, unit: '市民政局', task: '补报规范文件', progress: '每月报一次', appraisal: '计入年度考核', reward: '通报' },
    ];
    await made.call('duties.set', { indicator: leaf!.id, due: '长期', lead: true, duties });
    const after = await made.call('duties.read', { indicator: leaf!.id });
    expect(after.due).toBe('长期');
    expect(after.duties).toEqual(duties.map((duty, at) => ({ ...duty, lead: at === 0 })));
    expect((await items('滨河街道办'))[0]).toMatchObject({ lead: true, due: '2026-07-05', dueState: 'soon', person: '李强' });
    const gaps = (await made.call('gaps.read', {})).frameworks[0]!.indicators[0]!;
    expect(gaps).toMatchObject({ leadUnit: '滨河街道办', units: ['滨河街道办', '市民政局'] });
    await made.call('undo.run', {});
    expect(await made.call('duties.read', { indicator: leaf!.id })).toEqual(before);
    await made.call('undo.redo', {});
    expect((await made.call('duties.read', { indicator: leaf!.id })).duties[0]!.person).toBe('李强');
  });

  test('without units a leaf is 未分配, and saving the same again is no step', async () => {
    const leaf = (await items(null))[1]!;
    const set = () => made.call('duties.set', { indicator: leaf.id, due: '', lead: false, duties: [] });
    const { unassigned } = await units();
    expect(await set()).toEqual({ changed: true });
    expect((await units()).unassigned).toBe(unassigned + 1);
    const step = await made.call('undo.peek', {});
    expect(await set()).toEqual({ changed: false });
    expect(await made.call('undo.peek', {})).toEqual(step);
  });

  test('a day past is 逾期, one within seven days is near, words never are, and what does not apply is done', async () => {
    const [a, b, c, d] = (await items(null)).slice(2, 6);
    const give = (indicator: number, due: string) =>
      made.call('duties.set', { indicator, due, lead: true, duties: [{ ...NO_DUTY, unit: '限期测试局' }] });
    await give(a!.id, '2026-06-29');
    await give(b!.id, '2026-07-07');
    await give(c!.id, '每月');
    await give(d!.id, '2026-06-01');
    expect((await items('限期测试局')).map((item) => item.dueState)).toEqual(['overdue', 'soon', null, 'overdue']);
    const home = await made.call('home.read', { framework });
    const totals = await units();
    expect([home.dutiesOverdue, home.dueSoon]).toEqual([totals.overdue, totals.soon]);
    expect(await unitNamed('限期测试局')).toMatchObject({ overdue: 2, soon: 1 });
    await made.call('indicators.setNotApplicable', { indicator: d!.id, reason: '辖区没有' });
    expect((await items('限期测试局')).map((item) => item.dueState)).toEqual(['overdue', 'soon', null, null]);
  });

  test('a unit named twice, also by a former name, is refused and nothing is written', async () => {
    const leaf = (await items(null))[6]!;
    const before = await made.call('duties.read', { indicator: leaf.id });
    const duties = ['市卫生健康委', '市卫生局'].map((unit) => ({ ...NO_DUTY, unit }));
    await expect(made.call('duties.set', { indicator: leaf.id, due: '', lead: true, duties })).rejects.toMatchObject({
      code: 'usage',
    });
    expect(await made.call('duties.read', { indicator: leaf.id })).toEqual(before);
  });
});

describe('units change', () => {
  const save = (name: string, change: object) =>
    made.call('units.save', { name, newName: name, parent: '', formerNames: [], abbreviations: [], ...change });

  test('a new name goes to every indicator, duty and person, keeps the old as former name, and one undo takes it back', async () => {
    const before = await unitNamed('市教育局');
    const own = await items('市教育局');
    await made.call('people.save', {
      ...{ id: null, unit: '市教育局', name: '王敏', post: '科长', phone: '', since: '2024-01-01', until: '', note: '' },
      replaces: null,
    });
    const done = await save('市教育局', { newName: '市教育体育局' });
    expect(done.indicators).toBe(own.length);
    expect(await unitNamed('市教育局')).toBeUndefined();
    expect(await unitNamed('市教育体育局')).toMatchObject({
      ...{ leads: before!.leads, joins: before!.joins, formerNames: ['市教育局'], people: 1 },
    });
    // Given out by its old name, the work still goes to the unit as it is called now.
    const leaf = own[0]!;
    await made.call('duties.set', { indicator: leaf.id, due: '', lead: true, duties: [{ ...NO_DUTY, unit: '市教育局' }] });
    expect((await made.call('duties.read', { indicator: leaf.id })).duties[0]!.unit).toBe('市教育体育局');
    for (let n = 0; n < 2; n++) await made.call('undo.run', {});
    expect(await unitNamed('市教育局')).toMatchObject({ leads: before!.leads, joins: before!.joins });
    expect(await items('市教育局')).toEqual(own);
  });

  test('a unit is no unit above itself, directly or by a chain', async () => {
    await save('甲街道', {}).catch(() => undefined);
    await save('市民政局', { parent: '市公安局' });
    await save('市司法局', { parent: '市民政局' });
    for (const [name, parent] of [
      ['市公安局', '市司法局'],
      ['市公安局', '市公安局'],
      ['市民政局', '市司法局'],
    ] as const)
      await expect(save(name, { parent })).rejects.toMatchObject({ code: 'refused' });
    expect((await unitNamed('市司法局'))!.parent).toBe('市民政局');
  });

  test('a name that belongs to another unit cannot be taken', async () => {
    await save('市公安局', { formerNames: ['市公安分局'] });
    await expect(save('市民政局', { newName: '市公安分局' })).rejects.toMatchObject({ code: 'refused' });
    await expect(save('市民政局', { abbreviations: ['市公安分局'] })).rejects.toMatchObject({ code: 'refused' });
  });

  test('who takes over gets the duties, and the one before stays in the list with the day of leaving', async () => {
    const leaf = (await items('市公安局'))[0]!;
    const person = (name: string, since: string, replaces: number | null) =>
      made.call('people.save', {
        ...{ id: null, unit: '市公安局', name, post: '科长', phone: '', since, until: '', note: '', replaces },
      });
    const first = await person('周一', '2023-01-01', null);
    await made.call('duties.set', {
      indicator: leaf.id,
      due: '',
      lead: true,
      duties: [{ ...NO_DUTY, unit: '市公安局', person: '周一' }],
    });
    const second = await person('吴二', '2026-06-01', first.id);
    expect(second.duties).toBe(1);
    const { people } = await made.call('people.list', { unit: '市公安局' });
    expect(people.map(({ name, until }) => [name, until])).toEqual([
      ['吴二', ''],
      ['周一', '2026-05-31'],
    ]);
    expect((await made.call('duties.read', { indicator: leaf.id })).duties[0]!.person).toBe('吴二');
    await made.call('undo.run', {});
    expect((await made.call('people.list', { unit: '市公安局' })).people.map(({ name, until }) => [name, until])).toEqual([
      ['周一', ''],
    ]);
    await expect(person('郑三', '2026-02-30', null)).rejects.toMatchObject({ code: 'usage' });
  });
});
