import type { CheckedDocument, CheckedIndicator, CheckFacts, CheckedLink } from './facts.ts';

/** One rule of 体检: what it finds, why that matters, how it is mended. */
export interface CheckRule {
  /** Stable: stored with what a clerk chose to ignore, and the `code` of the command line. */
  readonly id: string;
  readonly group: CheckGroup;
  /** What is wrong, a few words. */
  readonly title: string;
  /** Why an inspector would ask. */
  readonly why: string;
  /** What to do about it. */
  readonly mend: string;
  readonly find: (facts: CheckFacts) => readonly CheckHit[];
}

export const CHECK_GROUPS = ['佐证', '照片', '测评体系', '档案库'] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

/** Where in the window a finding is mended. `framework`: the one to be chosen first. */
export interface CheckPlace {
  readonly screen: string;
  readonly params: Readonly<Record<string, string>>;
  readonly framework: string | null;
}

export interface CheckHit {
  /** Stable name of what was found, unique inside its rule: what is ignored is remembered by it. */
  readonly subject: string;
  /** The thing itself: a file, an indicator, a folder. */
  readonly what: string;
  /** One sentence. */
  readonly message: string;
  readonly to: CheckPlace | null;
}

/** A hit on a document. */
export function onDocument(document: CheckedDocument, message: string, subject = `document ${document.id}`): CheckHit {
  return {
    subject,
    what: document.path === '' ? document.title : document.path,
    message,
    to: { screen: 'documents', params: { document: String(document.id) }, framework: null },
  };
}

/** A hit on a document under one indicator; mended at that indicator. */
export function onLink({ document, leaf }: CheckedLink, message: string): CheckHit {
  return {
    subject: `document ${document.id} indicator ${leaf.id}`,
    what: document.path === '' ? document.title : document.path,
    message: `${leaf.code}:${message}`,
    to: { screen: 'indicators', params: { indicator: String(leaf.id) }, framework: leaf.framework },
  };
}

/** A hit on an indicator. */
export function onIndicator(one: CheckedIndicator, message: string, subject = `indicator ${one.id}`): CheckHit {
  return {
    subject,
    what: `${one.code} ${one.name}`.trim(),
    message,
    to: { screen: 'indicators', params: { indicator: String(one.id) }, framework: one.framework },
  };
}

/** A hit on the archive as a whole, mended in 设置 unless said otherwise. */
export function onArchive(what: string, message: string, screen = 'settings', subject = 'archive'): CheckHit {
  return { subject, what, message, to: { screen, params: {}, framework: null } };
}

/** Rows by key, in the order of their first row. */
export function groupsBy<Row, Key>(rows: readonly Row[], key: (row: Row) => Key): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
