import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../electron/core/archives/archives.ts';
import { createCore } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import { runSuggest } from '../../electron/core/links/links.ts';
import type { Procedure } from '../../shared/contract/api.ts';
import { FRAMEWORK_IDS, LABELLED_FILES, readLabelled } from '../eval/labelled.ts';
import { storeDocuments } from '../support/store-documents.ts';
import { cpuMs } from './own-cost.ts';
import { quantile, rounded, type Result, type Row } from './sections.ts';

const ctx: JobContext = { signal: new AbortController().signal, progress: () => undefined };
const FOLDER = 40;
/** Documents of a folder that is one series: after five equal confirmations the rest follows. */
const SERIES = 400;
const TIMES = 24;
const FRAMEWORK = 'wenming-chengshi';
const GOAL = '≤ 50';

/**
 * What one decision costs in an archive of so many documents with five frameworks, real 建议, 指标对照 and a third of it decided before, and
 * what the window asks again after it. Processor time of the whole process, so that a shared machine does not change the answer.
 */
export async function decisionBench(count: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-decisions-'));
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 1 });
  const archive = join(folder, '档案库');
  const rows: Row[] = [];
  const call = (procedure: Procedure, input: object): Promise<unknown> =>
    core.call(procedure, { archive, ...input } as never, ctx);
  const time = async (work: string, does: (n: number) => Promise<unknown>, { times = TIMES, goal = '–' } = {}): Promise<void> => {
    const costs: number[] = [];
    for (let n = 0; n < times; n++) {
      const before = cpuMs();
      await does(n);
      costs.push(cpuMs() - before);
    }
    const at = (share: number): number => rounded(quantile(costs, share), 1);
    rows.push({ work, 'median CPU ms': at(0.5), 'p95 CPU ms': at(0.95), 'worst CPU ms': at(1), goal });
  };
  try {
    await core.call('archive.create', { archive, framework: Object.values(FRAMEWORK_IDS), sources: [] }, ctx);
    await core.call('archive.close', { archive }, ctx);
    const { open, confirmed, series, leaf } = await fill(archive, count);
    const decide = (action: 'confirm' | 'reject' | 'clear', pair: Pair | undefined) =>
      call('links.decideMany', { pairs: [{ ...pair, action }] });
    const ofSeries = (n: number): Pair => ({ documentId: series[n] ?? 0, indicatorId: leaf });
    await call('archive.open', {});
    await decide('confirm', open[3 * TIMES]);
    await time('the first Ctrl+Z after the archive was opened', () => call('undo.run', {}), { times: 1 });
    await time('confirm a suggestion', (n) => decide('confirm', open[n]), { goal: GOAL });
    await time('Ctrl+Z', () => call('undo.run', {}), { goal: GOAL });
    await time('Ctrl+Y', () => call('undo.redo', {}), { goal: GOAL });
    await time('reject a suggestion', (n) => decide('reject', open[TIMES + n]), { goal: GOAL });
    await time('take a confirmation back', (n) => decide('clear', confirmed[n]), { goal: GOAL });
    await time('confirm in a folder and series that follows', (n) => decide('confirm', ofSeries(n)), { times: 12, goal: GOAL });
    await time('Ctrl+Z there', () => call('undo.run', {}), { times: 12, goal: GOAL });
    let next = 2 * TIMES;
    const after = async (procedure: Procedure, input: (n: number) => object): Promise<void> => {
      const costs: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        await decide('confirm', open[next++]);
        const before = cpuMs();
        await call(procedure, input(n));
        costs.push(cpuMs() - before);
      }
      const at = (share: number): number => rounded(quantile(costs, share), 1);
      rows.push({
        work: `${procedure} after a decision`,
        'median CPU ms': at(0.5),
        'p95 CPU ms': at(0.95),
        'worst CPU ms': at(1),
      });
    };
    await after('links.queue', () => ({ framework: FRAMEWORK, queue: 'suggested', limit: 200 }));
    await after('links.triage', (n) => ({ framework: FRAMEWORK, documentId: open[1000 + n]?.documentId }));
    await after('archive.summary', () => ({}));
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    return { rows, notes: [`${count.toLocaleString('en')} documents, ${(open.length + confirmed.length).toLocaleString('en')} of them with suggestions in ${FRAMEWORK}, ${confirmed.length.toLocaleString('en')} confirmed before; ${memory} MB held at the end.`] }; // prettier-ignore
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Pair {
  readonly documentId: number;
  readonly indicatorId: number;
}

interface Filled {
  /** Documents with open suggestions and the best of them, and those a person confirmed it for. */
  readonly open: readonly Pair[];
  readonly confirmed: readonly Pair[];
  /** One folder of one series, and a leaf. */
  readonly series: readonly number[];
  readonly leaf: number;
}

/** Files of the labelled set again and again, forty in a folder, suggested for and a third confirmed. */
async function fill(path: string, count: number): Promise<Filled> {
  const archive = await openArchive(path, { now: () => new Date() });
  const { db } = archive;
  try {
    const files = readLabelled(LABELLED_FILES);
    const rows = Array.from({ length: count }, (_, n) => {
      const { name, folders, body } = files[n % files.length] ?? { name: '', folders: [], body: '' };
      const folder = `单位${Math.floor(n / FOLDER)}`;
      const isSeries = n < SERIES;
      const path = isSeries ? `${folder}/柳营里社区简报第${n + 1}期.jpg` : `${folder}/${folders.at(-1) ?? ''}${n} ${name}`;
      return { id: n + 1, path, title: path, type: 'docx', text: isSeries ? '' : body };
    });
    await db.run("INSERT INTO sources (path, added_at) VALUES ('/材料', '2026-01-01')");
    for (let at = 0; at < rows.length; at += 1000) await storeDocuments(db, rows.slice(at, at + 1000));
    await runSuggest(archive, ctx);
    const best = await db.all<Pair>(
      `SELECT documentId, indicatorId FROM (SELECT k.document_id AS documentId, k.indicator_id AS indicatorId,
         row_number() OVER (PARTITION BY k.document_id ORDER BY k.score DESC) AS rank FROM links k JOIN indicators i ON i.id = k.indicator_id
         WHERE i.framework_id = ? AND k.document_id > ${SERIES}) WHERE rank = 1`,
      [FRAMEWORK],
    );
    const confirmed = best.filter((_, n) => n % 3 === 0);
    await db.run(
      `UPDATE links SET state = 'confirmed', decided_by = '资料员', decided_at = '2026-01-01T00:00:00.000Z'
       WHERE (document_id, indicator_id) IN (SELECT value ->> '$.documentId', value ->> '$.indicatorId' FROM json_each(?))`,
      [JSON.stringify(confirmed)],
    );
    await runSuggest(archive, ctx);
    const leaf = await db.get<{ id: number }>('SELECT id FROM indicators WHERE leaf = 1 AND framework_id = ? LIMIT 1', [
      FRAMEWORK,
    ]);
    const series = rows.slice(0, FOLDER).map(({ id }) => id);
    return { open: best.filter((_, n) => n % 3 === 1), confirmed, series, leaf: leaf?.id ?? 0 };
  } finally {
    await archive.close();
  }
}
