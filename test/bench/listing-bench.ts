import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/core/db/database.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { DocumentFilter, DocumentSort } from '../../shared/contract/documents.ts';
import { cpuMs } from './own-cost.ts';
import { quantile, rounded, type Result, type Row } from './sections.ts';

const ctx: JobContext = { signal: new AbortController().signal, progress: () => undefined };
/** Calls of one kind whose median is told, where the first is not the interesting one. */
const TIMES = 9;

/** What the screens of an archive with so many documents ask for, whose rows are written straight into the database: processor time. */
export async function listingBench(count: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-listing-'));
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 2 });
  const archive = join(folder, '档案库');
  const rows: Row[] = [];
  const time = async (call: string, work: (n: number) => Promise<unknown>, times = TIMES): Promise<void> => {
    const [cpu, wall]: [number[], number[]] = [[], []];
    for (let n = 0; n < times; n++) {
      const [before, started] = [cpuMs(), performance.now()];
      await work(n);
      cpu.push(cpuMs() - before);
      wall.push(performance.now() - started);
    }
    rows.push({
      call,
      'CPU ms': rounded(quantile(cpu, 0.5), 1),
      'worst CPU ms': rounded(Math.max(...cpu), 1),
      'wall ms': rounded(quantile(wall, 0.5), 1),
    });
  };
  try {
    await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [] }, ctx);
    await core.call('archive.close', { archive }, ctx);
    const leaf = await fillListing(archive, count);
    const framework = 'wenming-chengshi';
    const page = (filter: DocumentFilter, offset: number, sort: DocumentSort) =>
      core.call('documents.page', { archive, filter, sort, direction: 'up', offset, limit: 100 }, ctx);
    await time('the archive opens', () => core.call('archive.open', { archive }, ctx), 1);
    await time('first page of 材料 after opening', () => page({}, 0, 'path'), 1);
    await time('first search (makes the index)', () => page({ query: '交通' }, 0, 'path'), 1);
    for (const [name, filter] of FILTERS) {
      await time(`page, ${name}`, () => page(filter, 50, 'path'));
      await time(`counts beside it, ${name}`, () => core.call('documents.facets', { archive, filter }, ctx));
    }
    await time('first page by title', () => page({}, 0, 'title'), 1);
    await time('another page by title', () => page({}, 5000, 'title'));
    await time('page by date, far down', () => page({}, count - 200, 'date'));
    await time('工作台', () => core.call('home.read', { archive, framework }, ctx));
    await time('summary of the archive', () => core.call('archive.summary', { archive }, ctx));
    await time('缺项 of the whole framework', () => core.call('gaps.read', { archive, framework }, ctx));
    await time('a decision', (n) => core.call('links.decideMany', { archive, pairs: [{ documentId: 3 * (n + 1), indicatorId: leaf, action: 'confirm' }] }, ctx)); // prettier-ignore
    await time('page after a decision', async (n) => {
      await core.call('links.decideMany', { archive, pairs: [{ documentId: 300 + 3 * n, indicatorId: leaf, action: 'confirm' }] }, ctx); // prettier-ignore
      return page({}, 0, 'path');
    });
    await time('one document', (n) => core.call('documents.read', { archive, id: 77 + n }, ctx));
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    return { rows, notes: [`${count.toLocaleString('en')} documents, ${Math.round((count * 2) / 3).toLocaleString('en')} links; ${memory} MB held at the end. Median of ${TIMES}, where not the first call is meant.`] }; // prettier-ignore
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const FILTERS: readonly (readonly [string, DocumentFilter])[] = [
  ['all', {}],
  ['pictures', { groups: ['图片'] }],
  ['folder, dates, standing', { folder: '03', from: '2025-06-01', links: ['confirmed', 'suggested'] }],
  ['search 交通', { query: '交通' }],
];

/** Makes an archive of so many documents at `archive`, without sources; `folder` takes the log. */
export async function makeListed(archive: string, folder: string, count: number): Promise<void> {
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 1 });
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [] }, ctx);
  await core.close();
  await fillListing(archive, count);
}

/** Writes so many documents and links into an archive that is closed. Returns the id of the first leaf. */
export async function fillListing(archive: string, count: number): Promise<number> {
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
  const leaf = await db.get<{ id: number }>('SELECT id FROM indicators WHERE leaf = 1 ORDER BY id LIMIT 1');
  await db.close();
  return leaf?.id ?? 0;
}
