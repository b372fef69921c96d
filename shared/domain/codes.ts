import { codeKey, hasCircled, keyParts, nodeKey, SECTION, withoutCircled, withWordedNumbers } from './code-keys.ts';
import { createStyleReader, styledKey, type CodeStyle } from './code-styles.ts';
import { fold } from './text.ts';

/** A node as far as its codes go. */
export interface Coded {
  readonly code: string;
  /** Other codes of the same node. */
  readonly altCodes?: readonly string[];
}

/** A framework code found in a name or path. `certain` is false for spellings that ordinary numbers share (`1.2`, `A4`). */
export interface CodeMatch<Node extends Coded> {
  readonly indicator: Node;
  /** As written in the text that was searched (folded spelling). */
  readonly written: string;
  readonly certain: boolean;
}

export interface CodeIndex<Node extends Coded> {
  /**
   * The node of which this is written, in any spelling and with a material's number behind it; falls back to another code of its own that no
   * other node has. A circled number that belongs to the codes of the framework is none of a material.
   */
  readonly exact: (code: string) => Node | undefined;
  /** Codes inside one path component or title, in order of appearance. */
  readonly find: (text: string) => CodeMatch<Node>[];
}

/** What follows a bare number that counts, dates or orders something; such a number is never a code. */
const MEASURE = /^\s*(?:号|年|月|日|期|版|次|届|周|季|人|名|个|件|家|户|处|天|万|%|元|岁|分|时|点|mm|cm|kg|k\b|m\b)/u;
const SEPARATOR = '[-._·~\\s]{0,3}';

/**
 * Index over the codes and other codes of one framework. Other codes that several nodes share are not looked up. Where the framework
 * declares its 编号样式, what a declared style reads in a text comes first, and alone.
 */
export function createCodeIndex<Node extends Coded>(nodes: readonly Node[], styles: readonly CodeStyle[] = []): CodeIndex<Node> {
  const numbered = styles.some((style) => style.includes('①'));
  const plain = createPlainIndex(numbered ? nodes.filter(({ code }) => !hasCircled(code)) : nodes);
  const styled = new Map<string, Node>();
  for (const style of styles)
    for (const one of nodes) {
      const key = styledKey(one.code, style);
      if (key !== null && !styled.has(`${style} ${key}`)) styled.set(`${style} ${key}`, one);
    }
  const readers = styles.map(createStyleReader);
  const byCode = new Map(nodes.toReversed().flatMap((one) => (one.code === '' ? [] : [[one.code, one]])));
  const ownCodes = nodes.toReversed().map((one) => [nodeKey(one.code), one] as const);
  const otherCodes = nodes.flatMap((one) => (one.altCodes ?? []).filter(hasCircled).map((code) => [nodeKey(code), one] as const));
  const byNodeKey = new Map([...otherCodes, ...ownCodes]);
  const declared = (text: string): CodeMatch<Node>[] =>
    longest(
      readers.flatMap((read) =>
        read(text).flatMap(({ style, key, written, certain }) => {
          const indicator = styled.get(`${style} ${key}`);
          return indicator ? [{ indicator, written, certain }] : [];
        }),
      ),
    );
  return {
    exact: (code) =>
      byCode.get(code) ??
      (hasCircled(code) ? byNodeKey.get(nodeKey(code)) : undefined) ??
      declared(code)[0]?.indicator ??
      plain.exact(code),
    find: (text) => {
      const found = declared(text);
      return found.length > 0 ? found : plain.find(text);
    },
  };
}

/** Without those that are only the beginning of a longer one: `Ⅱ-9-1)` of `Ⅱ-9-1)-②` where both are nodes. */
function longest<Node extends Coded>(found: readonly CodeMatch<Node>[]): CodeMatch<Node>[] {
  const isWithin = (one: string, other: string): boolean => other.length > one.length && other.startsWith(one);
  return found.filter(({ written }) => !found.some((other) => isWithin(written, other.written)));
}

/** How the first code of a name of a file is read, given the codes and 编号样式 of a framework: its code as printed, or null. */
export function codeReader(codes: readonly string[], styles: readonly CodeStyle[]): (name: string) => string | null {
  const index = createCodeIndex(
    codes.map((code) => ({ code })),
    styles,
  );
  return (name) => index.find(name)[0]?.indicator.code ?? null;
}

function createPlainIndex<Node extends Coded>(nodes: readonly Node[]): CodeIndex<Node> {
  const byKey = new Map<string, Node>();
  const shared = new Set<string>();
  const holders = new Map<string, number>();
  for (const { code } of nodes) holders.set(codeKey(code), (holders.get(codeKey(code)) ?? 0) + 1);
  for (const node of nodes) {
    const key = codeKey(node.code);
    // Nodes that only a circled number tells apart are none of them meant where it is left out.
    if (key === '' || (hasCircled(node.code) && (holders.get(key) ?? 0) > 1)) continue;
    if (!byKey.has(key)) byKey.set(key, node);
  }
  for (const node of nodes) {
    for (const key of new Set((node.altCodes ?? []).map(codeKey))) {
      if (key === '' || holders.has(key) || shared.has(key)) continue;
      const holder = byKey.get(key);
      if (holder === undefined) byKey.set(key, node);
      else if (holder !== node) {
        byKey.delete(key);
        shared.add(key);
      }
    }
  }
  const prefixes = new Set(
    [...byKey.keys()].map((key) => /^[^\d.]+(?=\.\d)/u.exec(key)?.[0] ?? '').filter((prefix) => prefix !== ''),
  );
  const pattern = numberedPattern(prefixes);
  return {
    exact: (code) => byKey.get(codeKey(code)),
    find: (text) => {
      const folded = fold(withoutCircled(text)).trimStart();
      return [...findNumbered(folded, pattern, byKey), ...findWorded(folded, byKey)];
    },
  };
}

function numberedPattern(prefixes: ReadonlySet<string>): RegExp {
  const named = [...prefixes].sort((a, b) => b.length - a.length).map((prefix) => prefix.replace(/[^\p{L}]/gu, ''));
  const words = named.length > 0 ? `(?:(?<prefix>${named.join('|')})${SEPARATOR})?` : '(?<prefix>(?!))?';
  return new RegExp(`${words}(?<![\\d.])\\d{1,3}(?:${SEPARATOR.replace('{0,3}', '{1,3}')}\\d{1,3}(?!\\d))*(?!\\d)`, 'gu');
}

function findNumbered<Node extends Coded>(folded: string, pattern: RegExp, byKey: ReadonlyMap<string, Node>): CodeMatch<Node>[] {
  const found: CodeMatch<Node>[] = [];
  for (const match of folded.matchAll(pattern)) {
    const prefix = match.groups?.['prefix'] ?? '';
    const before = folded.slice(0, match.index);
    if (!standsFree(before, prefix)) continue;
    const parts = keyParts(match[0]);
    const after = folded.slice(match.index + match[0].length);
    if (prefix === '' && MEASURE.test(after)) continue;
    for (let count = parts.length; count >= (prefix === '' ? 2 : 1); count--) {
      const indicator = byKey.get(parts.slice(0, count).join('.'));
      if (indicator === undefined) continue;
      const multipart = count >= 3;
      const closed = /^\s*[)\]、:_\s-]/u.test(after) || after === '';
      if (prefix === '' && !multipart && !closed) break;
      found.push({ indicator, written: match[0], certain: multipart || (prefix !== '' && closed) });
      break;
    }
  }
  return found;
}

/** A prefix must not be the tail of a longer word; a bare number counts as a code only where the name begins. */
function standsFree(before: string, prefix: string): boolean {
  if (prefix === '') return /^[([{<《【\s]*$/u.test(before);
  if (/^[a-z]+$/.test(prefix)) return !/[a-z0-9]$/.test(before);
  return !/[\p{L}\p{N}]$/u.test(before);
}

const ARTICLE = new RegExp(`^[([{<《【]?(第[一二三四五六七八九十百]+${SECTION})`, 'u');

/** `(十七)`, `十七、` and `第九条` at the beginning of a name. */
function findWorded<Node extends Coded>(folded: string, byKey: ReadonlyMap<string, Node>): CodeMatch<Node>[] {
  const article = ARTICLE.exec(withWordedNumbers(folded));
  const named = article && byKey.get(article[1] ?? '');
  if (named) return [{ indicator: named, written: article[0], certain: true }];
  const match = /^(?:\(([一二三四五六七八九十百]+)\)|([一二三四五六七八九十百]+)、)/u.exec(folded);
  const indicator = match && byKey.get(match[1] ?? match[2] ?? '');
  return indicator ? [{ indicator, written: match[0], certain: match[1] !== undefined }] : [];
}
