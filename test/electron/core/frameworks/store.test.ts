import { expect, test } from 'vitest';
import { openDatabase, type DriverName } from '../../../../electron/core/db/database.ts';
import { migrate } from '../../../../electron/core/db/migrate.ts';
import { listBuiltinFrameworks, loadBuiltinFramework } from '../../../../electron/core/frameworks/builtin.ts';
import { readFrameworks, storeFramework } from '../../../../electron/core/frameworks/store.ts';

const now = new Date('2026-03-01T08:00:00Z');

async function emptyArchive(driver?: DriverName) {
  const db = await openDatabase({ path: ':memory:', driver });
  await migrate(db);
  return db;
}

test.each(['sqlite3', 'node:sqlite'] as const)(
  'all five templates come back from %s equal to what was stored',
  async (driver) => {
    const db = await emptyArchive(driver);
    const frameworks = await Promise.all((await listBuiltinFrameworks()).map((one) => loadBuiltinFramework(one.id)));
    await db.transaction(async (tx) => {
      for (const framework of frameworks) await storeFramework(tx, framework, now);
    });
    const read = await readFrameworks(db);
    expect(read.map(({ rowIds: _, ...framework }) => framework)).toEqual(frameworks);
    for (const framework of read) {
      expect(new Set(framework.rowIds.values()).size).toBe(framework.indicators.length);
      const row = await db.get<{ code: string }>('SELECT code FROM indicators WHERE id = ?', [
        framework.rowIds.get(framework.indicators[5]!.id)!,
      ]);
      expect(row?.code).toBe(framework.indicators[5]!.code);
    }
    await db.close();
  },
);

test('more indicators than fit in one statement keep their order and parents', async () => {
  const db = await emptyArchive();
  const base = await loadBuiltinFramework('wen-ming-dan-wei');
  const [parent, leaf] = [base.indicators[0]!, base.indicators[1]!];
  const leaves = Array.from({ length: 1203 }, (_, at) => ({ ...leaf, id: `x${at}`, code: `单-1-${at + 1}` }));
  const large = { ...base, indicators: [parent, ...leaves] };
  await storeFramework(db, large, now);
  const [{ rowIds, ...read }] = (await readFrameworks(db)) as [Awaited<ReturnType<typeof readFrameworks>>[number]];
  expect(read).toEqual(large);
  expect(rowIds.size).toBe(1204);
  await db.close();
});

test('the same framework twice is refused and the stored one stays', async () => {
  const db = await emptyArchive();
  const framework = await loadBuiltinFramework('wen-ming-xiao-yuan');
  await storeFramework(db, framework, now);
  const again = db.transaction((tx) => storeFramework(tx, { ...framework, name: '另一个' }, now));
  await expect(again).rejects.toMatchObject({ code: 'refused' });
  expect((await readFrameworks(db)).map((one) => one.name)).toEqual([framework.name]);
  await db.close();
});

test('a tree that does not hold together is refused before anything is written', async () => {
  const db = await emptyArchive();
  const framework = await loadBuiltinFramework('wen-ming-xiao-yuan');
  const broken = { ...framework, indicators: framework.indicators.slice(1) };
  await expect(storeFramework(db, broken, now)).rejects.toMatchObject({ code: 'refused' });
  expect(await readFrameworks(db)).toEqual([]);
  await db.close();
});
