import { KINDS, type Kind } from './document.ts';
import { isLeftover } from './rules/document.ts';
import { seriesOf } from './series.ts';
import { fold, lettersOf } from './text.ts';

/** 归类规则: a clerk's own sentence “what looks like this belongs there”. A condition left empty is not asked for. */
export interface FilingConditions {
  /** A folder's name, or several one below the other with `/`; files in it and below it. */
  readonly folder: string;
  /** Words that all stand in the file name or the title, separated by spaces. */
  readonly name: string;
  /** Words that all stand in the text, separated by spaces. */
  readonly text: string;
  /** Part of the 责任者. */
  readonly issuer: string;
  readonly kind: Kind | null;
  /** The file name of any one of the series. */
  readonly series: string;
}

export const NO_CONDITIONS: FilingConditions = { folder: '', name: '', text: '', issuer: '', kind: null, series: '' };

/** A rule as suggesting needs it. */
export interface FilingRule {
  readonly id: number;
  readonly name: string;
  readonly frameworkId: string;
  /** The leaf it files under, by the framework's own key. */
  readonly indicatorId: string;
  readonly conditions: FilingConditions;
}

/** What of a document the conditions look at. `text` is asked for only where nothing else already says no. */
export interface FiledDocument {
  readonly name: string;
  readonly folders: readonly string[];
  readonly title: string;
  readonly issuer: string | null;
  readonly kind: Kind | null;
  readonly text: () => string;
}

/** One letter stands in nearly every text. */
const LEAST_LETTERS = 2;

/** What is wrong with conditions as one Chinese sentence, or null where they can be used. */
export function conditionsProblem(conditions: FilingConditions): string | null {
  const { folder, name, text, issuer, kind, series } = conditions;
  if ([folder, name, text, issuer, series].every((one) => one.trim() === '') && kind === null)
    return '还没有写条件。请至少写一个:文件夹、名称、正文、责任者、材料类型或系列。';
  const short = [...wordsOf(name), ...wordsOf(text), ...wordsOf(issuer)].find((one) => lettersOf(one).length < LEAST_LETTERS);
  if (short !== undefined) return `“${short}”只有一个字,几乎每份材料里都有。请写两个字以上的词。`;
  if (folder.trim() !== '' && foldersOf(folder).length === 0) return '文件夹的名称没有写完整。请照着材料里的文件夹写。';
  if (series.trim() !== '' && seriesOf(series) === '')
    return `“${series.trim()}”看不出系列。请写这个系列里任何一份的文件名,如“志愿服务简报第3期”。`;
  return null;
}

/** The conditions as one phrase: `文件夹“志愿服务”、名称含“简报”`. */
export function conditionsText({ folder, name, text, issuer, kind, series }: FilingConditions): string {
  const quoted = (words: string): string => `“${wordsIn(words).join('”“')}”`;
  return [
    folder.trim() === '' ? '' : `文件夹“${folder.trim()}”`,
    name.trim() === '' ? '' : `名称含${quoted(name)}`,
    text.trim() === '' ? '' : `正文含${quoted(text)}`,
    issuer.trim() === '' ? '' : `责任者含${quoted(issuer)}`,
    kind === null ? '' : `材料类型是${kind}`,
    series.trim() === '' ? '' : `与“${series.trim()}”同一系列`,
  ]
    .filter((one) => one !== '')
    .join('、');
}

/** The kind written like this, or null. */
export function kindNamed(text: string): Kind | null {
  return KINDS.find((one) => one === text.trim()) ?? null;
}

/** Finds the rules a document fits. */
export interface FilingIndex {
  readonly match: (document: FiledDocument) => readonly FilingRule[];
}

interface Prepared {
  readonly rule: FilingRule;
  readonly place: string;
  readonly series: string;
  readonly name: readonly string[];
  readonly text: readonly string[];
  readonly issuer: readonly string[];
}

/**
 * Makes rules ready for many documents. Each rule waits under one of its conditions, the first it has of series, folder, name,
 * issuer, text and kind; a document looks only at the rules that wait under what it has itself: its series, its folders, the pairs
 * of characters of its name, its 责任者 and its text, its kind. So it costs its own characters plus the rules that wait there, not
 * all rules; its text is read only where a rule waits for words of it or everything else of a rule already fits.
 */
export function createFilingIndex(rules: readonly FilingRule[]): FilingIndex {
  const waiting = new Map<string, Prepared[]>();
  for (const rule of rules) {
    if (conditionsProblem(rule.conditions) !== null) continue;
    const { folder, name, text, issuer, kind, series } = rule.conditions;
    const one: Prepared = {
      rule,
      place: foldersOf(folder).join('/'),
      series: series.trim() === '' ? '' : seriesOf(series),
      ...{ name: wordsOf(name), text: wordsOf(text), issuer: wordsOf(issuer) },
    };
    const key =
      one.series !== ''
        ? `series:${one.series}`
        : one.place !== ''
          ? `folder:${foldersOf(folder).at(-1) ?? ''}`
          : (firstPair('name', one.name) ?? firstPair('issuer', one.issuer) ?? firstPair('text', one.text) ?? `kind:${kind}`);
    waiting.set(key, [...(waiting.get(key) ?? []), one]);
  }
  const readsText = [...waiting.keys()].some((key) => key.startsWith('text:'));
  return {
    match: (document) => {
      if (waiting.size === 0 || isLeftover(document.name)) return [];
      const folders = document.folders.map(fold);
      const name = `${fold(document.name)}\n${fold(document.title)}`;
      const issuer = fold(document.issuer ?? '');
      let folded: string | undefined;
      const text = (): string => (folded ??= fold(document.text()));
      const series = seriesOf(document.name);
      const keys = new Set([
        `series:${series}`,
        ...folders.map((one) => `folder:${one}`),
        ...pairsOf('name', name),
        ...pairsOf('issuer', issuer),
        ...(readsText ? pairsOf('text', text()) : []),
        `kind:${document.kind}`,
      ]);
      const way = `/${folders.join('/')}/`;
      return [...keys]
        .flatMap((key) => waiting.get(key) ?? [])
        .filter(
          (one) =>
            (one.series === '' || one.series === series) &&
            (one.place === '' || way.includes(`/${one.place}/`)) &&
            (one.rule.conditions.kind === null || one.rule.conditions.kind === document.kind) &&
            one.name.every((word) => name.includes(word)) &&
            one.issuer.every((word) => issuer.includes(word)) &&
            (one.text.length === 0 || one.text.every((word) => text().includes(word))),
        )
        .map(({ rule }) => rule);
    },
  };
}

function wordsIn(text: string): string[] {
  return text.split(/\s+/u).filter((one) => one !== '');
}

function wordsOf(text: string): string[] {
  return wordsIn(text).map(fold);
}

function foldersOf(folder: string): string[] {
  return folder
    .split(/[/\\]/u)
    .map((one) => fold(one.trim()))
    .filter((one) => one !== '');
}

function firstPair(where: string, words: readonly string[]): string | null {
  const [first] = words;
  return first === undefined ? null : `${where}:${first.slice(0, 2)}`;
}

function pairsOf(where: string, text: string): string[] {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2));
  return [...pairs].map((pair) => `${where}:${pair}`);
}

/** What a clerk is told of a rule that fits: `符合归类规则“志愿服务简报”`. */
export function filingReason(name: string): string {
  return `符合归类规则“${name}”`;
}

/** Stands in the name of who decided, where a rule did on a clerk's word. */
const BY_RULE = ',按归类规则“';

/** Who decided, where a rule did on the word of the clerk `actor`: `李红,按归类规则“志愿服务简报”`. */
export function decidedByRule(actor: string, rule: string): string {
  return `${actor}${BY_RULE}${rule}”`;
}

/** SQL: link `k` was not decided by a rule. Only what a person decided each for itself teaches anything. */
export const BY_A_PERSON = `instr(coalesce(k.decided_by, ''), '${BY_RULE}') = 0`;
