import type { ExportScope, ScopeNode } from '../../../shared/contract/exports.ts';
import type { Archive } from '../archives/archives.ts';
import { readGaps } from '../gaps/gaps.ts';
import { findSuites } from '../renditions/renditions.ts';
import { findBodyFonts } from './body-fonts.ts';
import { nextEdition } from './editions.ts';
import { defaultOutFolder } from './out-folder.ts';

interface NodeRow {
  readonly id: number;
  readonly framework_id: string;
  readonly parent_id: number | null;
  readonly leaf: number;
  readonly code: string;
  readonly name: string;
  readonly confirmed: number;
}

/** What an edition can be made of: the trees with confirmed evidence and states, units, and where it would go. */
export async function readScope(archive: Archive): Promise<ExportScope> {
  const gaps = await readGaps(archive, {});
  const rows = await archive.db.all<NodeRow>(
    `SELECT i.id, i.framework_id, i.parent_id, i.leaf, i.code, i.name, coalesce(c.confirmed, 0) AS confirmed
       FROM indicators i
       LEFT JOIN (SELECT indicator_id, count(*) AS confirmed FROM links WHERE state = 'confirmed' GROUP BY indicator_id) c
         ON c.indicator_id = i.id
      ORDER BY i.framework_id, i.position`,
  );
  const edition = await nextEdition(archive.db);
  return {
    edition,
    folder: defaultOutFolder(archive, edition),
    bodyFonts: findBodyFonts().map(({ id }) => id),
    suites: (await findSuites()).map(({ id, name }) => ({ id, name })),
    frameworks: gaps.frameworks.map(({ id, name, indicators }) => {
      const states = indicators.map((one) => one.state);
      let leaf = 0;
      const nodes = rows
        .filter((row) => row.framework_id === id)
        .map((row): ScopeNode => {
          const state = row.leaf === 1 ? (states[leaf++] ?? null) : null;
          const { parent_id: parentId, code, confirmed } = row;
          return { id: row.id, parentId, leaf: row.leaf === 1, code, name: row.name, state, confirmed };
        });
      const units = [...new Set(indicators.flatMap((one) => [one.leadUnit, ...one.units]))].filter((unit) => unit !== '');
      return { id, name, nodes, units: units.sort((a, b) => a.localeCompare(b, 'zh-CN')) };
    }),
  };
}
