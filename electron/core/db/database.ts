import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type * as Sqlite3 from 'sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';

export type SqlValue = string | number | null | Uint8Array;
export type SqlParams = readonly SqlValue[];

/** Statements. Rows come back as plain objects; the caller names their shape. */
export interface Sql {
  all<Row>(sql: string, params?: SqlParams): Promise<Row[]>;
  /** The first row. All rows may be read: ask for one. */
  get<Row>(sql: string, params?: SqlParams): Promise<Row | undefined>;
  /** `lastId` is the row id of the last INSERT on this connection. */
  run(sql: string, params?: SqlParams): Promise<{ changes: number; lastId: number }>;
}

/** One connection. Statements queue behind a running transaction, so no caller can write into another's transaction. */
export interface Database extends Sql {
  readonly path: string;
  readonly driver: DriverName;
  /**
   * Rises with every call that may write. Where it is what it was before a look, that look still holds, if nobody else writes to the file:
   * what was asked for before the look was done before it.
   */
  readonly writes: () => number;
  /** Runs a script of several statements; on failure any transaction it opened is rolled back. */
  exec(script: string): Promise<void>;
  /** BEGIN IMMEDIATE … COMMIT; rolls back and rethrows when `work` throws. Use only `tx` inside `work`. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type DriverName = 'sqlite3' | 'node:sqlite';

interface Driver extends Sql {
  exec(script: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens (or creates) a database file. Tries the `sqlite3` package first and `node:sqlite` where its binary cannot load.
 * Throws AppError `database-unreadable` when the file is not a database, `internal` when neither driver exists.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { driver, name } = await connect(options);
  try {
    await driver.exec(`PRAGMA busy_timeout = ${options.exclusive ? 1000 : 5000}; PRAGMA foreign_keys = ON;`);
    if (options.exclusive) await driver.exec('PRAGMA locking_mode = EXCLUSIVE;');
    if (!options.readOnly && options.path !== ':memory:')
      await driver.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    if (options.exclusive) await driver.exec('BEGIN IMMEDIATE; COMMIT;');
    await driver.get('SELECT count(*) AS n FROM sqlite_schema');
  } catch (error) {
    await driver.close();
    throw openingError(error as Error, options.path);
  }
  return gated(driver, name, options.path);
}

export interface OpenOptions {
  readonly path: string;
  readonly driver?: DriverName | undefined;
  readonly readOnly?: boolean;
  /** Holds the file for this process alone until close or death (the system lets go of it, even after kill -9). */
  readonly exclusive?: boolean;
}

function openingError(error: Error, path: string): AppError {
  if (/SQLITE_BUSY|database is locked/.test(error.message))
    return new AppError('archive-in-use', `数据库正在被另一个程序使用:${path}。`);
  if (!writable(path))
    return new AppError(
      'refused',
      `档案库所在的位置不能写入(只读):${dirname(path)}。请把整个档案库文件夹复制到可以写入的磁盘,再打开那一份;原来的没有被改动。`,
    );
  return new AppError(
    'database-unreadable',
    `数据库文件打不开:${path}(${error.message})。请勿删除它,先从备份恢复或联系维护人员。`,
  );
}

async function connect(options: OpenOptions): Promise<{ driver: Driver; name: DriverName }> {
  const wanted: readonly DriverName[] = options.driver ? [options.driver] : ['sqlite3', 'node:sqlite'];
  const failures: string[] = [];
  for (const name of wanted) {
    try {
      return { driver: await (name === 'sqlite3' ? openPackage(options) : openBuiltIn(options)), name };
    } catch (error) {
      failures.push(`${name}: ${String((error as Error).message)}`);
    }
  }
  throw new AppError('database-unreadable', `无法打开数据库 ${options.path}(${failures.join(';')})`);
}

/** Statements kept prepared, all forgotten together when there are more. One longer was put together for its call and does not come again. */
const [KEPT, KEPT_LENGTH] = [100, 8000];
/** What cannot write, and is kept: others may stop in their middle while they hold the database. */
const isRead = (sql: string): boolean => /^\s*(SELECT|WITH)\b/i.test(sql);

async function openPackage(options: OpenOptions): Promise<Driver> {
  const sqlite3 = createRequire(import.meta.url)('sqlite3') as typeof Sqlite3;
  const mode = options.readOnly ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE;
  const db = await new Promise<Sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(options.path, mode, (error) => (error ? reject(error) : resolve(opened)));
  });
  const kept = new Map<string, Promise<Sqlite3.Statement>>();
  const prepared = (sql: string): Promise<Sqlite3.Statement> => {
    const known = kept.get(sql);
    if (known) return known;
    if (kept.size >= KEPT) void letGo();
    const fresh = new Promise<Sqlite3.Statement>((resolve, reject) => {
      const statement = db.prepare(sql, (error: Error | null) => (error ? reject(error) : resolve(statement)));
    });
    kept.set(sql, fresh);
    fresh.catch(() => kept.delete(sql));
    return fresh;
  };
  const letGo = async (): Promise<void> => {
    const former = [...kept.values()];
    kept.clear();
    for (const one of await Promise.allSettled(former)) if (one.status === 'fulfilled') one.value.finalize();
  };
  /** Read to its end a statement holds nothing of the database; preparing it anew each time is half of a small question. */
  const all = async <Row>(sql: string, params: SqlParams = []): Promise<Row[]> => {
    const statement = isRead(sql) && sql.length <= KEPT_LENGTH ? await prepared(sql) : null;
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, rows: Row[]): void => (error ? reject(error) : resolve(rows));
      if (statement) statement.all<Row>(params, done);
      else db.all<Row>(sql, params, done);
    });
  };
  return {
    all,
    get: async <Row>(sql: string, params: SqlParams = []) => (await all<Row>(sql, params))[0],
    run: (sql, params = []) =>
      new Promise((resolve, reject) =>
        db.run(sql, params, function (error) {
          if (error) reject(error);
          else resolve({ changes: this.changes, lastId: this.lastID });
        }),
      ),
    exec: (script) => new Promise((resolve, reject) => db.exec(script, (error) => (error ? reject(error) : resolve()))),
    close: async () => {
      await letGo();
      return new Promise((resolve, reject) => db.close((error) => (error ? reject(error) : resolve())));
    },
  };
}

async function openBuiltIn(options: OpenOptions): Promise<Driver> {
  const { DatabaseSync: Opened } = await import('node:sqlite');
  const db: DatabaseSync = new Opened(options.path, { readOnly: options.readOnly ?? false });
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const statement = (sql: string) => {
    let found = prepared.get(sql);
    if (!found) {
      found = db.prepare(sql);
      if (prepared.size >= KEPT) prepared.clear();
      prepared.set(sql, found);
    }
    return found;
  };
  return {
    all: async <Row>(sql: string, params: SqlParams = []) => statement(sql).all(...params) as Row[],
    get: async <Row>(sql: string, params: SqlParams = []) => statement(sql).get(...params) as Row | undefined,
    run: async (sql, params = []) => {
      const done = statement(sql).run(...params);
      return { changes: Number(done.changes), lastId: Number(done.lastInsertRowid) };
    },
    exec: async (script) => db.exec(script),
    close: async () => {
      prepared.clear();
      db.close();
    },
  };
}

/** A first-in first-out gate over one connection: a naive BEGIN … await … ROLLBACK would lose another caller's write. */
function gated(driver: Driver, name: DriverName, path: string): Database {
  let tail: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work, work);
    tail = result.catch(() => undefined);
    return result;
  };
  let writes = 0;
  const write = <T>(work: () => Promise<T>): Promise<T> => {
    writes++;
    return next(work);
  };
  return {
    path,
    driver: name,
    writes: () => writes,
    all: (sql, params) => (isRead(sql) ? next : write)(() => driver.all(sql, params)),
    get: (sql, params) => (isRead(sql) ? next : write)(() => driver.get(sql, params)),
    run: (sql, params) => write(() => driver.run(sql, params)),
    exec: (script) =>
      write(async () => {
        try {
          await driver.exec(script);
        } catch (error) {
          await driver.exec('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
    transaction: (work) =>
      write(async () => {
        await driver.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(driver);
          await driver.exec('COMMIT');
          return result;
        } catch (error) {
          await driver.exec('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
    close: () => next(() => driver.close()),
  };
}

/** Whether the file and its folder take writing; a file that is not there is judged by its folder. */
function writable(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
