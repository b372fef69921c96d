import { expect, test } from 'vitest';
import { appendAudit, verifyAudit } from '../../../../electron/core/audit/audit.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { migrate } from '../../../../electron/core/db/migrate.ts';

async function recordOfThree() {
  const db = await openDatabase({ path: ':memory:' });
  await migrate(db);
  for (const action of ['confirm', 'reject', 'export']) {
    await db.transaction((tx) => appendAudit(tx, { at: '2026-06-30T08:00:00', actor: '资料员', action, detail: { n: 1 } }));
  }
  return db;
}

test('an untouched record holds', async () => expect(await verifyAudit(await recordOfThree())).toEqual([]));

test.each([
  ['a changed row', "UPDATE audit SET actor = '别人' WHERE seq = 2", /第 2 条/],
  ['a row taken out', 'DELETE FROM audit WHERE seq = 2', /第 3 条之前/],
  ['a row whose hash was made anew', "UPDATE audit SET detail = '{}', hash = 'x' WHERE seq = 2", /第 2 条/],
])('%s is named', async (_, sql, sentence) => {
  const db = await recordOfThree();
  await db.run(sql);
  expect((await verifyAudit(db)).join()).toMatch(sentence);
});
