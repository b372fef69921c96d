import { expect, test } from 'vitest';
import { openDatabase, type Database } from '../../../../electron/core/db/database.ts';
import { migrate, SCHEMA_VERSION } from '../../../../electron/core/db/migrate.ts';
import { MIGRATIONS } from '../../../../electron/core/db/migrations.ts';

/** One row of every table of the first schema, as an archive of that time would hold them. */
const ROWS = `
INSERT INTO settings (key, value) VALUES ('name', '滨河区 2026 年迎检档案');
INSERT INTO sources (id, path, added_at) VALUES (1, 'D:\\创建办材料', '2026-03-01T00:00:00Z');
INSERT INTO documents (id, sha256, size_bytes, type, text_state, title, kind, date, date_origin, first_seen_at)
  VALUES (1, 'aa', 3, 'docx', 'ok', '关于开展文明交通行动的通知', '规范文件', '2026-03-05', 'text', '2026-03-01T00:00:00Z'),
         (2, 'bb', 4, 'jpg', 'empty', '学雷锋活动', '实景图片', NULL, 'none', '2026-03-01T00:00:00Z');
INSERT INTO locations (id, source_id, path, size_bytes, modified_ms, document_id, state, seen_run)
  VALUES (1, 1, '交警队/通知.docx', 3, 1772668800000, 1, 'ok', 1), (2, 1, '照片/学雷锋.jpg', 4, 1772668800000, 2, 'ok', 1);
INSERT INTO contents (document_id, text) VALUES (1, '各社区:决定开展文明交通行动。');
INSERT INTO frameworks (id, name, edition, reconstructed, note, level_names, added_at)
  VALUES ('wenming', '全国文明城市测评体系', '2021', 1, '', '["测评项目","测评标准"]', '2026-03-01T00:00:00Z');
INSERT INTO indicators (id, framework_id, key, parent_id, position, level, leaf, code, alt_codes, name, standard, methods, lead_unit,
    units, due_text, keywords, weak_keywords, confidence, not_applicable_reason)
  VALUES (1, 'wenming', 'a', NULL, 0, 1, 0, 'Ⅰ-1', '[]', '公共秩序', '', '[]', '', '[]', '', '[]', '[]', 'high', NULL),
         (2, 'wenming', 'b', 1, 1, 2, 1, 'Ⅱ-1', '[]', '交通文明', '', '[]', '市公安局', '["市公安局"]', '2026-05-31', '["交通"]', '[]', 'high', NULL),
         (3, 'wenming', 'c', 1, 2, 2, 1, 'Ⅱ-2', '[]', '水上交通', '', '[]', '', '[]', '', '[]', '[]', 'low', '辖区没有航道');
INSERT INTO requirements (id, indicator_id, position, kind, min_count, window_months, note) VALUES (1, 2, 0, '规范文件', 1, 12, '');
INSERT INTO links (id, document_id, indicator_id, state, reasons, kind, caption, position, decided_by, decided_at)
  VALUES (1, 1, 2, 'confirmed', '[]', '规范文件', '正式印发', 0, '资料员', '2026-03-02T00:00:00Z'),
         (2, 2, 2, 'rejected', '[]', NULL, NULL, NULL, '资料员', '2026-03-02T00:00:00Z');
INSERT INTO exports (id, edition, created_at, folder, complete, manifest_sha256, manifest)
  VALUES (1, 1, '2026-03-03T00:00:00Z', 'D:\\成册', 0, 'cc', '{"items":[]}');
INSERT INTO audit (seq, at, actor, action, detail, prev_hash, hash) VALUES (1, '2026-03-02T00:00:00Z', '资料员', 'link.confirm', '{}', '', 'dd');
INSERT INTO runs (id, started_at, ended_at, result) VALUES (1, '2026-03-01T00:00:00Z', '2026-03-01T00:01:00Z', '{}');
`;
const TABLES = 'settings sources documents locations contents frameworks indicators requirements links exports audit runs'.split(
  ' ',
);

/** An archive as the program of that schema left it. */
async function archiveOf(version: number): Promise<Database> {
  const db = await openDatabase({ path: ':memory:' });
  await db.exec(`${MIGRATIONS[0]} ${ROWS}`);
  for (const script of MIGRATIONS.slice(1, version)) await db.exec(script);
  await db.exec(`PRAGMA user_version = ${version}`);
  return db;
}

const schemaOf = (db: Database) =>
  db.all<{ name: string; sql: string }>(
    "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
  );

test('the version of the schema counts every migration, without loading them', () => {
  expect(SCHEMA_VERSION).toBe(MIGRATIONS.length);
});

test.each(Array.from({ length: SCHEMA_VERSION - 1 }, (_, at) => at + 1))(
  'an archive of schema %i comes to the newest with every row it had, and with the same schema as a new one',
  async (version) => {
    const [db, fresh] = [await archiveOf(version), await openDatabase({ path: ':memory:' })];
    const rowsOf = async () =>
      Object.fromEntries(
        await Promise.all(TABLES.map(async (table) => [table, await db.all(`SELECT * FROM ${table} ORDER BY 1`)])),
      );
    const before = await rowsOf();
    let backedUp = 0;
    await migrate(db, async () => void backedUp++);
    await migrate(fresh, async () => void backedUp++);
    // Columns may come, values may not change.
    expect(await rowsOf()).toMatchObject(before);
    expect(await db.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(await schemaOf(db)).toEqual(await schemaOf(fresh));
    expect(backedUp, 'only an archive that is there is backed up first').toBe(1);
    await Promise.all([db.close(), fresh.close()]);
  },
);

test.each([
  ['xlsx', 23, 'on workbooks before their charts were printed'],
  ['docx', 21, 'on Word files before their tables, heads, seals and distances were set as they are'],
  ['xlsx', 20, 'on workbooks and Word files before their pictures, widths and footnotes were printed'],
  ['docx', 20, 'on workbooks and Word files before their pictures, widths and footnotes were printed'],
  ['md', 19, 'while Markdown was still printed with its marks'],
])('red lines on a %s of schema %i, drawn %s, wait to be looked at, those on other files do not', async (type, schema) => {
  const db = await archiveOf(schema);
  await db.exec(`UPDATE documents SET type = '${type}' WHERE id = 1; UPDATE documents SET type = 'pdf' WHERE id = 2;
    INSERT INTO red_lines (document_id, indicator_id, page, x1, y1, x2, y2, drawn_by, drawn_at)
    VALUES (1, 2, 1, 0.2, 0.3, 0.8, 0.3, '资料员', '2026-03-02T00:00:00Z'), (2, 2, 1, 0.2, 0.3, 0.8, 0.3, '资料员', '2026-03-02T00:00:00Z')`);
  await migrate(db);
  expect(await db.all('SELECT document_id AS id, recheck FROM red_lines ORDER BY 1')).toEqual([
    { id: 1, recheck: 1 },
    { id: 2, recheck: 0 },
  ]);
  await db.close();
});
