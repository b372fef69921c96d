import { PICTURE_TYPES, type DocumentType } from '../document.ts';
import { folderOf, lastName } from '../paths.ts';
import { bigrams, fold } from '../text.ts';
import type { DocumentRole, LedgerDefinition, Values } from './ledger.ts';

/** 成套材料: which documents of the archive belong to the occasion that a row tells of (REQUIREMENTS E10), and as what. */

/** A document that may belong to a row. */
export interface ProposalFile {
  readonly documentId: number;
  readonly type: DocumentType;
  readonly title: string;
  /** Inside its source, with `/`. */
  readonly path: string;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
}

export interface Proposal {
  readonly documentId: number;
  readonly role: string;
  /** In words, strongest first. */
  readonly reasons: readonly string[];
  /** True where name and day, or name and folder, agree: chosen beforehand. */
  readonly sure: boolean;
  readonly score: number;
}

/** So much of the row's name is in the document's. */
const NAMED_ALIKE = 0.6;
const NAMED_HALF = 0.35;
/** Papers of an occasion are written within two weeks before or after it. */
const NEAR_DAYS = 14;
const PER_ROLE = 6;
const DAY_MS = 86_400_000;

/**
 * Documents that belong to the occasion of a row, up to six a role, best first. `attached`: ids the row has, which are not proposed
 * again; others of their folder are. One pass over the files.
 */
export function proposeDocuments(
  definition: Pick<LedgerDefinition, 'roles' | 'keys' | 'columns' | 'dayKey'>,
  values: Values,
  files: readonly ProposalFile[],
  attached: readonly number[],
): readonly Proposal[] {
  const roles = (definition.roles ?? []).filter(({ names }) => names !== undefined);
  const nameKey = definition.keys.find((key) =>
    definition.columns.some((column) => column.key === key && column.type === 'text'),
  );
  const textOf = (key: string | undefined): string => (key === undefined ? '' : String(values[key] ?? ''));
  const name = fold(textOf(nameKey));
  const wanted = new Set(bigrams(name));
  if (roles.length === 0 || wanted.size === 0) return [];
  const day = textOf(definition.dayKey);
  const place = fold(textOf('place'));
  const own = new Set(attached);
  const folders = new Set(files.filter(({ documentId }) => own.has(documentId)).map(({ path }) => folderOf(path)));
  const found = files.flatMap((file): Proposal[] => {
    if (own.has(file.documentId)) return [];
    const role = roles.find((one) => fits(one, file));
    if (!role) return [];
    const text = fold(`${file.title} ${file.path}`);
    const pieces = new Set(bigrams(text));
    const alike = [...wanted].filter((piece) => pieces.has(piece)).length / wanted.size;
    const apart = day === '' || file.date === null ? null : Math.abs(Date.parse(file.date) - Date.parse(day)) / DAY_MS;
    const here = place !== '' && text.includes(place);
    const together = folders.has(folderOf(file.path)) && folderOf(file.path) !== '';
    const near = apart !== null && apart <= NEAR_DAYS;
    if (apart !== null && !near) return [];
    if (alike < NAMED_ALIKE && !(near && (alike >= NAMED_HALF || here || together))) return [];
    const reasons = [
      ...(alike >= NAMED_ALIKE ? ['名称相符'] : alike >= NAMED_HALF ? ['名称相近'] : []),
      ...(apart === 0 ? ['同一天'] : near ? [`相差 ${apart} 天`] : []),
      ...(together ? ['与已选的在同一文件夹'] : []),
      ...(here ? ['同一地点'] : []),
    ];
    const sure = alike >= NAMED_ALIKE && (near || together);
    const score = alike + (apart === null ? 0 : 1 - apart / NEAR_DAYS) + (together ? 0.5 : 0) + (here ? 0.3 : 0);
    return [{ documentId: file.documentId, role: role.role, reasons, sure, score }];
  });
  const best = found.toSorted((a, b) => b.score - a.score || a.documentId - b.documentId);
  return roles.flatMap(({ role }) => best.filter((one) => one.role === role).slice(0, PER_ROLE));
}

function fits({ names = [], pictures }: DocumentRole, { type, path, title }: ProposalFile): boolean {
  if (pictures) return PICTURE_TYPES.includes(type);
  if (PICTURE_TYPES.includes(type) && !names.some((word) => lastName(path).includes(word))) return false;
  return names.some((word) => lastName(path).includes(word) || title.includes(word));
}
