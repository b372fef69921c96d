import type { Coverage, Home, RunSums } from '../../../shared/contract/home.ts';
import { totalsOf, type GapState } from '../../../shared/domain/gaps.ts';
import { daysBetween } from '../../../shared/domain/ledgers/ledger.ts';
import { remindersOf, scheduleStanding } from '../../../shared/domain/ledgers/reminders.ts';
import type { Archive } from '../archives/archives.ts';
import { countDoubts } from '../doubts/doubts.ts';
import { readDueCounts } from '../duties/duties.ts';
import { readAssessed } from '../gaps/gaps.ts';
import { readScheme } from '../scoring/scoring.ts';
import { countRecords, readRecords, readVetoes } from '../records/records.ts';
import { readPrecondition } from './precondition.ts';
import { wordsOfEntry } from './record-words.ts';
import { isReadable } from '../present.ts';

export { readPrecondition } from './precondition.ts';

const RECENT = 10;
const MOST_TROUBLES = 1_000;

interface NodeRow {
  readonly id: number;
  readonly parent_id: number | null;
  readonly leaf: number;
  readonly level: number;
  readonly code: string;
  readonly name: string;
}

/** Everything the 工作台 shows of one framework; `today` is a local day `YYYY-MM-DD`. Throws AppError `not-found` for the framework. */
export async function readHome(archive: Archive, framework: string, today: string): Promise<Home> {
  const { db } = archive;
  const [assessed] = await readAssessed(archive, { frameworkId: framework });
  const states = new Map((assessed?.leaves ?? []).map((leaf) => [leaf.id, leaf.state]));
  const nodes = await db.all<NodeRow>(
    'SELECT id, parent_id, leaf, level, code, name FROM indicators WHERE framework_id = ? ORDER BY position',
    [framework],
  );
  const due = await readDueCounts(archive, framework, { today, leaves: assessed?.leaves ?? [] });
  const unreadable = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM documents d WHERE d.text_state IN ('failed', 'encrypted')
       AND ${isReadable('d.id')}`,
  );
  const run = await db.get<{ ended_at: string; result: string }>(
    'SELECT ended_at, result FROM runs WHERE ended_at IS NOT NULL AND result IS NOT NULL ORDER BY id DESC LIMIT 1',
  );
  const troubles = await db.all<{ path: string; why: string }>(
    `SELECT path, why FROM (
       SELECT l.path, CASE l.state WHEN 'skipped' THEN '跳过:' ELSE '' END || coalesce(l.reason, '') AS why FROM locations l
       WHERE l.state IN ('skipped', 'failed') AND l.missing_at IS NULL
       UNION ALL
       SELECT l.path, coalesce(d.text_message, '读不出内容') FROM documents d JOIN locations l ON l.document_id = d.id
       WHERE d.text_state IN ('failed', 'encrypted') AND l.state = 'ok' AND l.missing_at IS NULL)
     ORDER BY path LIMIT ${MOST_TROUBLES}`,
  );
  const entries = await db.all<{ at: string; actor: string; action: string; detail: string }>(
    `SELECT at, actor, action, detail FROM audit ORDER BY seq DESC LIMIT ${RECENT}`,
  );
  const records = await readRecords(db);
  return {
    vetoes: await readVetoes(db, archive.settings.baseDate),
    precondition: await readPrecondition(archive, framework, await readScheme(db, framework)),
    hardware: (assessed?.leaves ?? []).filter((leaf) => leaf.hardware !== null).length,
    schedule: scheduleStanding(records.get('jieduan') ?? [], today),
    reminders: remindersOf((ledger) => records.get(ledger) ?? [], today),
    daysToBase: daysBetween(today, archive.settings.baseDate),
    dueSoon: due.soon,
    dutiesOverdue: due.overdue,
    runningOut: [...states.values()].filter((state) => state === '将到期').length,
    overdue: (await countRecords(db, today)).find(({ ledger }) => ledger === 'wenti')?.overdue ?? 0,
    unreadable: unreadable?.n ?? 0,
    doubts: await countDoubts(db),
    troubles,
    lastRun: run ? { endedAt: run.ended_at, sums: JSON.parse(run.result) as RunSums } : null,
    coverage: coverageOf(nodes, states),
    totals: totalsOf([...states.values()]),
    recent: entries.map(({ at, actor, action, detail }) => ({
      at,
      actor,
      words: wordsOfEntry(action, JSON.parse(detail) as unknown),
    })),
  };
}

/** How each 测评项目 stands, by the states of its leaves. */
export async function readCoverage(
  { db }: Archive,
  framework: string,
  leaves: readonly { readonly id: number; readonly state: GapState }[],
): Promise<readonly Coverage[]> {
  const nodes = await db.all<NodeRow>(
    'SELECT id, parent_id, leaf, level, code, name, due_text FROM indicators WHERE framework_id = ? ORDER BY position',
    [framework],
  );
  return coverageOf(nodes, new Map(leaves.map(({ id, state }) => [id, state])));
}

/** The second level (测评项目) where there is one with leaves below, else the first. */
function coverageOf(nodes: readonly NodeRow[], states: ReadonlyMap<number, GapState>): Coverage[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const level = nodes.some((node) => node.level === 2 && node.leaf === 0) ? 2 : 1;
  const groups = new Map<number, GapState[]>();
  for (const node of nodes) {
    const state = states.get(node.id);
    let above: NodeRow | undefined = node;
    while (above && above.level > level) above = above.parent_id === null ? undefined : byId.get(above.parent_id);
    if (state === undefined || !above) continue;
    const group = groups.get(above.id);
    if (group) group.push(state);
    else groups.set(above.id, [state]);
  }
  return [...groups].map(([id, found]) => ({
    code: byId.get(id)?.code ?? '',
    name: byId.get(id)?.name ?? '',
    ...totalsOf(found),
  }));
}
