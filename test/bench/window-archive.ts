import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { openArchive } from '../../electron/core/archives/archives.ts';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { createCore } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import { runSuggest } from '../../electron/core/links/links.ts';
import { LABELLED_FILES, readLabelled } from '../eval/labelled.ts';
import { storeDocuments, type StoredDocument } from '../support/store-documents.ts';

const ctx: JobContext = { signal: new AbortController().signal, progress: () => undefined };
/** Sorts of files a clerk looks at most, of which the sample has files that open. */
const SORTS = ['jpg', 'pdf', 'docx', 'xlsx'] as const;
const FOLDER = 40;
/** Where the sample keeps those that are broken, empty or have a password. */
const DO_NOT_OPEN = ['11 文化市场与网络', '未整理'];

interface SampleFile {
  readonly type: (typeof SORTS)[number];
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * An archive of so many documents with 建议, every third of them confirmed: names, folders and texts of the labelled set again and again,
 * each document a real file that opens, for the sample's files are linked under every name. Returns its path.
 */
export async function makeWindowArchive(folder: string, count: number): Promise<string> {
  const [source, archive, kept] = [join(folder, '材料'), join(folder, '档案库'), join(folder, '示例')];
  copySample(kept);
  const bySort = samplesOf(kept);
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 1 });
  mkdirSync(source);
  await core.call(
    'archive.create',
    { archive, framework: [SAMPLE.framework], sources: [source], baseDate: SAMPLE.baseDate },
    ctx,
  );
  await core.close();
  const files = readLabelled(LABELLED_FILES);
  const rows = Array.from({ length: count }, (_, n) => {
    const { name, folders, body } = files[n % files.length]!;
    const wanted = SORTS.findIndex((sort) =>
      extname(name)
        .toLowerCase()
        .startsWith(`.${sort.slice(0, 3)}`),
    );
    const sample = pick(bySort[wanted < 0 ? n % SORTS.length : wanted]!, n);
    const title = `${n} ${name.slice(0, name.length - extname(name).length)}`;
    const path = `单位${String(Math.floor(n / FOLDER)).padStart(4, '0')}/${folders.at(-1) ?? ''}/${title}.${sample.type}`;
    mkdirSync(dirname(join(source, path)), { recursive: true });
    linkSync(sample.file, join(source, path));
    const { type, sizeBytes, modifiedMs } = sample;
    return { id: n + 1, sha256: randomBytes(32).toString('hex'), path, title, text: body, type, sizeBytes, modifiedMs };
  });
  await store(archive, rows);
  return archive;
}

/** The sample's files of each sort, in the order of `SORTS`. */
function samplesOf(folder: string): readonly (readonly SampleFile[])[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return SORTS.map((type) =>
    paths
      .filter((path) => path.endsWith(`.${type}`) && !DO_NOT_OPEN.some((folder) => path.startsWith(folder)))
      .map((path) => {
        const { size, mtimeMs } = statSync(join(folder, path));
        return { type, file: join(folder, path), sizeBytes: size, modifiedMs: Math.floor(mtimeMs) };
      }),
  );
}

const pick = <T>(among: readonly T[], n: number): T => among[n % among.length]!;

async function store(path: string, rows: readonly StoredDocument[]): Promise<void> {
  const archive = await openArchive(path, { now: () => new Date() });
  const { db } = archive;
  try {
    for (let at = 0; at < rows.length; at += 1000) await storeDocuments(db, rows.slice(at, at + 1000));
    await runSuggest(archive, ctx);
    await db.run(
      `UPDATE links SET state = 'confirmed', decided_by = '资料员', decided_at = '2026-01-01T00:00:00.000Z'
       WHERE document_id % 3 = 0 AND (document_id, coalesce(score, 0)) IN
         (SELECT document_id, max(coalesce(score, 0)) FROM links GROUP BY document_id)`,
    );
  } finally {
    await archive.close();
  }
}
