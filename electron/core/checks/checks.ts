import { lstatSync } from 'node:fs';
import { DOUBT_WORDS, type Doubt } from '../../../shared/contract/doubts.ts';
import type { CheckResult } from '../../../shared/contract/results.ts';
import type { Archive } from '../archives/archives.ts';
import { verifyAudit } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import { listDoubts } from '../doubts/doubts.ts';
import { hashFile } from '../hash-file.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { fullPath, isOnlineOnly } from '../sources/sources.ts';
import { consistencyNotices } from './consistency.ts';

export { forgetMutesOnIndicators, muteFindings, mutesOnIndicators, readConsistency, type MuteOrder } from './consistency.ts';
export { cleanCopies } from './clean-copies.ts';
export { readCheckFacts } from './facts.ts';

type Problem = CheckResult['problems'][number];

/** Rules that see in the record what reading every original finds anyway. */
const NAMED_ALREADY: ReadonlySet<string> = new Set(['evidence-missing', 'evidence-cloud', 'evidence-no-file']);

/**
 * 体检 of an archive: the database, its references and its log, every original read again and compared with its fingerprint,
 * files that are gone, records that belong to nothing. Notices name what the rules of `shared/domain/checks` find and nobody chose to
 * ignore. Changes nothing.
 * `today` is a local `YYYY-MM-DD`; later dates in names are not believed. Throws AppError `cancelled`.
 */
export async function checkArchive(archive: Archive, today: string, ctx: JobContext): Promise<CheckResult> {
  const { db } = archive;
  ctx.progress({ stage: '数据库', done: 0, total: null, label: '' });
  const database = await checkDatabase(db);
  const log = await verifyAudit(db);
  const doubts = await listDoubts(db);
  const originals = await checkOriginals(db, new Set(doubts.map(({ former }) => former.id)), ctx);
  const orphans = await checkOrphans(db);
  const problems = [
    ...database,
    ...log.map((message) => ({ file: '操作日志', code: 'audit', message })),
    ...originals.problems,
    ...doubts.map(problemOf),
    ...orphans,
  ];
  const notices = await consistencyNotices(archive, today, NAMED_ALREADY);
  return { ok: problems.length === 0, checked: originals.checked + 3, problems, ...(notices.length > 0 ? { notices } : {}) };
}

function problemOf({ former, candidates }: Doubt): Problem {
  const codes = former.evidence.map(({ code }) => code).join('、');
  const found = candidates.map(({ path, reasons }) => `${path}(${reasons.map((reason) => DOUBT_WORDS[reason]).join('、')})`);
  const message = `待核对:已确认佐证(${codes})的原件内容变了或不在原处,可能是 ${found.join('或 ')}。请在工作台的“待核对”里选定。`;
  return { file: former.path, code: 'doubt', message };
}

async function checkDatabase(db: Database): Promise<Problem[]> {
  const integrity = await db.all<{ integrity_check: string }>('PRAGMA integrity_check');
  const references = await db.all<{ table: string; rowid: number }>('PRAGMA foreign_key_check');
  return [
    ...integrity
      .filter((row) => row.integrity_check !== 'ok')
      .map((row) => ({ file: '数据库', code: 'database', message: `数据库有损坏:${row.integrity_check}。请从备份恢复。` })),
    ...references.map((row) => ({
      file: '数据库',
      code: 'reference',
      message: `表 ${row.table} 第 ${row.rowid} 行指向不存在的记录。`,
    })),
  ];
}

interface OriginalRow {
  readonly root: string;
  readonly path: string;
  readonly raw_path: Uint8Array | null;
  readonly size_bytes: number;
  readonly missing_at: string | null;
  readonly document_id: number;
  readonly sha256: string;
  readonly links: number;
}

/**
 * Reads every known original again; a file that is gone matters when its content is confirmed evidence, lies nowhere else and is not
 * in doubt already.
 */
async function checkOriginals(
  db: Database,
  doubted: ReadonlySet<number>,
  ctx: JobContext,
): Promise<{ checked: number; problems: Problem[] }> {
  const rows = await db.all<OriginalRow>(
    `SELECT s.path AS root, p.path, p.raw_path, p.size_bytes, p.missing_at, p.document_id, d.sha256,
            (SELECT count(*) FROM links l WHERE l.document_id = d.id AND l.state = 'confirmed') AS links
       FROM locations p JOIN sources s ON s.id = p.source_id JOIN documents d ON d.id = p.document_id
      WHERE p.missing_at IS NULL
         OR NOT EXISTS (SELECT 1 FROM locations o WHERE o.document_id = d.id AND o.missing_at IS NULL)
      ORDER BY s.path, p.path`,
  );
  const problems: Problem[] = [];
  for (const [index, row] of rows.entries()) {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '核对原件', done: index, total: rows.length, label: row.path });
    const problem = await checkOriginal(row, ctx.signal);
    if (problem && !(row.missing_at !== null && doubted.has(row.document_id))) problems.push(problem);
  }
  return { checked: rows.length, problems };
}

async function checkOriginal(row: OriginalRow, signal: AbortSignal): Promise<Problem | null> {
  const evidence = row.links > 0 ? `,它是 ${row.links} 条已确认佐证的原件` : '';
  if (row.missing_at !== null) {
    return row.links === 0
      ? null
      : { file: row.path, code: 'missing', message: `文件不在原处了${evidence}。请找回原件,或重新编目后改指。` };
  }
  const path = fullPath(row.root, row.path, row.raw_path);
  try {
    const { size, blocks } = lstatSync(path);
    if (isOnlineOnly({ name: '', sizeBytes: size, blocks }, process.platform))
      return {
        file: row.path,
        code: 'online-only',
        message: `只在云盘上,没有核对内容${evidence}。请在云盘软件中下载到本机后再体检。`,
      };
  } catch {
    return { file: row.path, code: 'missing', message: `文件不在原处了${evidence}。请重新编目,或找回原件。` };
  }
  try {
    const sha256 = await hashFile(path, signal);
    return sha256 === row.sha256
      ? null
      : { file: row.path, code: 'changed', message: `编目之后内容有改动${evidence}。请重新编目,再核对这份材料。` };
  } catch (error) {
    if (signal.aborted) throw error;
    return {
      file: row.path,
      code: 'unreadable',
      message: `读不出来(${(error as NodeJS.ErrnoException).code ?? ''})。请检查它是否被占用或磁盘有坏道。`,
    };
  }
}

async function checkOrphans(db: Database): Promise<Problem[]> {
  const contents = await db.get<{ n: number }>(
    'SELECT count(*) AS n FROM contents c WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = c.document_id)',
  );
  const homeless = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM documents d WHERE NOT EXISTS (SELECT 1 FROM locations p WHERE p.document_id = d.id)
        AND EXISTS (SELECT 1 FROM links l WHERE l.document_id = d.id AND l.state = 'confirmed')`,
  );
  return [
    ...(contents && contents.n > 0
      ? [{ file: '数据库', code: 'orphan', message: `有 ${contents.n} 段正文不属于任何材料。重新编目即可清理。` }]
      : []),
    ...(homeless && homeless.n > 0
      ? [{ file: '数据库', code: 'orphan', message: `有 ${homeless.n} 件已确认的材料没有任何文件位置。请找回原件后重新编目。` }]
      : []),
  ];
}
