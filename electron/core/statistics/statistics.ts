import type { MethodView, Statistics, UnitProgress } from '../../../shared/contract/statistics.ts';
import { totalsOf } from '../../../shared/domain/gaps.ts';
import { ranked } from '../../../shared/domain/progress.ts';
import { gradeOf, scoreOf, shareOf, yearsScore, type ScoringScheme } from '../../../shared/domain/scoring.ts';
import type { Archive } from '../archives/archives.ts';
import { readAssessed, type AssessedLeaf } from '../gaps/gaps.ts';
import { readCoverage, readPrecondition } from '../home/home.ts';
import { readScheme } from '../scoring/scoring.ts';
import { firstDay, readTrend } from './trend.ts';

export { writeStatistics } from './workbook.ts';

const NO_UNIT = '(没有写单位)';
const NO_METHOD = '(没有写方法)';
/** In the order the handbooks list them (REQUIREMENTS T6); others follow. */
const METHOD_ORDER = ['网上申报', '材料审核', '实地考察', '问卷调查', '整体观察', '暗访', '听取汇报'];

/** Everything 统计 shows of one framework; `today` is a local `YYYY-MM-DD`. Throws AppError `not-found` for the framework. */
export async function readStatistics(archive: Archive, framework: string, today: string): Promise<Statistics> {
  const { db, settings } = archive;
  const [assessed] = await readAssessed(archive, { frameworkId: framework });
  const leaves = assessed?.leaves ?? [];
  const scheme = await readScheme(db, framework);
  const score = scoreOf(leaves, scheme);
  const from = await firstDay(db, today);
  const dates = await db.all<{ date: string | null }>(
    `SELECT coalesce(substr(d.taken_at, 1, 10), d.date) AS date FROM documents d WHERE EXISTS (SELECT 1 FROM links l
       JOIN indicators i ON i.id = l.indicator_id WHERE l.document_id = d.id AND l.state = 'confirmed' AND i.framework_id = ?)`,
    [framework],
  );
  const days = dates.flatMap(({ date }) => date ?? []);
  return {
    ...{ baseDate: settings.baseDate, today, scheme, score },
    years: yearsScore(scheme.years, Number(settings.baseDate.slice(0, 4)), score.score),
    precondition: await readPrecondition(archive, framework, scheme),
    coverage: await readCoverage(archive, framework, leaves),
    totals: totalsOf(leaves.map(({ state }) => state)),
    trend: await readTrend(db, { framework, baseDate: settings.baseDate, from, today }),
    period: { from, to: settings.baseDate },
    units: unitsOf(leaves),
    evidenceDays: days.toSorted(),
    undated: dates.length - days.length,
    methods: methodViews(leaves, scheme),
  };
}

/** Units by the share of what they lead that is complete, best first; of equal ones the one with more to do. */
function unitsOf(leaves: readonly AssessedLeaf[]): readonly UnitProgress[] {
  const units = new Map<string, { leaves: number; complete: number }>();
  for (const leaf of leaves) {
    const share = shareOf(leaf);
    if (share === null) continue;
    const unit = leaf.leadUnit.trim() === '' ? NO_UNIT : leaf.leadUnit;
    const sum = units.get(unit) ?? { leaves: 0, complete: 0 };
    units.set(unit, { leaves: sum.leaves + 1, complete: sum.complete + (share === 1 ? 1 : 0) });
  }
  const rows = [...units].map(([unit, sum]) => ({ unit, ...sum }));
  const shareOfUnit = (row: (typeof rows)[number]): number => row.complete / row.leaves;
  rows.sort((a, b) => shareOfUnit(b) - shareOfUnit(a) || b.leaves - a.leaves || a.unit.localeCompare(b.unit, 'zh-CN'));
  return ranked(rows, shareOfUnit);
}

function methodViews(leaves: readonly AssessedLeaf[], scheme: ScoringScheme): readonly MethodView[] {
  const groups = new Map<string, AssessedLeaf[]>();
  for (const leaf of leaves)
    for (const method of leaf.methods.length === 0 ? [NO_METHOD] : leaf.methods)
      groups.set(method, [...(groups.get(method) ?? []), leaf]);
  const place = (method: string): number => (METHOD_ORDER.includes(method) ? METHOD_ORDER.indexOf(method) : METHOD_ORDER.length);
  return [...groups]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([method, group]) => ({
      method,
      totals: totalsOf(group.map(({ state }) => state)),
      score: scoreOf(group, { ...scheme, parts: [] }).score,
      leaves: group.map((leaf) => ({
        ...{ id: leaf.id, code: leaf.code, name: leaf.name, state: leaf.state, leadUnit: leaf.leadUnit },
        grade: gradeOf(leaf, scheme.grades)?.name ?? '',
        lacking: leaf.needs
          .filter(({ state }) => state !== '齐全' && state !== '不适用')
          .map(({ message }) => message)
          .join(''),
      })),
    }));
}
