import { expect, test } from 'vitest';
import { remindersOf, scheduleStanding } from '../../../../shared/domain/ledgers/reminders.ts';
import type { LedgerRow } from '../../../../shared/domain/ledgers/ledger.ts';
import { rowsOf, TODAY } from './ledger-rows.ts';

const words = (rows: Readonly<Record<string, readonly LedgerRow[]>>) =>
  remindersOf((ledger) => rows[ledger] ?? [], TODAY).map((one) => one.words);

test('the nearest open task counts down, what is past comes first, and phases tell how far they are', () => {
  const rows = rowsOf([
    { phase: '实施', task: '补硬件', due: '2026-12-10', $state: '进行中' },
    { phase: '实施', task: '宣传栏', due: '2026-11-20', $state: '完成' },
    { phase: '迎检', task: '资料室', due: '2026-11-24', $state: '未开始' },
  ]);
  expect(scheduleStanding(rows, TODAY)).toEqual({
    open: 2,
    overdue: 1,
    next: { id: 3, phase: '迎检', task: '资料室', due: '2026-11-24', days: -2 },
    phases: [
      { phase: '实施', done: 1, all: 2 },
      { phase: '迎检', done: 0, all: 1 },
    ],
  });
  expect(scheduleStanding([], TODAY)).toBe(null);
  expect(scheduleStanding(rowsOf([{ phase: '迎检', task: '一', due: '2026-01-01', $state: '完成' }]), TODAY)!.next).toBe(null);
});

test('nothing is asked for of a ledger nobody keeps', () => {
  expect(words({})).toEqual([]);
});

test('a quarter without 联席会议, a week without 例会 or 周调度 and a month without 月评比 are told until they were held', () => {
  const kept = (day: string) => ({
    huiyi: rowsOf([{ name: '联席会议', day }]),
    lihui: rowsOf([{ name: '例会', day, kind: '例会' }]),
    rizhouyue: rowsOf([
      { day, kind: '周调度' },
      { day, kind: '月评比' },
    ]),
  });
  expect(words(kept('2026-08-01'))).toEqual([
    '本季度还没有开联席会议或调度会,每季度至少一次',
    '近 7 天没有开例会,每周一次',
    '近 7 天没有周调度',
    '本月还没有月评比',
  ]);
  expect(words(kept('2026-11-20'))).toEqual([]);
  // Planned for tomorrow is not held.
  expect(words({ lihui: rowsOf([{ name: '例会', day: '2026-11-27', kind: '例会' }]) })).toEqual(['近 7 天没有开例会,每周一次']);
});

test('an activity without all its papers and a number without evidence are told, with how many', () => {
  const five = ['plan', 'attendance', 'photo', 'bulletin', 'summary'];
  const events = rowsOf([{ name: '甲' }, { name: '乙' }], [five, ['plan']]);
  expect(words({ huodong: events, jishu: rowsOf([{ name: '次数', value: 1 }]) })).toEqual([
    '1 次活动的材料不成套',
    '1 个汇报数字没有佐证',
  ]);
});
