/** 发文字号: issuing body's code, year in hexagonal brackets, number without leading zeros, 号 (GB/T 9704—2012, 7.2.5). */

const OPEN = '[〔\\[［【(（﹝]';
const CLOSE = '[〕\\]］】)）﹞]';
const SPACE = '[ \\t\\u3000]{0,3}';
const YEAR = '(\\d{4}|\\d{2}|(?:[12]\\d)?[xX×ＸＸ*]{2,4})';
const NUMBER = new RegExp(
  `([\\u3400-\\u9fffA-Za-z]{0,24})${SPACE}${OPEN}${SPACE}${YEAR}${SPACE}${CLOSE}${SPACE}第?${SPACE}(\\d{1,5}|[xX×*]{1,4})${SPACE}号`,
  'g',
);

/** Words after which the code of the issuing body begins when a title runs into it. */
const AFTER_TITLE = /^.*(?:通知|意见|方案|办法|细则|规划|决定|批复|制度|通报|规定|条例|纪要|报告|总结|清单|公告|要点|文件|函)/u;
const CITED = /关于|转发|根据|按照|依据|落实|贯彻|附件|执行/;

export interface DocNumberFound {
  /** Standard spelling `泸市体〔2011〕141号`; a masked year stays masked: `成教办〔20xx〕13号`. */
  readonly number: string;
  readonly index: number;
  readonly length: number;
}

/** The first document number that a file name (without suffix) carries as its own, not as one it cites; else null. */
export function docNumberInName(stem: string): DocNumberFound | null {
  return first(stem, () => true);
}

/**
 * The document number standing in a line of a first page: alone, behind the head line or before 签发人. One inside a sentence or
 * in brackets is cited, not the document's own; then null.
 */
export function docNumberInLine(line: string): DocNumberFound | null {
  const head = line.slice(0, 200);
  return first(head, (before, after) => /(?:^|[ \t\u3000★]|文件)$/.test(before) && /^(?:[ \t\u3000]|签发|$)/.test(after));
}

function first(text: string, accept: (before: string, after: string) => boolean): DocNumberFound | null {
  const plain = text.replace(/[０-９]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
  for (const match of plain.matchAll(NUMBER)) {
    const written = match[1] ?? '';
    const code = written.replace(AFTER_TITLE, '');
    if (CITED.test(code)) continue;
    if (code.length > 14) continue;
    const index = match.index + written.length - code.length;
    const end = match.index + match[0].length;
    if (!accept(plain.slice(0, index), plain.slice(end))) continue;
    const year = (match[2] ?? '').replace(/[XＸ×*]/g, 'x');
    const serial = (match[3] ?? '').replace(/^0+(?=.)/, '').replace(/[X×*]/g, 'x');
    return { number: `${code}〔${year}〕${serial}号`, index, length: end - index };
  }
  return null;
}
