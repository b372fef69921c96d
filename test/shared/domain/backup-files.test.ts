import { expect, test } from 'vitest';
import { backupFileName, outdatedBackups, readBackupName } from '../../../shared/domain/backup-files.ts';

test('a backup’s name tells when and why it was made', () => {
  const name = backupFileName(new Date(2026, 5, 30, 8, 5, 9), '自动');
  expect(name).toBe('备份_2026-06-30_080509_自动.tzbak');
  expect(readBackupName(name)).toEqual({ fileName: name, origin: '自动', at: '2026-06-30 08:05:09' });
});

test.each(['备份_2026-06-30_080509_自动.tzbak.part', '通知.docx', '备份_2026-06-30_自动.tzbak'])('“%s” is no backup', (name) => {
  expect(readBackupName(name)).toBeNull();
});

test('of automatic backups each of the last seven days and four weeks keeps its newest; others always stay', () => {
  const every = Array.from({ length: 60 }, (_, day) =>
    [8, 18].map((hour) => readBackupName(backupFileName(new Date(2026, 3, 1 + day, hour), '自动'))!),
  ).flat();
  const others = (['手动', '升级前'] as const).map((origin) => readBackupName(backupFileName(new Date(2026, 0, 1), origin))!);
  const outdated = new Set(outdatedBackups([...every, ...others]));
  const kept = every.filter((one) => !outdated.has(one)).map(({ at }) => at.slice(0, 13));
  // 2026-05-30 is a Saturday: its week began on the 25th, the three before end on Sundays.
  expect(kept).toEqual([
    ...['2026-05-10 18', '2026-05-17 18', '2026-05-24 18'],
    ...['2026-05-25 18', '2026-05-26 18', '2026-05-27 18', '2026-05-28 18', '2026-05-29 18', '2026-05-30 18'],
  ]);
  expect(others.some((one) => outdated.has(one))).toBe(false);
});
