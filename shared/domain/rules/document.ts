import type { LeafName } from '../crosswalk.ts';
import { docNumberInName } from '../doc-numbers.ts';
import type { Kind } from '../document.ts';
import type { Lexicon } from '../lexicon.ts';
import { fold, lettersOf } from '../text.ts';
import { isUnitName } from '../units.ts';
import { createPhraseIndex } from './phrases.ts';
import type { PreparedDocument } from './rule.ts';

/** What is known of a document. `text` is its beginning with pages separated by form feeds; `folders` run from the source's root. */
export interface SuggestInput {
  readonly name: string;
  /** Which 材料文件夹 it lies in, by number; left out where there is only one. */
  readonly source?: number | undefined;
  readonly folders: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly kind: Kind | null;
  readonly issuer: string | null;
  /** Leaves a person confirmed this file for; none where left out. */
  readonly confirmed?: readonly LeafName[];
}

/** So much of the text is taken as what it is about. */
const HEAD_CHARACTERS = 200;
const LEFTOVER = /^(?:~\$|\.|thumbs\.db$|desktop\.ini$|ehthumbs)|\.(?:tmp|part|crdownload|download|lnk|bak|db|ini)$/u;
const OTHER_EDITION = /旧(?:版|编号|目录|体系|指标)|(?:19|20)\d\d年?版|往届|上一?轮/u;
/** Numbers, and the letters of codes and cameras: `ii-9-1)`, `img_`. */
const SHORT_LATIN = '\\d+|(?<![a-z])[a-z]{1,3}(?![a-z])';

/**
 * Makes a reader of documents: it folds their texts and gives null for files that are no evidence (leftovers of programs and
 * reference reading). `wanted`: a clerk's rule asks for it, so reference reading is read all the same.
 */
export function createPreparer(lexicon: Lexicon): (input: SuggestInput, wanted?: boolean) => PreparedDocument | null {
  const camera = lexicon.cameraNames.map((start) => lettersOf(fold(start)));
  const matcher = (sources: readonly string[]) => {
    const patterns = sources.map((source) => new RegExp(source, 'u'));
    return (text: string) => patterns.some((one) => one.test(text));
  };
  const isReference = matcher(lexicon.referenceNames);
  const isEvidence = matcher(lexicon.evidenceNames);
  const isEveryday = matcher(lexicon.everydayNames);
  const isEverydayFolder = matcher(lexicon.everydayFolders);
  const business = createPhraseIndex(lexicon.everydayWords.map((word) => ({ words: [fold(word)], leaves: [] })));
  const withoutNames = createBlanker(lexicon.properNames);
  const businessIn = (text: string): number => new Set(business.find(text).map(({ phrase }) => phrase)).size;
  const subjectOf = createSubjectOf(lexicon.genericTitleWords);
  return ({ name, source, folders, title, text, kind, issuer, confirmed = [] }, wanted = false) => {
    if (isLeftover(name)) return null;
    const file = fold(name);
    const stem = file.replace(/\.[a-z0-9]{1,5}$/u, '');
    if (!wanted && isReference(stem) && !isEvidence(stem)) return null;
    const subject = withoutNames(withoutDocNumber(stem));
    const says = !isCameraName(subject, camera);
    const heading = withoutNames(withoutDocNumber(fold(title)));
    const repeats = lettersOf(heading) === lettersOf(subject) || (!says && isCameraName(heading, camera));
    const folded = folders.map(fold);
    const unitFolders = new Set(folded.flatMap((folder, at) => (isUnitName(folder) ? [at] : [])));
    const last = folders.length - 1;
    const body = withoutNames(fold(text));
    const own = { name: says ? subject : '', title: repeats ? '' : heading };
    return {
      ...own,
      fileName: name,
      silent: !says || lettersOf(subjectOf(subject)).length < 2,
      everyday: isEveryday(stem),
      everydayFolder: folded.some(isEverydayFolder),
      business: { name: businessIn(stem), head: businessIn(body.slice(0, HEAD_CHARACTERS)) },
      otherEdition: [stem, ...folded].some((one) => OTHER_EDITION.test(one)),
      source,
      folders: folded,
      folderNames: folders,
      unitFolders,
      text: body,
      kind,
      issuer: fold(issuer ?? ''),
      confirmed,
      subject: {
        name: subjectOf(own.name),
        title: subjectOf(own.title),
        folder: subjectOf(unitFolders.has(last) ? '' : (folded[last] ?? '')),
        head: subjectOf(body.slice(0, HEAD_CHARACTERS)),
      },
    };
  };
}

/** A file that a program left behind: `~$…`, `Thumbs.db`; never evidence. */
export function isLeftover(fileName: string): boolean {
  return LEFTOVER.test(fold(fileName));
}

/** Makes a function that takes out of a folded text the words that say nothing about a subject, numbers and short Latin. */
export function createSubjectOf(words: readonly string[]): (folded: string) => string {
  const longestFirst = [...new Set(words.map(fold))].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  const empty = [...longestFirst.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')), SHORT_LATIN].join('|');
  const pattern = new RegExp(empty, 'gu');
  return (folded) => folded.replace(pattern, ' ');
}

/** Makes a function that blanks out what these regular expressions match; every other character stays where it was. */
function createBlanker(sources: readonly string[]): (folded: string) => string {
  if (sources.length === 0) return (folded) => folded;
  const pattern = new RegExp(sources.join('|'), 'gu');
  return (folded) => folded.replace(pattern, (found) => ' '.repeat(found.length));
}

/** A document number tells who issued a document, not what it is about: `天文明办〔2018〕31号` is no sign of the 文明办's own leaf. */
function withoutDocNumber(folded: string): string {
  const found = docNumberInName(folded);
  return found === null ? folded : `${folded.slice(0, found.index)} ${folded.slice(found.index + found.length)}`.trim();
}

/** A camera's or program's name: its known beginning and then only numbers, copies and punctuation. */
function isCameraName(stem: string, beginnings: readonly string[]): boolean {
  const letters = lettersOf(stem).replace(/副本|copy/gu, '');
  const start = beginnings.find((one) => letters.startsWith(one)) ?? '';
  return /^\d*$/.test(letters.slice(start.length));
}
