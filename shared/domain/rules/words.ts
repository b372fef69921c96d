import type { Evidence, EvidenceKind, PreparedDocument, PreparedFramework, Rule } from './rule.ts';
import type { Phrase } from './phrases.ts';

const TITLE = 0.7;
const FOLDERS = [0.55, 0.4, 0.3];
/** A unit's folder says whose, not what. */
const UNIT_FOLDER = 0.15;
const TEXT_HEAD = 0.3;
/** Words of the beginning that only together speak for a leaf say it clearly. */
const TOGETHER_IN_HEAD = 1;
const TEXT = 0.12;
const HEAD_CHARACTERS = 400;
/** Text is long: however often it speaks of a leaf, it does not outweigh a name. */
const TEXT_LIMIT = 1.6;

interface Found {
  readonly phrase: Phrase;
  readonly factor: number;
  readonly kind: EvidenceKind;
  readonly text: string;
}

/** Words of leaves in the name, the title, the folders and the text; each word counts once, where it counts most. */
export const wordsRule: Rule = (document, framework) => {
  const found = new Map<Phrase, Found>();
  const note = (one: Found) => {
    if ((found.get(one.phrase)?.factor ?? 0) < one.factor) found.set(one.phrase, one);
  };
  inNames(document, framework).forEach(note);
  const named = new Set(found.keys());
  const evidence = [...found.values()].flatMap(({ phrase, factor, kind, text }) =>
    phrase.leaves.map(({ leaf, weight }): Evidence => ({ leaf, weight: weight * factor, kind, text })),
  );
  return [...evidence, ...inText(document, framework, named), ...inHead(document, framework, named)];
};

/** Words that only together speak for a leaf, with at least one of them in the beginning of the text. */
function inHead(document: PreparedDocument, framework: PreparedFramework, named: ReadonlySet<Phrase>): Evidence[] {
  const head = document.text.slice(0, HEAD_CHARACTERS);
  const evidence: Evidence[] = [];
  for (const phrase of framework.words.findTogether([document.name, document.title, head])) {
    if (named.has(phrase)) continue;
    const place = phrase.words.every((word) => head.includes(word)) ? '正文开头提到' : '名称和正文开头提到';
    const text = `${place}“${phrase.words.join('”和“')}”`;
    for (const { leaf, weight } of phrase.leaves) evidence.push({ leaf, weight: weight * TOGETHER_IN_HEAD, kind: 'text', text });
  }
  return evidence;
}

function inNames(document: PreparedDocument, framework: PreparedFramework): Found[] {
  const { name, title, folders, folderNames, unitFolders } = document;
  const last = folders.length - 1;
  const places: (Omit<Found, 'phrase' | 'text'> & { readonly text: string; readonly say: (word: string) => string })[] = [
    { text: name, factor: 1, kind: 'name', say: (word: string) => `名称命中“${word}”` },
    { text: title, factor: TITLE, kind: 'title', say: (word: string) => `题名提到“${word}”` },
    ...folders.map((text, at) => ({
      text,
      factor: unitFolders.has(at) ? UNIT_FOLDER : (FOLDERS[last - at] ?? 0.2),
      kind: unitFolders.has(at) ? ('unit' as const) : ('folder' as const),
      say: () => `位于“${folderNames[at] ?? text}”文件夹`,
    })),
  ];
  const single = places.flatMap(({ text, factor, kind, say }) =>
    framework.words.find(text).map(({ phrase }) => ({ phrase, factor, kind, text: say(phrase.words[0] ?? '') })),
  );
  const both = [name, title].filter((text) => text !== '');
  const together = (texts: readonly string[], factor: number, kind: EvidenceKind) =>
    framework.words.findTogether(texts).map((phrase) => ({
      phrase,
      factor,
      kind,
      text: `${kind === 'folder' ? '名称和文件夹' : '名称'}命中“${phrase.words.join('”和“')}”`,
    }));
  return [
    ...single,
    ...together(both, 1, 'name'),
    ...together([...both, ...folders.filter((_, at) => !unitFolders.has(at))], 0.5, 'folder'),
  ];
}

function inText(document: PreparedDocument, framework: PreparedFramework, named: ReadonlySet<Phrase>): Evidence[] {
  const paged = document.text.includes('\f');
  const seen = new Set(named);
  const spent = new Map<number, number>();
  const evidence: Evidence[] = [];
  const repeated = new Set<Phrase>();
  let page = 1;
  let counted = 0;
  for (const { phrase, start, length } of framework.words.find(document.text)) {
    if (named.has(phrase)) repeated.add(phrase);
    if (length < 3 || seen.has(phrase)) continue;
    seen.add(phrase);
    for (; counted < start; counted++) if (document.text.charCodeAt(counted) === 12) page++;
    const factor = start < HEAD_CHARACTERS ? TEXT_HEAD : TEXT;
    const text = `${paged ? `第 ${page} 页` : '正文'}提到“${phrase.words[0] ?? ''}”`;
    for (const { leaf, weight } of phrase.leaves) {
      const left = TEXT_LIMIT - (spent.get(leaf) ?? 0);
      if (left <= 0) continue;
      const taken = Math.min(left, weight * factor);
      spent.set(leaf, (spent.get(leaf) ?? 0) + taken);
      evidence.push({ leaf, weight: taken, kind: 'text', text });
    }
  }
  // A word of the name counts there; that the text has it too weighs nothing, but bears the name out.
  for (const { words, leaves } of repeated)
    for (const { leaf } of leaves) evidence.push({ leaf, weight: 0, kind: 'text', text: `正文提到“${words[0] ?? ''}”` });
  return evidence;
}
