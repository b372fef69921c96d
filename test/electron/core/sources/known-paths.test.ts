import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../../../electron/core/db/database.ts';
import { migrate } from '../../../../electron/core/db/migrate.ts';
import { loadKnown, readLocations } from '../../../../electron/core/sources/known-paths.ts';

/** More than one piece, the last of them begun. */
const MANY = 10_001;
/** Names a file may have; the letters and the BOM are of three bytes. */
const ODD = ['\uFEFF单位/签到表.txt', '有 空格/逗号,引号"\n换行.txt', "一/二/三'四.txt"];

let db: Database;

async function add(path: string, size: number, modifiedMs: number, state: string, missingAt: string | null): Promise<void> {
  await db.run(
    'INSERT INTO locations (source_id, path, size_bytes, modified_ms, state, seen_run, missing_at) VALUES (1, ?, ?, ?, ?, 1, ?)',
    [path, size, modifiedMs, state, missingAt],
  );
}

describe.each(['sqlite3', 'node:sqlite'] as const)('by %s', (driver) => {
  beforeEach(async () => {
    db = await openDatabase({ path: ':memory:', driver });
    await migrate(db);
    await db.run("INSERT INTO sources (id, path, added_at) VALUES (1, '/材料', ''), (2, '/另一处', '')");
    await db.run(
      `WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
     INSERT INTO locations (source_id, path, size_bytes, modified_ms, state, seen_run)
     SELECT 1, '街道' || (i % 7) || '/第' || i || '期.txt', i, 1700000000000 + i, 'ok', 1 FROM n`,
    );
    await add(ODD[0]!, 10, 20, 'ok', null);
    await add(ODD[1]!, 11, 21, 'ok', null);
    await add(ODD[2]!, 12, -22, 'ok', null);
    await add('跳过.tmp', 13, 23, 'skipped', null);
    await add('没了.txt', 14, 24, 'ok', '2026-01-01');
    await db.run(
      "INSERT INTO locations (source_id, path, size_bytes, modified_ms, state, seen_run) VALUES (2, '别处.txt', 1, 2, 'ok', 1)",
    );
  });

  afterEach(() => db.close());

  test('knows every path of one source by size and time, whatever its name and however many there are', async () => {
    const known = await loadKnown(db, 1);
    for (let i = 1; i <= MANY; i++) expect(known.isSame(`街道${i % 7}/第${i}期.txt`, i, 1700000000000 + i)).toBe(true);
    for (const [at, path] of ODD.entries()) expect(known.isSame(path, 10 + at, at === 2 ? -22 : 20 + at)).toBe(true);
    expect(known.meet('别处.txt')).toBeNull();
    expect((await known.unmet()).map(({ path }) => path)).toEqual(['跳过.tmp']);
  });

  test('finds them in whatever order the walk comes by, and between paths that are new', async () => {
    const known = await loadKnown(db, 1);
    for (let n = 0; n < MANY; n++) {
      const i = ((n * 7919) % MANY) + 1;
      if (n % 1000 === 0) expect(known.meet(`街道/新${n}.txt`)).toBeNull();
      expect(known.isSame(`街道${i % 7}/第${i}期.txt`, i, 1700000000000 + i)).toBe(true);
    }
    expect((await known.unmet()).map(({ path }) => path)).toEqual([...ODD, '跳过.tmp']);
  });

  test('a file of another size or time is not the same, nor one that was skipped or noted as missing', async () => {
    const known = await loadKnown(db, 1);
    expect(known.isSame('街道1/第5104期.txt', 5104, 1700000005104)).toBe(true);
    expect(known.isSame('街道2/第5105期.txt', 5104, 1700000005105)).toBe(false);
    expect(known.isSame('街道3/第5106期.txt', 5106, 1700000005105)).toBe(false);
    expect(known.isSame('跳过.tmp', 13, 23)).toBe(false);
    expect(known.isSame('没了.txt', 14, 24)).toBe(false);
  });

  test('gives the whole row of a path the walk met, and of those it did not meet', async () => {
    const known = await loadKnown(db, 1);
    const ids = ['街道2/第5105期.txt', '没了.txt'].flatMap((path) => known.meet(path) ?? []);
    expect(await readLocations(db, ids)).toMatchObject([
      { path: '街道2/第5105期.txt', sizeBytes: 5105, modifiedMs: 1700000005105, state: 'ok', missing: false, documentId: null },
      { path: '没了.txt', missing: true },
    ]);
    const unmet = await known.unmet();
    expect(unmet).toHaveLength(MANY + ODD.length);
    expect(unmet.map(({ path }) => path)).not.toContain('街道2/第5105期.txt');
  });
});
