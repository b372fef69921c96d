import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase, type DriverName } from '../../../../electron/core/db/database.ts';
import { migrate, SCHEMA_VERSION } from '../../../../electron/core/db/migrate.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('database');
let counter = 0;
const fresh = () => join(folder, `${counter++}.sqlite`);

async function loads(driver: DriverName): Promise<boolean> {
  try {
    await (await openDatabase({ path: ':memory:', driver })).close();
    return true;
  } catch {
    return false;
  }
}

const drivers: DriverName[] = [];
for (const driver of ['sqlite3', 'node:sqlite'] as const) {
  if (await loads(driver)) drivers.push(driver);
  else console.warn(`driver ${driver} cannot load on this machine: its suite is not run`);
}

test('at least one driver loads', () => expect(drivers.length).toBeGreaterThan(0));

describe.each(drivers)('the database over %s', (driver) => {
  test('rows come back as they were written, text, number, bytes and null', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await db.exec('CREATE TABLE t (a TEXT, b REAL, c BLOB, d TEXT) STRICT');
    const done = await db.run('INSERT INTO t VALUES (?, ?, ?, ?)', ['㛃𠮷', 1.5, new Uint8Array([0, 255]), null]);
    const row = await db.get<{ a: string; b: number; c: Uint8Array; d: null }>('SELECT * FROM t');
    expect(done).toEqual({ changes: 1, lastId: 1 });
    expect({ ...row, c: [...row!.c] }).toEqual({ a: '㛃𠮷', b: 1.5, c: [0, 255], d: null });
    await db.close();
  });

  test('a call made while a transaction runs waits, and is not lost when the transaction rolls back', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await db.exec('CREATE TABLE t (a TEXT) STRICT');
    const failing = db.transaction(async (tx) => {
      await tx.run('INSERT INTO t VALUES (?)', ['mine']);
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('stop');
    });
    const other = db.run('INSERT INTO t VALUES (?)', ['other']);
    await expect(failing).rejects.toThrow('stop');
    await other;
    expect(await db.all('SELECT a FROM t')).toEqual([{ a: 'other' }]);
    await db.close();
  });

  test('a failed script leaves no transaction open', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await expect(db.exec('BEGIN; CREATE TABLE t (a TEXT) STRICT; broken;')).rejects.toThrow();
    await db.transaction(async (tx) => tx.run('CREATE TABLE t (a TEXT) STRICT'));
    await db.close();
  });

  test('a statement asked again sees a changed table, and one that failed is made anew once it can be', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await expect(db.all('SELECT * FROM t')).rejects.toThrow('no such table');
    await db.exec('CREATE TABLE t (a TEXT) STRICT');
    await db.run('INSERT INTO t VALUES (?)', ['one']);
    expect(await db.all('SELECT * FROM t')).toEqual([{ a: 'one' }]);
    await db.exec('ALTER TABLE t ADD COLUMN b INTEGER');
    expect(await db.all('SELECT * FROM t')).toEqual([{ a: 'one', b: null }]);
    expect(await db.get('SELECT a FROM t WHERE a = ?', ['two'])).toBeUndefined();
    expect(await db.get('SELECT a FROM t WHERE a = ?', ['one'])).toEqual({ a: 'one' });
    await db.close();
  });

  test('what was read holds nothing: its table can be dropped, its file detached, and many statements later the file closed', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await db.run('ATTACH DATABASE ? AS beside', [fresh()]);
    await db.exec("CREATE VIRTUAL TABLE beside.words USING fts5(body); INSERT INTO beside.words VALUES ('one two'), ('one');");
    expect(await db.get('SELECT rowid FROM beside.words WHERE words MATCH ?', ['one'])).toEqual({ rowid: 1 });
    expect(await db.all('SELECT rowid FROM beside.words WHERE words MATCH ?', ['one'])).toHaveLength(2);
    await db.exec('DROP TABLE beside.words');
    await db.run('DETACH DATABASE beside');
    for (let at = 0; at < 250; at++) expect(await db.get(`SELECT ${at} AS n`)).toEqual({ n: at });
    const both = await db.transaction((tx) => Promise.all(['x', 'y'].map((one) => tx.get('SELECT ? AS said', [one]))));
    expect(both).toEqual([{ said: 'x' }, { said: 'y' }]);
    await db.close();
  });

  test('the count of writes rises with what may write, before it is done, and not with what reads', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await db.exec('CREATE TABLE t (a TEXT) STRICT');
    const before = db.writes();
    await db.all('SELECT a FROM t');
    await db.get('WITH one (a) AS (SELECT 1) SELECT a FROM one');
    expect(db.writes()).toBe(before);
    const counts: number[] = [before];
    for (const write of [
      () => db.run('INSERT INTO t VALUES (?)', ['one']),
      () => db.exec('DELETE FROM t'),
      () => db.all("INSERT INTO t VALUES ('two') RETURNING a"),
      () => db.transaction(async (tx) => tx.run('DELETE FROM t')),
    ]) {
      const done = write();
      counts.push(db.writes());
      await done;
    }
    expect(counts).toEqual([...new Set(counts)].sort((one, other) => one - other));
    await db.close();
  });

  test('a file that is no database is refused and left as it is', async () => {
    const path = fresh();
    writeFileSync(path, 'this is not a database, but it is long enough to look at');
    await expect(openDatabase({ path, driver })).rejects.toMatchObject({ code: 'database-unreadable' });
  });

  test('an exclusive holder keeps a second one out until it closes', async () => {
    const path = fresh();
    const first = await openDatabase({ path, driver, exclusive: true });
    await expect(openDatabase({ path, driver, exclusive: true })).rejects.toMatchObject({ code: 'archive-in-use' });
    await first.close();
    await (await openDatabase({ path, driver, exclusive: true })).close();
  });

  test('migrating twice changes nothing, and a newer database is refused', async () => {
    const db = await openDatabase({ path: fresh(), driver });
    await migrate(db);
    const schema = await db.all('SELECT sql FROM sqlite_schema ORDER BY name');
    await migrate(db);
    expect(await db.all('SELECT sql FROM sqlite_schema ORDER BY name')).toEqual(schema);
    await db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    await expect(migrate(db)).rejects.toMatchObject({ code: 'refused' });
    await db.close();
  });
});
