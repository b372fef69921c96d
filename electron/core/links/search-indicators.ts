import type { FoundIndicator } from '../../../shared/contract/links.ts';
import { codeKey, nodeKey } from '../../../shared/domain/code-keys.ts';
import { fold } from '../../../shared/domain/text.ts';
import type { Archive } from '../archives/archives.ts';
import { initialsReader } from '../initials.ts';

interface LeafRow {
  readonly id: number;
  readonly parent_id: number | null;
  readonly leaf: number;
  readonly code: string;
  readonly alt_codes: string;
  readonly name: string;
  readonly standard: string;
  readonly lead_unit: string;
  readonly keywords: string;
}

interface Prepared {
  readonly row: LeafRow;
  readonly above: readonly string[];
  readonly codes: readonly string[];
  readonly name: string;
  readonly words: string;
  readonly initials: string;
}

/** Prepared once an archive and framework; their wording changes only by import, which makes another framework. */
const prepared = new WeakMap<Archive['db'], Map<string, readonly Prepared[]>>();

/**
 * Leaves that fit a query: by code in any spelling, by pinyin initials (`wmjt` for 文明交通), by words in name, standard, keywords or
 * lead unit; all words must occur. Best first: code, beginning of the name, name, initials, the rest. '' gives the first leaves.
 */
export async function searchIndicators(
  archive: Archive,
  { framework, query, limit }: { readonly framework: string; readonly query: string; readonly limit: number },
): Promise<readonly FoundIndicator[]> {
  const leaves = await prepare(archive, framework);
  const words = fold(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  // The number of a material behind a code is left out where no leaf has it in its own.
  const whole = nodeKey(query);
  const key = leaves.some(({ codes }) => codes.some((code) => code.startsWith(whole))) ? whole : codeKey(query);
  const ranked = leaves
    .map((leaf, at) => ({ leaf, at, rank: rankOf(leaf, words, key) }))
    .filter(({ rank }) => rank < NONE)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, limit)
    .map(({ leaf }) => leaf);
  const leafIds = ranked.map(({ row }) => row.id);
  // 编目 needs none of this and loads this file too.
  const { readAssessed } = await import('../gaps/gaps.ts');
  const [assessed] = leafIds.length === 0 ? [] : await readAssessed(archive, { frameworkId: framework, leafIds });
  const states = new Map((assessed?.leaves ?? []).map((leaf) => [leaf.id, leaf]));
  return ranked.map(({ row, above }) => ({
    ...{ id: row.id, code: row.code, name: row.name, above, leadUnit: row.lead_unit },
    state: states.get(row.id)?.state ?? '缺失',
    confirmed: states.get(row.id)?.links.filter((link) => link.state === 'confirmed').length ?? 0,
  }));
}

const NONE = 9;

function rankOf(leaf: Prepared, words: readonly string[], key: string): number {
  if (words.length === 0) return 5;
  if (key !== '' && leaf.codes.includes(key)) return 0;
  if (key !== '' && leaf.codes.some((code) => code.startsWith(key))) return 1;
  if (words.every((word) => leaf.name.startsWith(word))) return 2;
  if (words.every((word) => leaf.name.includes(word))) return 3;
  if (words.every((word) => /^[a-z]+$/.test(word) && leaf.initials.includes(word))) return 4;
  return words.every((word) => leaf.words.includes(word) || leaf.initials.includes(word)) ? 6 : NONE;
}

async function prepare(archive: Archive, framework: string): Promise<readonly Prepared[]> {
  const byFramework = prepared.get(archive.db) ?? new Map<string, readonly Prepared[]>();
  prepared.set(archive.db, byFramework);
  const known = byFramework.get(framework);
  if (known) return known;
  const rows = await archive.db.all<LeafRow>(
    'SELECT id, parent_id, leaf, code, alt_codes, name, standard, lead_unit, keywords FROM indicators WHERE framework_id = ? ORDER BY position',
    [framework],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const initialsOf = await initialsReader();
  const leaves = rows
    .filter((row) => row.leaf === 1)
    .map((row): Prepared => {
      const above: string[] = [];
      for (let up = row.parent_id; up !== null; up = byId.get(up)?.parent_id ?? null) above.unshift(byId.get(up)?.name ?? '');
      const keywords = (JSON.parse(row.keywords) as string[]).join(' ');
      return {
        row,
        above,
        codes: codesOf([row.code, ...(JSON.parse(row.alt_codes) as string[])]),
        name: fold(row.name),
        words: fold([row.name, row.standard, keywords, row.lead_unit, ...above].join(' ')),
        initials: initialsOf(row.name),
      };
    });
  byFramework.set(framework, leaves);
  return leaves;
}

/** Keys of a leaf's codes; a circled number may be typed as a plain one. */
function codesOf(codes: readonly string[]): readonly string[] {
  const keys = codes.map(nodeKey).filter((key) => key !== '');
  return [...new Set([...keys, ...keys.map((key) => key.replaceAll('○', ''))])];
}
