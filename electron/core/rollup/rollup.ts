import type { Rollup, RollupUnit } from '../../../shared/contract/rollup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { totalsOf } from '../../../shared/domain/gaps.ts';
import { takeTogether, type RolledArchive } from '../../../shared/domain/rollup.ts';
import type { Archive } from '../archives/archives.ts';
import { readAssessed } from '../gaps/gaps.ts';
import type { SheetDefinition } from '../ledgers/ledgers.ts';
import { countRecords } from '../records/records.ts';

export interface RollupRequest {
  readonly framework: string;
  readonly others: readonly string[];
  /** Local day. */
  readonly today: string;
}

/** Opens an archive for as long as `work` needs it. Throws what opening throws. */
export type WithArchive = <T>(path: string, work: (archive: Archive) => Promise<T>) => Promise<T>;

interface Read {
  readonly unit: RollupUnit;
  readonly rolled: RolledArchive | null;
}

/**
 * How this archive and those of other units stand together in one framework, matched by the codes of its leaves. Each is only read, one
 * after the other; one that cannot be read is named with the reason and counts for nothing. Throws AppError `not-found` when this
 * archive has no such framework.
 */
export async function readRollup(archive: Archive, request: RollupRequest, withArchive: WithArchive): Promise<Rollup> {
  const own = await readOne(archive, request);
  if (own.rolled === null) throw new AppError('not-found', own.unit.problem);
  const reads: Read[] = [own];
  for (const path of new Set(request.others)) {
    if (path === archive.path) continue;
    try {
      reads.push(await withArchive(path, (other) => readOne(other, request)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      reads.push({ unit: { ...NOTHING, path, name: path, problem: error.message }, rolled: null });
    }
  }
  const { leaves, totals, materials, repeated, shared } = takeTogether(reads.map(({ rolled }) => rolled));
  return {
    framework: request.framework,
    units: reads.map(({ unit }, at) => ({ ...unit, shared: shared[at] ?? 0 })),
    ...{ leaves, together: totals, materials, repeated },
  };
}

const NOTHING = { totals: null, materials: 0, shared: 0, problems: 0, overdue: 0 };

async function readOne(archive: Archive, { framework, today }: RollupRequest): Promise<Read> {
  const { settings, path, db } = archive;
  const named = { path, name: settings.unit || settings.name };
  const known = await db.get('SELECT 1 FROM frameworks WHERE id = ?', [framework]);
  if (!known) return { unit: { ...NOTHING, ...named, problem: `这个档案库里没有测评体系 ${framework}。` }, rolled: null };
  const [assessed] = await readAssessed(archive, { frameworkId: framework });
  const leaves = assessed?.leaves ?? [];
  const confirmed = await db.all<{ sha256: string }>(
    `SELECT DISTINCT d.sha256 FROM links k JOIN documents d ON d.id = k.document_id JOIN indicators i ON i.id = k.indicator_id
     WHERE k.state = 'confirmed' AND i.framework_id = ?`,
    [framework],
  );
  const ledger = (await countRecords(db, today)).find((one) => one.ledger === 'wenti');
  return {
    unit: {
      ...{ ...named, problem: '', totals: totalsOf(leaves.map(({ state }) => state)), materials: confirmed.length, shared: 0 },
      ...{ problems: ledger?.rows ?? 0, overdue: ledger?.overdue ?? 0 },
    },
    rolled: {
      leaves: new Map(leaves.map(({ code, name, state }) => [code, { name, state }])),
      materials: new Set(confirmed.map(({ sha256 }) => sha256)),
    },
  };
}

/** 汇总 as a workbook: a line for each unit, and indicators × units. */
export function rollupSheets(rollup: Rollup, today: string): readonly SheetDefinition[] {
  const text = (header: string, widthChars: number) => ({ header, widthChars, type: 'text' as const });
  const number = (header: string) => ({ header, widthChars: 10, type: 'number' as const });
  const { units, leaves, together, materials, repeated } = rollup;
  const remarks = [`${today} 汇总 ${units.length} 个档案库;材料 ${materials} 份,另有 ${repeated} 份内容相同没有重复计算`];
  const lines = units.map(({ name, totals, materials: own, shared, problems, overdue, problem }) => [
    name,
    ...(totals
      ? [totals.leaves, totals.complete, totals.partial, totals.missing, own, shared, problems, overdue]
      : Array.from({ length: 8 }, () => null)),
    problem,
  ]);
  const all = [
    '合并以后',
    together.leaves,
    together.complete,
    together.partial,
    together.missing,
    materials,
    null,
    null,
    null,
    '每条取各单位中最好的',
  ];
  return [
    {
      name: '各单位',
      title: '各单位档案汇总表',
      remarks,
      columns: [
        text('单位', 26),
        ...['指标', '齐全', '部分', '缺失', '材料', '与别处相同', '问题', '逾期'].map(number),
        text('说明', 40),
      ],
      rows: [...lines, all],
    },
    {
      name: '逐条',
      title: '各单位逐条情况',
      remarks,
      paper: 'a3',
      columns: [text('编号', 12), text('测评标准', 44), text('合并以后', 10), ...units.map(({ name }) => text(name, 12))],
      rows: leaves.map(({ code, name, best, states }) => [code, name, best, ...states.map((state) => state ?? '—')]),
    },
  ];
}
