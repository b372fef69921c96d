import { expect, test } from 'vitest';
import { decisionsOf } from '../../../../shared/domain/ledgers/decisions.ts';

const texts = (text: string) => decisionsOf(text, '2026-11-26').map((one) => one.text);

test('one decision a numbered item or line, the number left out', () => {
  expect(texts('1.整治背街小巷\n2、补画停车线\n(三)更换公益广告\n④清理牛皮癣')).toEqual([
    '整治背街小巷',
    '补画停车线',
    '更换公益广告',
    '清理牛皮癣',
  ]);
  expect(texts('1.整治背街小巷;2.补画停车线。')).toEqual(['整治背街小巷;', '补画停车线。']);
  expect(texts('投入 1.5 万元更新设施;做到 2 个到位')).toEqual(['投入 1.5 万元更新设施;做到 2 个到位']);
  expect(texts(' \n')).toEqual([]);
});

test('the unit and the day are read where they are written, and never guessed', () => {
  expect(decisionsOf('整治背街小巷(责任单位:城管局,12月10日前)', '2026-11-26')).toEqual([
    { text: '整治背街小巷(责任单位:城管局,12月10日前)', unit: '城管局', due: '2026-12-10' },
  ]);
  expect(decisionsOf('由交警支队负责,2027年1月5日前补画停车线', '2026-11-26')).toMatchObject([
    { unit: '交警支队', due: '2027-01-05' },
  ]);
  // After the turn of the year, and a day that does not exist.
  expect(decisionsOf('1月15日前完成', '2026-11-26')[0]!.due).toBe('2027-01-15');
  expect(decisionsOf('2月30日前完成', '2026-11-26')[0]!.due).toBe('');
  expect(decisionsOf('投入 1.5 万元更新', '2026-11-26')[0]!.due).toBe('');
  expect(decisionsOf('尽快整治', '2026-11-26')[0]).toEqual({ text: '尽快整治', unit: '', due: '' });
});
