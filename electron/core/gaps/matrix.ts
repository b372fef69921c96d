import { AppError } from '../../../shared/contract/errors.ts';
import type { GapEvidence, GapLeaf, GapsOutputs } from '../../../shared/contract/gaps.ts';
import type { DocumentType, Kind } from '../../../shared/domain/document.ts';
import { filterMatrix, gapMatrix, whyNotCounted, type MatrixBy, type MatrixFilter } from '../../../shared/domain/gap-matrix.ts';
import { totalsOf, type GapLink } from '../../../shared/domain/gaps.ts';
import type { Archive } from '../archives/archives.ts';
import { readVetoes } from '../records/records.ts';
import { WHEREABOUTS } from '../documents/documents.ts';
import { readAssessed, type AssessedLeaf } from './assessed.ts';
import { stateOf } from './leaf-links.ts';
import { writeGapsWorkbook } from './workbook.ts';
import { isPresent } from '../present.ts';

/** The matrix of one framework, and every unit it names. Throws AppError `not-found` for an unknown framework. */
export async function readGapMatrix(archive: Archive, frameworkId: string, by: MatrixBy): Promise<GapsOutputs['gaps.matrix']> {
  const [framework] = await readAssessed(archive, { frameworkId });
  const leaves = framework?.leaves ?? [];
  const units = [...new Set(leaves.flatMap((leaf) => [leaf.leadUnit, ...leaf.units]))].filter((unit) => unit !== '');
  const { baseDate } = archive.settings;
  const vetoes = await readVetoes(archive.db, baseDate);
  return {
    ...gapMatrix(leaves, by, baseDate),
    baseDate,
    vetoes,
    methods: methodsOf(leaves),
    units: units.sort((a, b) => a.localeCompare(b, 'zh-CN')),
  };
}

/** 测评方法 in the order in which they first come. */
function methodsOf(leaves: readonly AssessedLeaf[]): GapsOutputs['gaps.matrix']['methods'] {
  const counts = new Map<string, number>();
  for (const { methods } of leaves) for (const method of methods) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].map(([method, count]) => ({ method, leaves: count }));
}

interface EvidenceRow {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly link: 'confirmed' | 'suggested';
  readonly text_state: string;
  readonly present: number;
  readonly online_only: number;
}

const SHOWN = 100;

/** One leaf's card: its needs and the documents linked to it. Throws AppError `not-found` when the leaf is gone. */
export async function readGapLeaf(archive: Archive, frameworkId: string, id: number): Promise<GapLeaf> {
  const [framework] = await readAssessed(archive, { frameworkId });
  const leaf = framework?.leaves.find((one) => one.id === id);
  const row = await archive.db.get<{ standard: string }>('SELECT standard FROM indicators WHERE id = ?', [id]);
  if (!leaf || !row) throw new AppError('not-found', '这条指标已经不在测评体系里。请关闭后重新打开缺项。');
  const documents = await archive.db.all<EvidenceRow>(
    `SELECT d.id, d.sha256, d.type, d.title, coalesce(l.kind, d.kind) AS kind, coalesce(substr(d.taken_at, 1, 10), d.date) AS date,
            l.state AS link, d.text_state,
            ${isPresent('d.id')} AS present,
            ${WHEREABOUTS} = 'online-only' AS online_only
       FROM links l JOIN documents d ON d.id = l.document_id
      WHERE l.indicator_id = ? AND l.state IN ('confirmed', 'suggested')
      ORDER BY l.state, l.position IS NULL, l.position, l.score DESC, l.id LIMIT ?`,
    [id, SHOWN],
  );
  const evidence = documents.map(({ id: documentId, sha256, type, title, kind, date, link, ...rest }): GapEvidence => {
    const documentState = stateOf(rest);
    const asLink: GapLink = { state: link, kind, date, documentState };
    return {
      ...{ documentId, sha256, type, title: title ?? sha256, kind, date, link, documentState },
      whyNot: whyNotCounted(asLink, leaf.needs),
    };
  });
  const { links, ...judged } = leaf;
  const count = (state: GapLink['state']): number => links.filter((link) => link.state === state).length;
  return {
    ...judged,
    standard: row.standard,
    confirmed: count('confirmed'),
    suggested: count('suggested'),
    evidence,
  };
}

/**
 * Writes the workbook of just the leaves a filter leaves over; returns how many those are. Throws AppError `not-found`,
 * `refused` when nothing is left or the file cannot be written.
 */
export async function writeMatchingGaps(
  archive: Archive,
  frameworkId: string,
  filter: MatrixFilter,
  path: string,
): Promise<number> {
  const frameworks = (await readAssessed(archive, { frameworkId })).map(({ leaves, ...framework }) => {
    const shown = new Set(filterMatrix(gapMatrix(leaves, 'kind', framework.baseDate), filter).rows.map((row) => row.id));
    const indicators = leaves.filter((leaf) => shown.has(leaf.id));
    return { ...framework, indicators, totals: totalsOf(indicators.map((one) => one.state)) };
  });
  const written = frameworks.reduce((sum, framework) => sum + framework.indicators.length, 0);
  if (written === 0) throw new AppError('refused', '没有符合条件的指标,没有写表格。请放宽筛选条件后再导出。');
  await writeGapsWorkbook({ frameworks, vetoes: await readVetoes(archive.db, archive.settings.baseDate) }, path);
  return written;
}
