import { nodeKey } from '../../../shared/domain/code-keys.ts';
import type { PackContent } from '../../../shared/domain/pack.ts';
import { addDays } from '../../../shared/domain/periods.ts';
import { fold } from '../../../shared/domain/text.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Sql } from '../db/database.ts';
import { readKnownUnits } from '../duties/duties.ts';
import type { FactsDeps } from '../ocr/ocr.ts';
import { chosenKeys, type AreaPlan, type Ground, type LeafHere, type Take } from './area.ts';
import { planDuties } from './duties.ts';
import { planEvidence } from './evidence.ts';
import { planCaptions, planCorrections, planFacts } from './facts.ts';
import { planRecords } from './ledger-rows.ts';
import type { Pack } from './read-pack.ts';

/** Everything a pack would do here, worked out without storing anything. */
export interface MergePlan {
  readonly ground: Ground;
  readonly areas: readonly AreaPlan[];
  readonly troubles: readonly string[];
  /** Units of the pack nobody here knows. */
  readonly newUnits: PackContent['units'];
  /** Keys of the items that count. */
  readonly chosen: ReadonlySet<string>;
  /** Documents (SHA-256) to copy in: what counts rests on them, and they do not lie here. */
  readonly wanted: ReadonlySet<string>;
  /** Documents that lie here already. */
  readonly present: number;
  readonly absent: number;
}

/**
 * Compares a pack with the archive. Linear in both. Throws AppError `refused` for a pack older than the last one of its unit, or of a day
 * to come, which would stand against every later one.
 */
export async function planMerge(sql: Sql, { content, file }: Pack, take: Take, deps: FactsDeps): Promise<MergePlan> {
  const known = await readKnownUnits(sql);
  const unitOf = (name: string): string => known.unitOf(name) ?? name.trim();
  const taken = await sql.all<{ id: number; unit: string; made_at: string }>(
    'SELECT id, unit, made_at FROM packs ORDER BY made_at DESC, id DESC',
  );
  // The unit may have another name here by now.
  const last = taken.find(({ unit }) => unitOf(unit) === unitOf(content.unit));
  const said = last && (await sql.get<{ content: string }>('SELECT content FROM packs WHERE id = ?', [last.id]));
  if (last && last.made_at > content.madeAt)
    throw new AppError(
      'refused',
      `不能收这个交接包:${file}。“${content.unit}”更新的一份(${last.made_at.slice(0, 10)} 打的)已经收过,这一份是 ${content.madeAt.slice(0, 10)} 打的;没有收进任何内容。`,
    );
  if (content.madeAt.slice(0, 10) > addDays(deps.today, 1))
    throw new AppError(
      'refused',
      `不能收这个交接包:${file}。它写着 ${content.madeAt.slice(0, 10)} 打成,比今天还晚。请核对那台电脑的日期,让对方重新打包;没有收进任何内容。`,
    );
  const rows = await sql.all<{ id: number; sha256: string; present: number }>(
    `SELECT d.id, d.sha256, EXISTS (SELECT 1 FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL)
       AS present FROM json_each(?) r JOIN documents d ON d.sha256 = r.value`,
    [JSON.stringify(content.documents.map(({ sha256 }) => sha256))],
  );
  const present = new Set(rows.filter((row) => row.present === 1).map(({ sha256 }) => sha256));
  const usable = new Set(
    content.documents.filter(({ sha256, member }) => member !== null || present.has(sha256)).map(({ sha256 }) => sha256),
  );
  const { leaves, troubles } = await matchLeaves(sql, content);
  const ground: Ground = {
    ...{ content, leaves, usable, known, unitOf },
    documents: new Map(content.documents.map((one) => [one.sha256, one])),
    knownIds: new Map(rows.map(({ sha256, id }) => [sha256, id])),
    former: new Map(Object.entries(JSON.parse(said?.content ?? '{}') as Record<string, string>)),
  };
  const [evidence, records] = [await planEvidence(sql, ground), await planRecords(sql, ground)];
  const restsOn = (keys: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([evidence, records].flatMap((area) => area.documentsOf?.(keys) ?? []));
  const needed = restsOn(chosenKeys([evidence, records], take));
  // What is said of a document goes with what it proves: one that proves nothing here is left as it is.
  const proving = restsOn(new Set([evidence, records].flatMap(({ items }) => items.map(({ key }) => key))));
  const standing = content.documents.filter(
    ({ sha256 }) => needed.has(sha256) || (proving.has(sha256) && ground.knownIds.has(sha256)),
  );
  const areas = [
    evidence,
    await planFacts(sql, ground, standing),
    await planCaptions(sql, ground, standing),
    await planCorrections(sql, ground, standing, deps),
    await planDuties(sql, ground),
    records,
  ];
  return {
    ...{ ground, areas, troubles, present: present.size },
    newUnits: content.units.filter(({ name }) => name.trim() !== '' && known.unitOf(name) === null),
    chosen: chosenKeys(areas, take),
    wanted: new Set([...needed].filter((sha256) => !present.has(sha256))),
    absent: content.documents.length - usable.size,
  };
}

interface LeafRow {
  readonly id: number;
  readonly framework: string;
  readonly code: string;
  readonly name: string;
  readonly leaf: number;
  readonly reason: string | null;
  readonly held: number;
}

/**
 * The leaf each leaf of the pack is here: code and name must both be the same, in the framework of the same id first, else in the one
 * framework that has it. Another edition's leaf is none of ours, and a heading here holds no evidence: it is named, with how many evidences
 * hang on it.
 */
async function matchLeaves(
  sql: Sql,
  content: PackContent,
): Promise<{ readonly leaves: readonly (LeafHere | null)[]; readonly troubles: readonly string[] }> {
  const rows = await sql.all<LeafRow>(
    `SELECT i.id, i.framework_id AS framework, i.code, i.name, i.leaf, i.not_applicable_reason AS reason,
       EXISTS (SELECT 1 FROM links k WHERE k.indicator_id = i.id AND k.state = 'confirmed') AS held
     FROM indicators i`,
  );
  const nameOf = (code: string, name: string): string => `${nodeKey(code)}\0${fold(name)}`;
  const here = new Map<string, LeafRow[]>();
  const headings = new Set(rows.flatMap(({ leaf, code, name }) => (leaf === 1 ? [] : [nameOf(code, name)])));
  for (const row of rows) {
    if (row.leaf === 0) continue;
    const key = nameOf(row.code, row.name);
    here.set(key, [...(here.get(key) ?? []), row]);
  }
  const leaves = content.indicators.map(({ framework, code, name }): LeafHere | null => {
    const found = here.get(nameOf(code, name)) ?? [];
    const row =
      found.find((one) => one.framework === content.frameworks[framework]?.id) ?? (found.length === 1 ? found[0] : null);
    return row ? { id: row.id, code: row.code, notApplicable: row.reason, held: row.held === 1 } : null;
  });
  const evidence = new Map<number, number>();
  for (const { indicator } of content.links) evidence.set(indicator, (evidence.get(indicator) ?? 0) + 1);
  const troubles = content.indicators.flatMap(({ framework, code, name }, at) => {
    if (leaves[at] !== null || !evidence.has(at)) return [];
    const many = evidence.get(at) ?? 0;
    if (headings.has(nameOf(code, name)))
      return [`“${code} ${name}”在这里是上级标题,不放材料,它的 ${many} 项佐证收不进来。先把它改为末级指标再收,就能收进来。`];
    const { name: title = '', edition = '' } = content.frameworks[framework] ?? {};
    const of = edition === '' ? title : `${title}(${edition})`;
    return [`这里没有指标“${code} ${name}”(${of}),它的 ${many} 项佐证收不进来。`];
  });
  return { leaves, troubles };
}
