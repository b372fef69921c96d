import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/core/db/database.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import { randomFrom, type Random } from '../../resources/sample/make/rng.ts';
import { fold } from '../../shared/domain/text.ts';
import { storeDocuments } from '../support/store-documents.ts';
import { peer } from './cost.ts';
import { cpuMs } from './own-cost.ts';
import { quantile, rounded, type Result, type Row } from './sections.ts';
import { proseFrom } from './prose.ts';

const LENGTHS = [1, 2, 3, 4, 5] as const;
/** Calls whose time is taken, for each length; of so many of them the hits are compared and a peer is asked. */
const [QUERIES, COMPARED] = [100, 15];
/** Each query so often, never twice in a row; its least counts, so that the worst of a hundred is the dearest and not the one disturbed. */
const ROUNDS = 3;
const SLICE = 500;
/** Characters a document of about 2 KB has in UTF-8. */
const CHARACTERS = 700;
const quiet: JobContext = { signal: new AbortController().signal, progress: () => undefined };

/**
 * Search over so many documents of about 2 KB by length of the query: processor time of the first page as the screen asks for it, and the
 * hits compared with looking through all texts. Queries are pieces of the texts themselves, drawn at random. The peers look through the
 * same texts as one file with a line a document, which they have in memory by then.
 */
export async function searchBench(count: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-search-'));
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 2 });
  const archive = join(folder, '档案库');
  try {
    await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [] }, quiet);
    await core.call('archive.close', { archive }, quiet);
    const texts = await fill(archive, count);
    const lines = join(folder, 'lines.txt');
    writeFileSync(lines, texts.map(({ name, text }) => `${name} ${text.replaceAll('\n', ' ')}\n`).join(''));
    const page = (query: string, sort: 'newest' | 'relevance' = 'newest') =>
      core.call('documents.page', { archive, filter: { query }, sort, direction: 'down', offset: 0, limit: 50 }, quiet);
    const built = cpuMs();
    await page('文明');
    const buildMs = cpuMs() - built;
    const random = randomFrom(3);
    const rows: Row[] = [];
    const wrong: string[] = [];
    for (const length of LENGTHS) {
      const queries = Array.from({ length: QUERIES }, () => piece(random, texts, length));
      const { cpu, wall } = await timed(queries, page);
      const ranked = length === 1 ? null : await timed(queries, (query) => page(query, 'relevance'));
      let hits = 0;
      for (const query of queries.slice(0, COMPARED)) {
        const { ids } = await core.call('documents.ids', { archive, filter: { query }, sort: 'newest', direction: 'up' }, quiet);
        const brute = texts.flatMap(({ folded }, at) => (folded.includes(fold(query)) ? [at + 1] : []));
        hits += brute.length;
        if (ids.join() !== brute.join()) wrong.push(query);
      }
      const beside = (program: string): number | string => {
        const each = `for query; do ${program} -c -F -- "$query" '${lines}'; done; true`;
        const cost = peer('sh', ['-c', `command -v ${program} >&2 || exit 1; ${each}`, 'sh', ...queries.slice(0, COMPARED)], {
          LC_ALL: 'C.UTF-8',
        });
        return cost ? rounded(cost.cpuMs / COMPARED, 1) : 'not installed';
      };
      rows.push({
        characters: length,
        'hits (mean)': Math.round(hits / COMPARED),
        'CPU p50 ms': rounded(quantile(cpu, 0.5), 1),
        'CPU p99 ms': rounded(quantile(cpu, 0.99), 1),
        'wall p50 ms': rounded(quantile(wall, 0.5), 1),
        'ranked CPU p50 ms': ranked ? rounded(quantile(ranked.cpu, 0.5), 1) : '–',
        'ranked CPU p99 ms': ranked ? rounded(quantile(ranked.cpu, 0.99), 1) : '–',
        'grep -c CPU ms': beside('grep'),
        'rg -c CPU ms': beside('rg'),
      });
    }
    return {
      rows,
      notes: [
        `${count.toLocaleString('en')} documents; ${QUERIES} queries a length, the least of ${ROUNDS} rounds each; the call is documents.page, newest first, with the count of all hits, and ranked the same by relevance, search included.`,
        wrong.length === 0
          ? `Recall and precision 1.0: ${LENGTHS.length * COMPARED} queries gave exactly the documents that looking through every text gives.`
          : `Different from looking through every text: ${wrong.join('、')}.`,
        `The index was made in ${rounded(buildMs / 1000, 1)} CPU s (${Math.round(count / (buildMs / 1000))} documents a CPU second).`,
      ],
    };
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The least processor and wall time of each query in all rounds, ms. */
async function timed(queries: readonly string[], page: (query: string) => Promise<unknown>) {
  const [cpu, wall] = [queries.map(() => Infinity), queries.map(() => Infinity)];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, query] of queries.entries()) {
      const [before, started] = [cpuMs(), performance.now()];
      await page(query);
      cpu[at] = Math.min(cpu[at] ?? Infinity, cpuMs() - before);
      wall[at] = Math.min(wall[at] ?? Infinity, performance.now() - started);
    }
  }
  return { cpu, wall };
}

interface Text {
  readonly name: string;
  readonly text: string;
  /** Everything that is searched, folded. */
  readonly folded: string;
}

/** Writes the documents straight into the database; the search index is made by the first search. Document `n` is text `n - 1`. */
async function fill(archive: string, count: number): Promise<readonly Text[]> {
  const random = randomFrom(5);
  const prose = proseFrom(random);
  const texts: Text[] = [];
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await db.run("INSERT INTO sources (id, path, added_at) VALUES (1, '/材料', '2026-01-01')");
  while (texts.length < count) {
    const rows = Array.from({ length: Math.min(SLICE, count - texts.length) }, (_, at) => {
      const id = texts.length + at + 1;
      const title = prose(14).replace(/[,。]/g, '');
      const path = `${id % 12}月/单位${id % 40}/${title}${id}.txt`;
      const text = `${title}\n${prose(CHARACTERS)}`;
      return { id, title, path, text };
    });
    texts.push(
      ...rows.map(({ title, path, text }) => ({ name: `${path} ${title}`, text, folded: fold(`${path}\n${title}\n\n${text}`) })),
    );
    await db.transaction((tx) => storeDocuments(tx, rows));
  }
  await db.close();
  return texts;
}

/** A run of so many characters of Chinese from a text drawn at random. */
function piece(random: Random, texts: readonly Text[], length: number): string {
  const runs = new RegExp(`[\\u4e00-\\u9fff]{${length},}`, 'g');
  for (;;) {
    const found = random.pick(texts).text.match(runs);
    if (!found) continue;
    const run = random.pick(found);
    const from = random.integer(0, run.length - length);
    return run.slice(from, from + length);
  }
}
