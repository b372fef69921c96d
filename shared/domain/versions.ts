import { isMachineName } from './machine-names.ts';
import { stemOf } from './names.ts';
import { fold, lettersOf } from './text.ts';

/** What a file name says of a document apart from which version it is. */
export interface VersionName {
  /** Folded, without suffix, version words and a day at its end. */
  readonly stem: string;
  /** Version words as written (folded), outermost last: `['改3', '(1)']`. */
  readonly marks: readonly string[];
  /** Digits of the day at its end (`20260305`, `0305`), or ''. */
  readonly day: string;
}

/** What is needed of a document to tell whether another is a version of it. */
export interface VersionInput {
  /** Bare file name. */
  readonly name: string;
  /** Source and folder, in one spelling. */
  readonly folder: string;
  readonly title: string;
  /** A picture, film or sound: numbers and days there count shots, not versions. */
  readonly shot: boolean;
  readonly docNumber: string | null;
  /** Local day or null. */
  readonly date: string | null;
}

/** `version`: another state of the same document. `dated`: the same document of another day or period. */
export type VersionRelation = 'version' | 'dated';

const NUMBER = '[一二三四五六七八九十\\d]{1,3}';
const WORD = [
  '(?:副本|复件|copy|初稿|草稿|讨论稿|征求意见稿|送审稿|审议稿|审定稿|报批稿|印发稿|最终稿|最终版|最终|终稿|终版|定稿|定版)\\d{0,3}',
  '(?:修改|修订)[稿版]?\\d{0,3}|不改了|(?:盖章|签字|正式|上报|打印|公示|最新|新|旧|定)版\\d{0,3}|盖章扫描件|扫描件|最新',
  `第${NUMBER}[稿版]|版本\\d{1,3}|(?:v|ver)\\.?\\d{1,3}(?:\\.\\d{1,3}){0,2}|\\d{4}改`,
].join('|');
/** 整改 is a word of its own: a bare 改 needs a number, or a separator before it. */
const MARK = new RegExp(
  `(?:[ _-]{0,3}[(\\[【](?:\\d{1,3}|${WORD}|改\\d{0,3})[)\\]】]|[ _-]{1,3}(?:${WORD}|改\\d{0,3})|(?:${WORD}|(?<!整)改\\d{1,3}))$`,
  'u',
);
const DAY =
  /[ _-]{0,3}[([【]?((?:20\d{2}|\d{2})?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|20\d{2}[-.年]\d{1,2}[-.月]\d{1,2}日?)[)\]】]?$/u;

/**
 * Takes a file name apart: 方案(终稿)(1).docx is 方案 with 终稿 and (1). `shot` as in `VersionInput`. A name that would leave nothing
 * to recognise it by is its own stem.
 */
export function versionName(name: string, shot: boolean): VersionName {
  const whole = fold(stemOf(name)).trim();
  const marks: string[] = [];
  let [stem, day] = [whole, ''];
  for (let round = 0; round < 8; round++) {
    const mark = MARK.exec(stem);
    if (mark && !(shot && /^\W*\d+\W*$/.test(mark[0]))) {
      marks.unshift(mark[0].replace(/^[ _-]+/, ''));
      stem = stem.slice(0, mark.index).trimEnd();
      continue;
    }
    const found = shot || day !== '' ? null : DAY.exec(stem);
    if (!found) break;
    day = (found[1] ?? '')
      .split(/\D+/)
      .map((part) => part.padStart(2, '0'))
      .join('')
      .replace(/00$/, '');
    stem = stem.slice(0, found.index).trimEnd();
  }
  stem = stem.replace(/[ _-]+$/, '');
  return tells(stem) ? { stem, marks, day } : { stem: whole, marks: [], day: '' };
}

/** Two Chinese characters or three letters, and no name that a machine gave. */
const tells = (stem: string): boolean =>
  (/\p{Script=Han}.*\p{Script=Han}/u.test(stem) || /\p{L}{3}/u.test(stem)) && !isMachineName(stem);

const TITLE_LETTERS = 6;

/**
 * How another document stands to this one, or null: same name apart from version words and day in the same folder, or the same title
 * anywhere. Where nothing but the day differs it is another period (a monthly record), not another version.
 */
export function versionRelation(one: VersionInput, other: VersionInput): VersionRelation | null {
  const [a, b] = [versionName(one.name, one.shot), versionName(other.name, other.shot)];
  const sameMarks = a.marks.join(' ') === b.marks.join(' ');
  const daysDiffer = a.day !== '' && b.day !== '' && !a.day.endsWith(b.day) && !b.day.endsWith(a.day);
  if (one.folder === other.folder && a.stem === b.stem) return sameMarks && daysDiffer ? 'dated' : 'version';
  if (one.shot || other.shot || !sameTitle(one.title, other.title)) return null;
  if (one.docNumber !== null && other.docNumber !== null && one.docNumber !== other.docNumber) return null;
  const datesDiffer = one.date !== null && other.date !== null && one.date !== other.date;
  return sameMarks && (daysDiffer || datesDiffer) ? 'dated' : 'version';
}

function sameTitle(one: string, other: string): boolean {
  const [a, b] = [lettersOf(fold(one)), lettersOf(fold(other))];
  return a.length >= TITLE_LETTERS && a === b;
}
