import { docNumberInLine } from './doc-numbers.ts';

/** What the first page of a document says about itself. */
export interface Heading {
  /** null when the text does not begin with a title. */
  readonly title: string | null;
  readonly docNumber: string | null;
  /** From the head line `某市教育局文件`, the editor of a briefing or the 填报单位 of a table, or null. */
  readonly issuer: string | null;
  /** Index of the first line after the title (or after the head, where there is no title). */
  readonly end: number;
}

const HEAD_LINES = 15;
const TITLE_LINES = 4;
const LINE_CHARACTERS = 50;
const TITLE_CHARACTERS = 120;

const ENDING =
  /(?:通知|意见|办法|细则|方案|规划|计划|决定|批复|制度|公约|章程|通报|规定|条例|纪要|记录|报告|总结|小结|说明|汇报|公告|公示|通告|告知书|倡议书|责任状|责任书|承诺书|要点|预案|机制|函|请示|简报|名单|清单|指标|体系|课件|台账|台帐|统计表|登记表|一览表|汇总表|明细表|签到表|分解表|公开信|一封信|讲话|守则|须知|规则|标准|规范|手册|证明|表|稿)[》”]?(?:[（(【[][^（(）)]{0,30}[）)】\]])?$/u;
const ADDRESSEE = /[:：]$/;
const BODY =
  /[。；;！!]|^[一二三四五六七八九十]{1,3}[、.．]|^第[一二三四五六七八九十\d]{1,3}[条章]|^[（(][一二三四五六七八九十]{1,3}[）)]|^\d{1,2}[、.．]/;
const FIELD =
  /^.{1,8}(?:时间|日期|地点|主持|主持人|参会|参加人员|出席|单位|来源|作者|记录|记录人|检查人员|范围|班次|统计口径)?[:：]/;
const NOISE =
  /^(?:附件?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?|密级.*|机密.*|秘密.*|特急|急件|加急|首页|目\s*录|第?\s*\d+\s*页.{0,12}|[-—\s]{0,4}[\divxIVX]{1,6}[-—\s]{0,4}|前\s*言|摘\s*要|[-—_=*★☆·.\s]+|【[^】]*】|\[[^\]]*\])$/;
const NUMBERED_ISSUE = /第\s*[\d一二三四五六七八九十百零〇]{1,5}\s*期/;
const BRIEFING = /(?:简报|快报|专报|信息|动态|通讯|通报|要情)$/;
const ORGANISATION =
  /(?:局|委|办|办公室|委员会|政府|部|中心|社区|学校|小学|中学|大学|学院|幼儿园|大队|支队|总队|中队|公司|医院|街道|街道办事处|办事处|镇|乡|村|协会|学会|联合会|组|小组|院|所|站|处|科|队|馆|厅|园|工会|党委|工委|党组|支部|团委|妇联|指挥部|分局|法院|检察院|银行|集团|居民委员会|村民委员会|居委会|村委会)$/;

/** True for the name of an office, school, company or committee standing alone. */
export function isOrganisation(text: string): boolean {
  return (
    text.length >= 3 &&
    text.length <= 40 &&
    ORGANISATION.test(text) &&
    !/[，,。：:；;、（(]/.test(text) &&
    !/^(?:各|关于|附)/.test(text)
  );
}

/** Reads title, document number and issuing body from the first lines of a document; `lines` are trimmed, blank ones ''. */
export function readHeading(lines: readonly string[]): Heading {
  const head = lines.slice(0, HEAD_LINES);
  return readIssued(head) ?? readBriefing(head) ?? readPlain(head);
}

/** 红头文件: head line, document number, title of 1–4 lines, addressee ending in a colon. */
function readIssued(lines: readonly string[]): Heading | null {
  const at = lines.findIndex((line) => docNumberInLine(line) !== null);
  const found = at < 0 ? null : docNumberInLine(lines[at] ?? '');
  if (!found || lines.slice(0, at).some((line) => /[。；]/.test(line) || ADDRESSEE.test(line))) return null;
  const heads = [...lines.slice(0, at), (lines[at] ?? '').slice(0, found.index).trim()];
  const issuers = heads.filter((line) => /.文件$/.test(line)).map((line) => line.replace(/文件$/, ''));
  const behind = (lines[at] ?? '')
    .slice(found.index + found.length)
    .replace(/^[ \u3000]*签发人?[:：]?.*$/, '')
    .trim();
  const { title, end } = collectTitle(behind === '' ? lines : lines.with(at, behind), behind === '' ? at + 1 : at);
  return { title, docNumber: found.number, issuer: issuers.join('、') || null, end };
}

/** 简报: name of the series, 第N期 with its editor and date, then the article's title. */
function readBriefing(lines: readonly string[]): Heading | null {
  const at = lines.findIndex((line, index) => index < 6 && NUMBERED_ISSUE.test(line) && line.length <= 60);
  if (at < 0) return null;
  const issueLine = lines[at] ?? '';
  const issue = NUMBERED_ISSUE.exec(issueLine)?.[0].replace(/\s/g, '') ?? '';
  const before = issueLine.slice(0, issueLine.indexOf(issue.charAt(0))).replace(/[(（\s]+$/, '');
  const name = [before, ...lines.slice(0, at).toReversed()].find((line) => BRIEFING.test(line));
  if (name === undefined) return null;
  const next = lines.findIndex(
    (line, index) => index > at && line !== '' && !FIELD.test(line) && !isDateLike(line) && !isOrganisation(line),
  );
  const { title, end } = next < 0 ? { title: null, end: at + 1 } : collectTitle(lines, next);
  const editor = /([\u3400-\u9fff]{3,30}?)(?:主?编印?|编)(?=\s|$)/.exec(lines.slice(at, at + 3).join(' '))?.[1] ?? null;
  return { title: `${name}${issue}${title ? `：${title}` : ''}`, docNumber: null, issuer: editor, end };
}

function readPlain(lines: readonly string[]): Heading {
  const start = lines.findIndex((line) => line !== '' && !NOISE.test(line) && !isDateLike(line));
  const first = lines[start] ?? '';
  const none: Heading = { title: null, docNumber: null, issuer: null, end: Math.max(0, start) };
  if (start < 0 || first.length > LINE_CHARACTERS || isBody(first) || ADDRESSEE.test(first)) return none;
  const issuer = /.文件$/.test(first) && isOrganisation(first.replace(/文件$/, '')) ? first.replace(/文件$/, '') : null;
  const from = issuer === null ? start : start + 1;
  const collected = collectTitle(lines, from);
  // Lines joined without ever ending like a title are a title and what follows it.
  const joined = collected.end - from > 1 && !ENDING.test(collected.title ?? '') && !ADDRESSEE.test(lines[collected.end] ?? '');
  return { ...none, issuer, ...(joined ? collectTitle(lines.slice(0, from + 1), from) : collected) };
}

/** Joins the lines of a title: up to the addressee where there is one, else to the line that ends like a title. */
function collectTitle(lines: readonly string[], from: number): { readonly title: string | null; readonly end: number } {
  let start = from;
  while (start < lines.length && (lines[start] === '' || NOISE.test(lines[start] ?? ''))) start++;
  let title = '';
  let end = start;
  for (; end < lines.length && end - start < TITLE_LINES; end++) {
    const line = lines[end] ?? '';
    const stops = line === '' || line.length > LINE_CHARACTERS || isBody(line) || ADDRESSEE.test(line) || FIELD.test(line);
    if (stops || isDateLike(line)) break;
    if (title !== '' && !continues(title, line)) break;
    title += line;
  }
  const plain = title.replace(/[ \t\u3000]+/g, ' ').trim();
  return isTitle(plain) ? { title: plain, end } : { title: null, end: start };
}

/** A line of running text: a sentence's end, a numbered clause, or a full line with a comma. */
const isBody = (line: string): boolean => BODY.test(line) || (line.length > 32 && line.includes('，'));

function continues(title: string, line: string): boolean {
  if (/^[的》及和与]/.test(line) || isOpen(title)) return true;
  if (/^[（(].*[）)]$/.test(line) || isOrganisation(line)) return false;
  return !ENDING.test(title);
}

/** An opening 《 or “ without its end. */
const isOpen = (text: string): boolean =>
  text.split('《').length > text.split('》').length || text.split('“').length > text.split('”').length;

/** A line that is a date, a span or 第N次 only, in brackets or not. */
function isDateLike(line: string): boolean {
  return /^[（(]?[\s\dxX×一二三四五六七八九十〇○零年月日号第次期.\-—/~～至到度上下半季]{3,30}(?:会议|次)?[）)]?$/u.test(line);
}

/** A text that can serve as a title: at least two Chinese characters or a few words, of bearable length. */
export function isTitle(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (
    text.length <= TITLE_CHARACTERS &&
    !text.includes('\uFFFD') &&
    (han >= 3 || (han === 2 && text.length >= 4) || /[A-Za-z]{3,} [A-Za-z]{2,}/.test(text))
  );
}

const CELL = /[\t]/;
const UNIT = /(?:填报|报送|编制|制表|上报|统计|测评|主办|来文|发文)单位[:：]\s*([^\s:：，,]{2,40})/;

/**
 * A table's heading: `lines` of a workbook begin with the sheet's name, those of a csv file do not. The title is the first row
 * with a single cell; 填报单位 is the issuer.
 */
export function readTableHeading(lines: readonly string[], format: 'csv' | 'workbook'): Heading {
  const rows = (format === 'csv' ? lines : lines.slice(1)).slice(0, 6).map((line) => cellsOf(line, format));
  const at = rows.findIndex(
    (cells) => cells.length === 1 && isTitle(cells[0] ?? '') && !NOISE.test(cells[0] ?? '') && !UNIT.test(cells[0] ?? ''),
  );
  const offset = format === 'csv' ? 0 : 1;
  const headed = at >= 0 && rows.slice(0, at).every((cells) => cells.length <= 1);
  const issuer =
    UNIT.exec(
      rows
        .slice(0, 5)
        .map((cells) => cells.join(' '))
        .join('\n'),
    )?.[1] ?? null;
  const number = rows
    .slice(0, 3)
    .map((cells) => docNumberInLine(cells.join(' ')))
    .find((one) => one !== null);
  const title = headed ? (rows[at]?.[0] ?? null) : null;
  return { title, docNumber: number?.number ?? null, issuer, end: offset + (headed ? at + 1 : 0) };
}

function cellsOf(line: string, format: 'csv' | 'workbook'): string[] {
  const cells = format === 'csv' && !CELL.test(line) ? line.split(',') : line.split('\t');
  return cells.map((cell) => cell.replace(/^"|"$/g, '').trim()).filter((cell) => cell !== '');
}
