import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/core/db/database.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { DocumentFilter } from '../../shared/contract/documents.ts';

/** Times of 材料 over so many documents (default 100,000), whose rows are written straight into the database. */
const count = Number(process.argv[2] ?? 100_000);
const ctx: JobContext = { signal: new AbortController().signal, progress: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'taizhang-listing-'));
const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 2 });
const archive = join(folder, '档案库');
try {
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [] }, ctx);
  await core.call('archive.close', { archive }, ctx);
  await fill();
  const filters: readonly (readonly [string, DocumentFilter])[] = [
    ['all', {}],
    ['pictures', { groups: ['图片'] }],
    ['folder, dates, standing', { folder: '03', from: '2025-06-01', links: ['confirmed', 'suggested'] }],
    ['search 交通', { query: '交通' }],
  ];
  const page = (filter: DocumentFilter, offset: number, sort: 'path' | 'title' | 'date') =>
    core.call('documents.page', { archive, filter, sort, direction: 'up', offset, limit: 100 }, ctx);
  await time('first page after opening', () => page({}, 0, 'path'));
  await time('first search (makes the index)', () => page({ query: '交通' }, 0, 'path'));
  for (const [name, filter] of filters) {
    await time(`page, ${name}`, () => page(filter, 50, 'path'));
    await time(`facets, ${name}`, () => core.call('documents.facets', { archive, filter }, ctx));
  }
  await time('first page by title', () => page({}, 0, 'title'));
  await time('page by title', () => page({}, 5000, 'title'));
  await time('page by date, far down', () => page({}, count - 200, 'date'));
  await time('edit', () => core.call('documents.edit', { archive, id: 77, title: '改过的题名' }, ctx));
  await time('page after an edit', () => page({}, 0, 'path'));
  await time('read one', () => core.call('documents.read', { archive, id: 77 }, ctx));
  console.log(`memory ${Math.round(process.memoryUsage().rss / 1048576)} MB`);
} finally {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
}

async function time(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${name.padEnd(36)} ${(performance.now() - started).toFixed(0).padStart(6)} ms`);
}

async function fill(): Promise<void> {
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await db.exec(`BEGIN;
    INSERT INTO sources (path, added_at) VALUES ('/材料', '2026-01-01');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO documents (id, sha256, size_bytes, type, text_state, title, title_origin, kind, date, date_origin, first_seen_at)
    SELECT i, lower(hex(randomblob(32))), i * 37 % 5000000,
      CASE i % 5 WHEN 0 THEN 'jpg' WHEN 1 THEN 'docx' WHEN 2 THEN 'pdf' WHEN 3 THEN 'xlsx' ELSE 'jpg' END, 'ok',
      CASE i % 3 WHEN 0 THEN '交通文明' WHEN 1 THEN '志愿服务' ELSE '环境卫生' END || '工作情况说明报告第' || i || '号', 'name',
      CASE i % 4 WHEN 0 THEN '工作台账' WHEN 1 THEN '说明报告' ELSE NULL END,
      date('2024-01-01', '+' || (i % 900) || ' days'), 'name', '2026-01-01' FROM n;
    INSERT INTO locations (source_id, path, size_bytes, modified_ms, document_id, state, seen_run)
    SELECT 1, printf('%02d', id % 12) || '/单位' || (id % 40) || '/' || title || '.' || type, size_bytes, 0, id, 'ok', 1 FROM documents;
    INSERT INTO contents (document_id, text) SELECT id, title || ' 正文' FROM documents WHERE id % 2 = 0;
    INSERT INTO links (document_id, indicator_id, state, score)
    SELECT d.id, i.id, CASE d.id % 7 WHEN 0 THEN 'confirmed' WHEN 1 THEN 'rejected' ELSE 'suggested' END, 0.5
    FROM documents d JOIN indicators i ON i.id = 20 + d.id % 50 AND i.leaf = 1 WHERE d.id % 3 <> 0;
    COMMIT;`);
  await db.close();
}
