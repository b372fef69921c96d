import { createHash } from 'node:crypto';
import type { Framework, Indicator, Requirement } from '../../../shared/domain/framework.ts';
import { readRequirements } from './requirement-text.ts';
import type { DraftNode, NotUnderstood } from './sheet-draft.ts';
import type { Draft } from './sheet-rows.ts';

export interface Tree {
  readonly levelNames: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Options of `buildTree`. */
export interface TreeOptions {
  /** True where the deepest column is the text of the level above (one 测评标准 for every 测评内容), false to keep it as a level. */
  readonly mayFold: boolean;
}

/**
 * Makes indicators of draft nodes: numbers completed and made unique, units and requirements read, ids that stay the same
 * when the sheet is imported again (a hash of the printed numbers and names on the way down).
 */
export function buildTree(draft: Draft, options: TreeOptions): Tree {
  const problems: NotUnderstood[] = [...draft.notUnderstood];
  const folds = options.mayFold && canFold(draft);
  if (folds) foldLastLevel(draft);
  const levelNames = folds ? draft.levelNames.slice(0, -1) : draft.levelNames;
  const nodes = inPrintOrder(draft.roots);
  const codes = assignCodes(nodes, problems);
  const ids = new Map<DraftNode, string>();
  const indicators = nodes.map((node): Indicator => {
    const id = idOf(node);
    ids.set(node, id);
    const units = [...new Set([...node.units, ...node.partners])];
    const leadUnit = node.lead || (node.units[0] ?? node.partners[0] ?? '');
    return {
      id,
      code: codes.get(node) ?? '',
      altCodes: node.altCodes,
      name: node.name,
      level: node.level,
      parentId: node.parent ? (ids.get(node.parent) ?? null) : null,
      leaf: node.children.length === 0,
      standard: node.standard === node.name ? '' : node.standard,
      methods: node.methods,
      leadUnit,
      units: units.filter((unit) => unit !== leadUnit),
      dueText: node.due.join(';'),
      keywords: node.keywords,
      weakKeywords: node.weakKeywords,
      confidence: node.confidence,
      requirements: requirementsOf(node, problems),
    };
  });
  return { levelNames, indicators, notUnderstood: problems.sort((one, other) => one.row - other.row) };
}

/** One text under every parent and no full number of its own: that column describes the level above, it is no level. */
function canFold(draft: Draft): boolean {
  const depth = draft.levelNames.length;
  const last = inPrintOrder(draft.roots).filter((node) => node.level === depth);
  return (
    depth > 1 &&
    last.length > 0 &&
    last.every((node) => node.parent?.children.length === 1 && (node.code === '' || node.codeIsLocal || node.parent.code === ''))
  );
}

function foldLastLevel(draft: Draft): void {
  const depth = draft.levelNames.length;
  for (const node of inPrintOrder(draft.roots)) {
    const parent = node.parent;
    if (node.level !== depth || !parent) continue;
    parent.children = [];
    if (parent.code === '' && !node.codeIsLocal) parent.code = node.code;
    parent.standard = node.standard || node.printed;
    parent.methods = [...new Set([...parent.methods, ...node.methods])];
    parent.lead ||= node.lead;
    parent.units.push(...node.units);
    parent.partners.push(...node.partners);
    parent.due.push(...node.due.filter((due) => !parent.due.includes(due)));
    parent.materials.push(...node.materials);
  }
}

function inPrintOrder(roots: readonly DraftNode[]): DraftNode[] {
  return roots.flatMap((node) => [node, ...inPrintOrder(node.children)]);
}

/**
 * Numbers that start again under each parent (`1)`) are put behind the parent's; missing ones are counted (`1-2-3`); what is
 * still double gets a suffix and a line in `problems`.
 */
function assignCodes(nodes: readonly DraftNode[], problems: NotUnderstood[]): ReadonlyMap<DraftNode, string> {
  const printed = new Map<string, number>();
  for (const node of nodes) if (node.code !== '') printed.set(node.code, (printed.get(node.code) ?? 0) + 1);
  const restarting = new Set(
    nodes.filter((node) => node.codeIsLocal && (printed.get(node.code) ?? 0) > 1).map((node) => node.level),
  );
  const codes = new Map<DraftNode, string>();
  const taken = new Set<string>();
  const counters = new Map<DraftNode | null, number>();
  for (const node of nodes) {
    const position = (counters.get(node.parent) ?? 0) + 1;
    counters.set(node.parent, position);
    const above = node.parent ? (codes.get(node.parent) ?? '') : '';
    const isRestarting = node.codeIsLocal && restarting.has(node.level) && above !== '';
    const wanted =
      node.code === '' ? freeCode(above, position, taken, printed) : isRestarting ? `${above}-${node.code}` : node.code;
    const code = uniqueCode(wanted, taken);
    if (code !== wanted) {
      const reason = `编号 ${wanted} 与前面的指标重复,已改为 ${code},请核对`;
      problems.push({ row: node.row, column: '', text: node.name, reason });
    }
    taken.add(code);
    codes.set(node, code);
  }
  return codes;
}

function freeCode(above: string, position: number, taken: ReadonlySet<string>, printed: ReadonlyMap<string, number>): string {
  const base = above === '' ? '' : `${above}-`;
  let next = position;
  while (taken.has(`${base}${next}`) || printed.has(`${base}${next}`)) next++;
  return `${base}${next}`;
}

function uniqueCode(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let next = 2;
  while (taken.has(`${wanted}(${next})`)) next++;
  return `${wanted}(${next})`;
}

function idOf(node: DraftNode): string {
  const path: string[] = [];
  for (let at: DraftNode | null = node; at; at = at.parent) path.unshift(`${at.code}\u0001${at.printed}`);
  return `n${createHash('sha256').update(path.join('\u0000')).digest('hex').slice(0, 16)}`;
}

function requirementsOf(node: DraftNode, problems: NotUnderstood[]): Requirement[] {
  return node.materials.flatMap(({ row, column, text }) => {
    const { requirements, doubts } = readRequirements(text);
    for (const doubt of doubts) problems.push({ row, column, text: doubt.text, reason: `材料要求:${doubt.reason}` });
    return requirements;
  });
}

/** Assembles the framework value of an imported tree. The same name and edition give the same id. */
export function frameworkOf(tree: Tree, title: Pick<Framework, 'name' | 'edition' | 'reconstructed' | 'note'>): Framework {
  const hash = createHash('sha256').update(`${title.name}\u0000${title.edition}`).digest('hex');
  return { id: `sheet-${hash.slice(0, 10)}`, ...title, levelNames: tree.levelNames, indicators: tree.indicators };
}
