import { findDates, hasMaskedYear, type DateFound } from './dates.ts';
import { docNumberInName } from './doc-numbers.ts';
import { PICTURE_TYPES, type DateOrigin, type DocumentFacts, type DocumentType, type PictureFacts } from './document.ts';
import { isOrganisation, isTitle, readHeading, readTableHeading, type Heading } from './headings.ts';
import { kindOf } from './kinds.ts';
import { stemOf, titleOfName } from './names.ts';

export interface FactsInput {
  /** Bare file name. */
  readonly name: string;
  /** Relative folder with `/`, '' for the source's root. */
  readonly folder: string;
  /** Pages, slides and sheets separated by form feeds; '' when nothing could be read. */
  readonly text: string;
  readonly type: DocumentType;
  /** From the file itself; `createdOn` is a local date `YYYY-MM-DD`. */
  readonly properties: { readonly title: string | null; readonly createdOn: string | null };
  readonly picture: PictureFacts | null;
  /** Local date `YYYY-MM-DD`; later dates are not believed. */
  readonly today: string;
}

export type FactsRead = DocumentFacts & { readonly titleOrigin: 'text' | 'properties' | 'name' };

/** Only the beginning and the end of a text are looked at, so that reading a book takes no longer than reading a letter. */
const HEAD_CHARACTERS = 20_000;
const TAIL_CHARACTERS = 4_000;
const LINE_CHARACTERS = 200;

const SHEET_TYPES: readonly DocumentType[] = ['xls', 'xlsx', 'csv'];
const TEXT_TYPES: readonly DocumentType[] = [
  'txt',
  'md',
  'html',
  'docx',
  'pptx',
  'doc',
  'ppt',
  'pdf',
  'ofd',
  'odt',
  'odp',
  'rtf',
  'epub',
  'eml',
  'msg',
];
const DATED_BY_PROPERTIES: readonly DocumentType[] = [
  'docx',
  'xlsx',
  'pptx',
  'doc',
  'xls',
  'ppt',
  'pdf',
  'ofd',
  'odt',
  'ods',
  'odp',
  'rtf',
  'eml',
  'msg',
  'video',
  'audio',
];
const EMPTY_HEADING: Heading = { title: null, docNumber: null, issuer: null, end: 0 };

/**
 * Title, document number, date, issuing body and kind of a document. 题名: the heading of the first page, else the file's own
 * title, else its name. 成文日期: the signature's date, else the one in the name, under the title, or of 印发; of a picture the
 * camera's, else the name's; the file's properties only when nothing else tells and no year is masked. Dates after `today`,
 * months, years and spans never become a date (PRODUCT rule 6). Never throws; takes bounded time for a text of any length.
 */
export function readFacts(input: FactsInput): FactsRead {
  const { name, text, type, properties, picture, today } = input;
  const readable = TEXT_TYPES.includes(type) || SHEET_TYPES.includes(type);
  const head = readable ? linesOf(text.slice(0, HEAD_CHARACTERS), type) : [];
  const tail =
    readable && text.length > HEAD_CHARACTERS
      ? linesOf(text.slice(Math.max(HEAD_CHARACTERS, text.length - TAIL_CHARACTERS)), type)
      : [];
  const heading = headingOf(head, type);
  const signature = TEXT_TYPES.includes(type) ? findSignature(head, tail, heading.end, today) : null;
  const { title, titleOrigin } = titleOf(input, heading, head);
  const stem = stemOf(name);
  const named = dateInName(stem, today);
  const pictured = picture === null && !PICTURE_TYPES.includes(type) ? null : cameraDate(picture, today);
  const masked = hasMaskedYear(stem) || [...head.slice(0, 40), ...head.slice(-20), ...tail.slice(-20)].some(hasMaskedYear);
  const candidates: readonly (readonly [DateOrigin, string | null])[] = [
    ['exif', pictured],
    ['text', signature?.date ?? null],
    ['name', named],
    ['text', dateNearTitle(head, heading.end, type, today)],
    ['text', issuedOn([...head, ...tail], today)],
    ['properties', masked || !DATED_BY_PROPERTIES.includes(type) ? null : believed(properties.createdOn, today)],
  ];
  const [dateOrigin, date] = candidates.find(([, candidate]) => candidate !== null) ?? ['none' as const, null];
  return {
    title,
    titleOrigin,
    docNumber: heading.docNumber ?? docNumberInName(stem)?.number ?? null,
    date,
    dateOrigin,
    issuer: signature?.issuer ?? heading.issuer,
    kind: kindOf({ name, title, text: text.slice(0, 1000), type }),
  };
}

/** Lines of a window, trimmed, cut at a length no heading or signature has; `滨 河 区` is closed up. */
function linesOf(window: string, type: DocumentType): string[] {
  return window.split(/\r\n|[\n\r\f\u2028\u2029]/).map((line) => {
    const short = line
      .slice(0, LINE_CHARACTERS * 2)
      .trim()
      .slice(0, LINE_CHARACTERS);
    const plain = type === 'md' ? short.replace(/^#{1,6}\s+|^\*\*|\*\*$/g, '') : short;
    return /^(?:\p{Script=Han}[ \u3000]{1,4})+\p{Script=Han}$/u.test(plain) ? plain.replace(/[ \u3000]/g, '') : plain;
  });
}

function headingOf(lines: readonly string[], type: DocumentType): Heading {
  if (lines.length === 0) return EMPTY_HEADING;
  if (SHEET_TYPES.includes(type)) return readTableHeading(lines, type === 'csv' ? 'csv' : 'workbook');
  return type === 'html' ? EMPTY_HEADING : readHeading(lines);
}

const SOFTWARE_TITLE =
  /^(?:无标题|未命名|untitled|文档\s*\d*|document\s*\d*|slide\s*\d+|幻灯片\s*\d*|powerpoint\s*(?:演示文稿|presentation)|演示文稿\s*\d*|工作簿\s*\d*|book\s*\d+|sheet\s*\d+|新建.*|wps.*|microsoft.*|adobe.*|camscanner.*|扫描.*|scan.*|print.*|图片\s*\d*|.*(?:office|acrobat|photoshop|word|excel)\s*[\d.]*)$/i;

function titleOf(input: FactsInput, heading: Heading, lines: readonly string[]): Pick<FactsRead, 'title' | 'titleOrigin'> {
  if (heading.title !== null) return { title: heading.title, titleOrigin: 'text' };
  const own = ownTitle(input);
  if (own !== null) return { title: own, titleOrigin: lines.slice(0, 60).includes(own) ? 'text' : 'properties' };
  return { title: titleOfName(input.name, input.today), titleOrigin: 'name' };
}

/** The title in the file's properties, where a person gave it; null for names that programs give. */
function ownTitle({ properties, type, today }: FactsInput): string | null {
  if (properties.title === null || PICTURE_TYPES.includes(type)) return null;
  const told = properties.title
    .slice(0, 300)
    .trim()
    .replace(/^Microsoft (?:Word|Excel|PowerPoint) - /i, '');
  // A page's title carries the site's name behind a separator.
  const page = type === 'html' ? (told.split(/\s*[_|–—]\s*|\s-\s/)[0] ?? told) : told;
  const title = /\.(?:docx?|xlsx?|pptx?|wps|et|pdf)$/i.test(page) ? titleOfName(page, today) : page;
  return SOFTWARE_TITLE.test(title) || !isTitle(title) ? null : title;
}

interface Signature {
  readonly date: string;
  readonly issuer: string | null;
}

/**
 * The signature: a date alone on its line, or behind the signing body's name, after at least one line of main text. The first one
 * counts, since attachments with dates of their own come after it.
 */
function findSignature(head: readonly string[], tail: readonly string[], from: number, today: string): Signature | null {
  let body = false;
  const lines = [...head, ...tail];
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const day = body && line.length <= 60 ? signedDate(line, today) : null;
    if (day) {
      const issuer = issuerBefore(lines, at, day.before);
      if (!day.found.future && day.found.date !== null) return { date: day.found.date, issuer };
    }
    body ||= /[。；]|[:：]$/.test(line) || line.length >= 25;
  }
  return null;
}

function signedDate(line: string, today: string): { readonly found: DateFound; readonly before: string } | null {
  const bare = line.replace(/[（(](?:盖章|公章|印章|章)[）)]/g, '').trim();
  const found = findDates(bare, today);
  const [only] = found;
  if (!only || found.length !== 1 || only.precision !== 'day') return null;
  const before = bare
    .slice(0, only.index)
    .replace(/^(?:日\s*期|时\s*间|落款)?[:：\s]*/, '')
    .trim();
  const after = bare.slice(only.index + only.length).trim();
  if (after !== '') return null;
  return before === '' || isOrganisation(before.replace(/\s/g, '')) ? { found: only, before: before.replace(/\s/g, '') } : null;
}

/** The signing bodies: the lines right above the date, several when they sign together. */
function issuerBefore(lines: readonly string[], at: number, before: string): string | null {
  if (before !== '') return before;
  const bodies: string[] = [];
  for (let above = at - 1; above >= 0 && bodies.length < 6; above--) {
    const line = (lines[above] ?? '')
      .replace(/[（(][^（(）)]{1,10}[）)]$/, '')
      .replace(/^(?:单位|落款)[:：]/, '')
      .trim();
    if (line === '') {
      if (bodies.length > 0) break;
      continue;
    }
    const parts = line.split(/[ \u3000]{1,10}/).filter((part) => part !== '');
    if (!parts.every(isOrganisation)) break;
    bodies.unshift(...parts);
  }
  return bodies.length === 0 ? null : bodies.join('、');
}

const NEAR_LINES = 4;

/** A date in the lines under the title (会议时间, 统计日期, 发布时间, a briefing's issue line); none when two differ. */
function dateNearTitle(lines: readonly string[], end: number, type: DocumentType, today: string): string | null {
  const under = lines.slice(end, end + NEAR_LINES);
  // A table's own rows tell other dates.
  const table = under.findIndex((line) => line.split(type === 'csv' ? /[\t,]/ : '\t').filter((cell) => cell !== '').length > 2);
  const near = [...lines.slice(Math.max(0, end - 3), end), ...(table < 0 ? under : under.slice(0, table))];
  return onlyDay(near.filter((line) => line.length <= 80 && !line.includes('。')).flatMap((line) => findDates(line, today)));
}

/** 版记: `某某办公室 2019年5月8日印发`. */
function issuedOn(lines: readonly string[], today: string): string | null {
  const line = lines.find((one) => one.length <= 80 && /印发$/.test(one) && /\d|[〇○零]/.test(one));
  return line === undefined ? null : onlyDay(findDates(line, today));
}

function dateInName(stem: string, today: string): string | null {
  return hasMaskedYear(stem) ? null : onlyDay(findDates(stem, today, { fileName: true }));
}

/** The one day told; null when none or different ones are. */
function onlyDay(found: readonly DateFound[]): string | null {
  const days = new Set(found.filter(({ date, future }) => date !== null && !future).map(({ date }) => date));
  return days.size === 1 ? ([...days][0] ?? null) : null;
}

/** A camera whose clock was never set tells 1980 or 2000. */
function cameraDate(picture: PictureFacts | null, today: string): string | null {
  const date = picture?.takenAt?.slice(0, 10) ?? null;
  return date !== null && date > '2001-01-01' ? believed(date, today) : null;
}

function believed(date: string | null, today: string): string | null {
  return date !== null && date <= today ? date : null;
}
