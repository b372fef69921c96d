/**
 * 指标对照: how a leaf of one framework stands to a leaf of another, read “the one is … the other”: equal (要求相同), part (是它的一部分),
 * whole (包括它), related (有关联).
 */
export const RELATIONS = ['equal', 'part', 'whole', 'related'] as const;
export type Relation = (typeof RELATIONS)[number];

export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  equal: '要求相同',
  part: '是它的一部分',
  whole: '包括它',
  related: '有关联',
};

const INVERSE: Readonly<Record<Relation, Relation>> = { equal: 'equal', part: 'whole', whole: 'part', related: 'related' };

/** The same said from the other leaf. */
export function inverse(relation: Relation): Relation {
  return INVERSE[relation];
}

/** A leaf by its framework and its id inside it. */
export interface LeafName {
  readonly frameworkId: string;
  readonly indicatorId: string;
}

/** One line of the crosswalk: `one` is `relation` to `other`. */
export interface CrosswalkPair {
  readonly one: LeafName;
  readonly other: LeafName;
  readonly relation: Relation;
}

/** Of a leaf that `relation`s to one where this file is already confirmed: about how many of such files a clerk confirms here too. */
export const CROSSWALK_SCORES: Readonly<Record<Relation, number>> = { equal: 0.96, whole: 0.88, part: 0.6, related: 0.3 };

const ENDINGS: Readonly<Record<Relation, string>> = {
  equal: '两条要求相同',
  whole: '那一条是本条的一部分',
  part: '本条是那一条的一部分',
  related: '两条有关联',
};

/** The reason: `file` is confirmed under `code` of another framework, to which the suggested leaf is `relation`. */
export function crosswalkText(file: string, framework: string, code: string, relation: Relation): string {
  return `《${file}》已确认归入“${framework}”${code},${ENDINGS[relation]}`;
}
