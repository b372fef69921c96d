import { chineseValue, chineseWord } from './chinese-numbers.ts';
import { circled, numberOfCircled } from './circled.ts';
import { nodeKey, sameNodeCode } from './code-keys.ts';

/** A node of a framework as far as its place and its name go. */
export interface TreeNode {
  readonly id: number;
  readonly parentId: number | null;
  /** 1 at the top. */
  readonly level: number;
  /** False for what has nodes beneath it, and for a heading whose nodes are still to come. */
  readonly leaf: boolean;
  readonly code: string;
  readonly name: string;
}

/** Where a node goes: under which branch (null: the top), and before which of its children (null: behind the last). */
export interface TreePlace {
  readonly parentId: number | null;
  readonly before: number | null;
}

/** A tree after a change, in print order, or one sentence why it cannot be. */
export type ChangedTree = { readonly nodes: readonly TreeNode[] } | { readonly problem: string };

const CODE_CHARACTERS = 40;
const NAME_CHARACTERS = 1000;

/** The node and all beneath it; `nodes` has parents before their children. */
export function subtreeOf(nodes: readonly TreeNode[], id: number): ReadonlySet<number> {
  const under = new Set([id]);
  for (const node of nodes) if (node.parentId !== null && under.has(node.parentId)) under.add(node.id);
  return under;
}

/** What is wrong with a code and a name of a node (`id` null: a new one), as one sentence, or null. */
export function namingProblem(
  nodes: readonly TreeNode[],
  { id, code, name }: { readonly id: number | null; readonly code: string; readonly name: string },
): string | null {
  if (code === '') return '编号还没有写。请写上编号,例如照着上一条往下排。';
  if (name === '') return '名称还没有写。请写上名称。';
  if (code.length > CODE_CHARACTERS) return `编号最多 ${CODE_CHARACTERS} 个字。请写短一些。`;
  if (name.length > NAME_CHARACTERS) return `名称最多 ${NAME_CHARACTERS} 个字。请写短一些,全文写在“标准全文”里。`;
  const branch = nodes.some((one) => one.id === id && !one.leaf);
  const clashes = (one: TreeNode): boolean => one.code === code || sameNodeCode(one.code, code, branch || !one.leaf);
  const same = nodes.find((one) => one.id !== id && clashes(one));
  if (!same) return null;
  const spelled = same.code === code ? '' : `(写法不同,是同一个编号“${same.code}”)`;
  return `编号“${code}”已经用在“${same.name}”上${spelled}。请换一个编号。`;
}

/** The tree with a new node. Its level is that of its neighbours, else the one below its parent. */
export function withNode(
  nodes: readonly TreeNode[],
  levelNames: readonly string[],
  added: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly place: TreePlace;
    readonly heading?: boolean;
  },
): ChangedTree {
  const problem = namingProblem(nodes, { ...added, id: null });
  if (problem !== null) return { problem };
  const { id, code, name, place, heading = false } = added;
  const node = { id, code, name, parentId: place.parentId, level: 1, leaf: !heading };
  const headings = headingsOf(nodes);
  return placed(nodes, levelNames, { block: [node], headings: heading ? new Set([...headings, id]) : headings }, place);
}

/** The tree with a node and all beneath it somewhere else. */
export function withMoved(nodes: readonly TreeNode[], levelNames: readonly string[], id: number, place: TreePlace): ChangedTree {
  const block = subtreeOf(nodes, id);
  const moved = nodes.filter((node) => block.has(node.id));
  const [root] = moved;
  if (!root || root.id !== id) return { problem: '这条指标已经不在测评体系里。请刷新后再试。' };
  if (place.parentId !== null && block.has(place.parentId))
    return { problem: `“${root.code} ${root.name}”不能移到它自己或它的下级下面。请选别的上级。` };
  const rest = nodes.filter((node) => !block.has(node.id));
  const before = place.before === id ? null : place.before;
  const going = [{ ...root, parentId: place.parentId }, ...moved.slice(1)];
  return placed(rest, levelNames, { block: going, headings: headingsOf(nodes) }, { ...place, before });
}

/** The tree without a node and all beneath it. */
export function withoutNode(nodes: readonly TreeNode[], id: number): ChangedTree {
  const block = subtreeOf(nodes, id);
  const rest = nodes.filter((node) => !block.has(node.id));
  return rest.length === 0
    ? { problem: '这是测评体系里最后的指标,不能删除。一套测评体系至少要有一条指标。' }
    : { nodes: settled(rest, headingsOf(nodes)) };
}

/**
 * Where one step with the keyboard goes: up or down among its neighbours, out behind its parent, in under the neighbour above it.
 * Null where there is no such step.
 */
export function stepOf(nodes: readonly TreeNode[], id: number, way: 'up' | 'down' | 'out' | 'in'): TreePlace | null {
  const node = nodes.find((one) => one.id === id);
  if (!node) return null;
  const childrenOf = (parentId: number | null): readonly TreeNode[] => nodes.filter((one) => one.parentId === parentId);
  const neighbours = childrenOf(node.parentId);
  const at = neighbours.indexOf(node);
  const [above, below] = [neighbours[at - 1], neighbours[at + 1]];
  if (way === 'up') return above ? { parentId: node.parentId, before: above.id } : null;
  if (way === 'down') return below ? { parentId: node.parentId, before: neighbours[at + 2]?.id ?? null } : null;
  if (way === 'in') return above ? { parentId: above.id, before: null } : null;
  const parent = nodes.find((one) => one.id === node.parentId);
  if (!parent) return null;
  const uncles = childrenOf(parent.parentId);
  return { parentId: parent.parentId, before: uncles[uncles.indexOf(parent) + 1]?.id ?? null };
}

/** A block of nodes, its root first, put into a tree that does not hold it. */
function placed(
  nodes: readonly TreeNode[],
  levelNames: readonly string[],
  { block, headings }: { readonly block: readonly TreeNode[]; readonly headings: ReadonlySet<number> },
  { parentId, before }: TreePlace,
): ChangedTree {
  const parent = parentId === null ? null : nodes.find((one) => one.id === parentId);
  if (parent === undefined) return { problem: '选的上级已经不在测评体系里。请刷新后再试。' };
  const neighbours = nodes.filter((one) => one.parentId === parentId);
  if (before !== null && !neighbours.some((one) => one.id === before))
    return { problem: '要排在前面的那条指标已经不在这个上级下面。请刷新后再试。' };
  const level = neighbours[0]?.level ?? (parent?.level ?? 0) + 1;
  const by = level - (block[0]?.level ?? level);
  const deepest = Math.max(...block.map((one) => one.level + by));
  const deepestHeading = Math.max(0, ...block.filter(({ id }) => headings.has(id)).map((one) => one.level + by));
  if (deepestHeading >= levelNames.length)
    return {
      problem: `上级标题下面还要放指标,不能在最下一级(第 ${levelNames.length} 级)。请放到上一级,或改成末级指标。`,
    };
  if (deepest > levelNames.length)
    return {
      problem: `放到这里会有第 ${deepest} 级,这套测评体系只有 ${levelNames.length} 级(${levelNames.join('、')})。请放到上一级。`,
    };
  const under = parent === null ? null : subtreeOf(nodes, parent.id);
  const at =
    before === null
      ? under === null
        ? nodes.length
        : nodes.findLastIndex((one) => under.has(one.id)) + 1
      : nodes.findIndex((one) => one.id === before);
  const shifted = block.map((one) => ({ ...one, level: one.level + by }));
  return { nodes: settled([...nodes.slice(0, at), ...shifted, ...nodes.slice(at)], headings) };
}

/** Headings whose nodes are still to come: no leaves, and nothing beneath them. */
function headingsOf(nodes: readonly TreeNode[]): ReadonlySet<number> {
  const parents = new Set(nodes.map((one) => one.parentId));
  return new Set(nodes.filter((one) => !one.leaf && !parents.has(one.id)).map(({ id }) => id));
}

/** A childless node as a heading or as a leaf; what has nodes beneath it is neither. */
export function withShape(nodes: readonly TreeNode[], levelNames: readonly string[], id: number, leaf: boolean): ChangedTree {
  const node = nodes.find((one) => one.id === id);
  if (!node) return { problem: '这条指标已经不在测评体系里。请刷新后再试。' };
  if (nodes.some((one) => one.parentId === id))
    return { problem: `“${node.code} ${node.name}”下面有指标,它本来就是上级。先把下面的移走或删除,再改。` };
  if (!leaf && node.level >= levelNames.length)
    return { problem: `“${node.code} ${node.name}”在最下一级,下面不能再有指标。请先把它移到上一级。` };
  return { nodes: nodes.map((one) => (one.id === id ? { ...one, leaf } : one)) };
}

/** A node is a leaf exactly when nothing lies beneath it, but for a heading whose nodes are still to come. */
function settled(nodes: readonly TreeNode[], headings: ReadonlySet<number>): readonly TreeNode[] {
  const parents = new Set(nodes.map((one) => one.parentId));
  return nodes.map((one) => ({ ...one, leaf: !parents.has(one.id) && !headings.has(one.id) }));
}

/** A code to offer for a new node: the last number of the last neighbour's code counted on, until it is free; '' when it has none. */
export function nextCode(nodes: readonly TreeNode[], parentId: number | null): string {
  const last = nodes.filter((one) => one.parentId === parentId).at(-1);
  const found = last && /^(.*?)([①-⑳㉑-㉟㊱-㊿]|\d+|[一二三四五六七八九十]+)([^\d①-⑳㉑-㉟㊱-㊿]*)$/u.exec(last.code);
  if (!found) return '';
  const [, head = '', number = '', tail = ''] = found;
  const taken = new Set(nodes.map((one) => nodeKey(one.code)));
  const from = numberOfCircled(number) ?? (/^\d/.test(number) ? Number(number) : chineseValue(number));
  for (let next = from + 1; next < 1000; next++) {
    const written = writtenAs(number, next);
    if (written !== '' && !taken.has(nodeKey(`${head}${written}${tail}`))) return `${head}${written}${tail}`;
  }
  return '';
}

/** A number in the manner of another one; '' for one that cannot be written so. */
function writtenAs(manner: string, value: number): string {
  if (numberOfCircled(manner) !== null) return value <= 50 ? circled(value) : '';
  return /^\d/.test(manner) ? String(value).padStart(/^0/.test(manner) ? manner.length : 1, '0') : chineseWord(value);
}
