import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileRead } from './formats-run.ts';
import { secondReading, type SecondReading } from './second-readers.ts';

export type Verdict =
  /** Opened, and the second reading says the same. */
  | 'right'
  /** Opened, and the second reading says something else. */
  | 'differs'
  /** Opened; nothing to compare with. */
  | 'unjudged'
  /** Not opened, with a sentence that says what to do, and the second reader opens it neither. */
  | 'refused'
  /** Not opened, though the second reader reads something of it. */
  | 'lost'
  /** No reader for such files: indexed by name. */
  | 'named'
  /** Not opened and nothing said. */
  | 'silent';

export interface Judged {
  readonly file: FileRead;
  readonly verdict: Verdict;
  /** Who the second reader was, '' for none. */
  readonly by: string;
  /** Shares 0..1: of the second reading's characters found here, and of the characters here found there. */
  readonly recall: number | null;
  readonly precision: number | null;
}

/** What a look at the file itself told where the two readers do not agree, by the end of its path. */
const SEEN: readonly (readonly [string, string])[] = [
  ['apache__poi/61490.doc', 'right: catdoc drops the cells of the table'],
  ['apache__poi/Fuzzed.doc', 'right: catdoc adds the instructions of fields and some noise'],
  ['apache__poi/TestChineseProperties.doc', 'right: catdoc prints the targets of links'],
  ['POIHWPFFuzzer-4892412469968896.doc', 'spoilt on purpose; catdoc ignores the tables that are broken'],
  ['alibaba__easyexcel/dataformat.xlsx', 'right: the missing digits are serial numbers of days, read as dates'],
  ['apache__poi/poc-xmlbomb.xlsx', 'right: the names of undeclared things are no words'],
  ['exceljs__exceljs/chart-sheet.xlsx', 'right: the missing digits are inside the chart, which has no cells'],
  ['apache__poi/bug46441.ppt', 'right: the other character is the `*` of a page number'],
  ['mozilla__pdf.js/issue9105_other.pdf', 'made by hand without a page catalogue; Poppler refuses it too'],
  ['image-size__image-size/sample.heic', 'one column is cropped away when shown'],
  ['yauzl/unicode-path-extra-field.zip', '7-Zip lists no size'],
  ['PyYoshi__uchardet/utf-16le.txt', 'Japanese in UTF-16 without a mark: not told from noise'],
  ['microsoft__markitdown/test_mskanji.csv', 'Shift-JIS is not read; the sentence says to save it as UTF-8'],
  ['papra-hq__papra/010.input.pdf', 'a scan: its words come from 识别'],
  ['papra-hq__papra/020.input.pdf', 'a scan: its words come from 识别'],
  ['papra-hq__papra/018.input.xlsx', 'right: the names of the sheets are kept'],
];

/** What was seen of a file, '' for none. */
export function seen(path: string): string {
  return SEEN.find(([end]) => path.endsWith(end))?.[1] ?? '';
}

/** Two readers order columns and boxes differently, so characters are compared as a bag, not as a row. */
export const SHARE_TO_PASS = 0.98;

/** Compares one file's stored reading with the fixture's expectation or another program's reading. */
export async function judge(file: FileRead): Promise<Judged> {
  const path = join(file.root, file.path);
  const expected = join(dirname(path), 'expected.json');
  if (/\/input\.\w+$/.test(path) && existsSync(expected)) return byFixture(file, expected);
  if (file.state === 'skipped') return { ...PLAIN, file, verdict: file.message ? 'refused' : 'silent' };
  if (file.type === 'other' || file.type === null) {
    const second = await secondReading(path);
    return { ...PLAIN, file, by: second?.by ?? '', verdict: second && hasWords(second) ? 'lost' : 'named' };
  }
  const second = await secondReading(path);
  const by = second?.by ?? '';
  if (file.state === 'failed' || file.state === 'encrypted') {
    const readable = second !== null && file.state === 'failed' && hasWords(second);
    return { ...PLAIN, file, by, verdict: file.message === null ? 'silent' : readable ? 'lost' : 'refused' };
  }
  if (second === null) return { ...PLAIN, file, verdict: 'unjudged' };
  if (!('text' in second)) return { ...PLAIN, file, by, verdict: samePicture(file, second) ? 'right' : 'differs' };
  const members = (file.members ?? []).filter(({ path: name }) => !/\.zip\//i.test(name));
  const here = second.sizes === true ? members.map(({ sizeBytes }) => sizeBytes).join('\n') : file.text;
  const { recall, precision } = shares(here, second.text);
  const verdict = recall >= SHARE_TO_PASS && (second.partial === true || precision >= SHARE_TO_PASS) ? 'right' : 'differs';
  return { file, by, verdict, recall, precision };
}

const PLAIN = { by: '', recall: null, precision: null };

function byFixture(file: FileRead, expected: string): Judged {
  const wanted = JSON.parse(readFileSync(expected, 'utf8')) as Pick<FileRead, 'state' | 'text' | 'message' | 'pages' | 'type'>;
  const same = wanted.state === file.state && wanted.text === file.text && wanted.message === file.message;
  const opened = file.state === 'ok' || file.state === 'empty';
  const good = file.type === 'other' ? 'named' : opened ? 'right' : 'refused';
  return { ...PLAIN, file, by: 'fixture', verdict: same ? good : 'differs' };
}

function hasWords(second: SecondReading): boolean {
  return 'text' in second ? /[\p{L}\p{N}]{2}/u.test(second.text) : true;
}

function samePicture({ picture }: FileRead, second: { readonly widthPx: number; readonly heightPx: number }): boolean {
  return picture?.widthPx === second.widthPx && picture.heightPx === second.heightPx;
}

/** How much two texts share as bags of characters; white space and control characters do not count. */
export function shares(text: string, other: string): { readonly recall: number; readonly precision: number } {
  const [here, there] = [bag(text), bag(other)];
  let common = 0;
  for (const [char, count] of there) common += Math.min(count, here.get(char) ?? 0);
  const size = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((sum, count) => sum + count, 0);
  const share = (whole: number) => (whole === 0 ? 1 : common / whole);
  return { recall: share(size(there)), precision: share(size(here)) };
}

function bag(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const char of text.normalize('NFKC').replace(/[\s\p{Cc}\p{Cf}]/gu, '')) counts.set(char, (counts.get(char) ?? 0) + 1);
  return counts;
}
