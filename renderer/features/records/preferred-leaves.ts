import type { IndicatorNode } from '../../../shared/contract/indicators.ts';

export interface LeafOption {
  readonly value: string;
  readonly label: string;
}

type Node = Pick<IndicatorNode, 'id' | 'parentId' | 'leaf' | 'code' | 'name'>;

/** Leaves as options: first those that carry one of the words in their name or in that of the branch above, then the others. */
export function preferredLeaves(
  nodes: readonly Node[],
  words: readonly string[],
): { readonly first: readonly LeafOption[]; readonly others: readonly LeafOption[] } {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const leaves = nodes.filter(({ leaf }) => leaf);
  const isPreferred = ({ name, parentId }: Node): boolean => {
    const above = parentId === null ? '' : (names.get(parentId) ?? '');
    return words.some((word) => name.includes(word) || above.includes(word));
  };
  const optionOf = ({ code, name }: Node): LeafOption => ({ value: code, label: `${code} ${name}` });
  return {
    first: leaves.filter(isPreferred).map(optionOf),
    others: leaves.filter((leaf) => !isPreferred(leaf)).map(optionOf),
  };
}
