import { KINDS, type Kind } from '../../../shared/domain/document.ts';
import type { Requirement } from '../../../shared/domain/framework.ts';
import { numberOf, splitOutsideBrackets } from './cell-text.ts';
import { findWindow, windowWords, type Window } from './requirement-window.ts';

/** A piece of a cell that was not, or not with certainty, understood. */
export interface Doubt {
  readonly text: string;
  readonly reason: string;
}

export interface RequirementsRead {
  readonly requirements: readonly Requirement[];
  readonly doubts: readonly Doubt[];
}

/** Words of 材料要求 columns by kind; the word that ends last in a piece names its kind (“会议记录照片” are pictures). */
const KIND_WORDS: Readonly<Record<Kind, readonly string[]>> = {
  规范文件: [
    '规范文件', '文件', '通知', '方案', '意见', '办法', '细则', '规划', '计划', '决定', '批复', '制度', '公约', '章程', '规定', '条例',
    '责任书', '责任状', '要点', '预案', '守则', '法规', '红头',
  ],
  说明报告: ['说明报告', '说明', '报告', '汇报', '自评', '文字材料', '文字资料', '文字'],
  实景图片: ['实景图片', '照片', '图片', '实景', '图像', '对比图', '相片'],
  统计表格: ['统计表格', '统计', '名单', '花名册', '一览表', '汇总表', '明细表', '报表', '表格', '数据', '清单', '表'],
  媒体截图: ['媒体截图', '截图', '截屏', '报道', '样报', '剪报', '专版', '新闻稿', '链接'],
  工作台账: ['工作台账', '台账', '台帐', '记录', '记录表', '登记', '登记表', '登记簿', '签到', '签到表', '签到册', '值班', '纪要', '底册', '过程性材料', '教案'],
  工作总结: ['工作总结', '总结', '小结', '总结报告', '总结材料'],
  评价意见: ['评价意见', '证明', '证明文件', '证明材料', '评价', '测评报告', '监测报告', '检测报告', '评价表', '鉴定', '证书'],
  影像资料: ['影像资料', '视频', '录像', '光盘', '影像', '音像', '宣传片', '录音'],
}; // prettier-ignore

const UNCERTAIN_WORDS = new Set(['文字', '文字材料', '文字资料']);

const NUMBER = '(\\d{1,3}|[一二两三四五六七八九十]{1,3})';
const COUNT = new RegExp(
  `(各|均)?(?:不少于|不低于|不得少于|至少|最少|≥|>=)?\\s?${NUMBER}(?:\\s?[-—–~～至到]\\s?\\d{1,3})?\\s?余?(?:份|张|件|个|套|篇|本|次|幅|册|项|条|期|段|部|组)(?:及?以上|左右)?`,
);
const EVERY = /每(?:半?年|季度?|个?月|周|次|个?[^\d,，、;；。]{0,6}?)(?=\D{0,4}\d|\D{0,4}[一二两三四五六七八九十])/;

/**
 * Reads a 材料要求 cell: `规范文件1份;说明报告1份(近12个月);实景图片3张(2025年1月至2026年6月)` or `近三年文件、照片、总结`.
 * Pieces of one kind and one window are added up. What names no kind goes to `doubts`, or into the note of the requirement
 * it belongs to; nothing is dropped.
 */
export function readRequirements(text: string): RequirementsRead {
  const found: Requirement[] = [];
  const doubts: Doubt[] = [];
  let cellWindow: Window | null = null;
  const loose: LooseRequirement[] = [];
  for (const line of splitOutsideBrackets(text, '\n\r')) {
    const own = readOwnLine(line);
    if (own) {
      found.push(own);
      continue;
    }
    for (const clause of splitNumbered(line).flatMap((one) => splitOutsideBrackets(one, ';；。'))) {
      const read = readClause(clause);
      doubts.push(...read.doubts);
      if (read.window !== null) cellWindow = read.window;
      loose.push(...read.requirements);
    }
  }
  if (cellWindow !== null && loose.length === 0 && found.length === 0) {
    doubts.push({ text: text.trim(), reason: '只有时限,没有写明材料类型' });
  }
  for (const one of loose) addUp(found, toRequirement(one, cellWindow));
  return { requirements: found, doubts };
}

/** The words `readRequirements` reads back to the same values, one line a requirement. */
export function requirementWords(requirement: Requirement): string {
  const { kind, minCount, windowMonths, windowFrom, windowTo, note } = requirement;
  const window: Window | null =
    windowMonths !== null
      ? { kind: 'months', months: windowMonths }
      : windowFrom !== null && windowTo !== null
        ? { kind: 'fixed', from: windowFrom, to: windowTo }
        : null;
  const words = windowWords(window);
  const measure = kind === '实景图片' ? '张' : '份';
  const oneLine = note.replace(/\s*\n\s*/g, ' ');
  return `${kind}${minCount}${measure}${words && `(${words})`}${oneLine && `——${oneLine}`}`;
}

interface LooseRequirement {
  readonly kind: Kind;
  readonly count: number | null;
  readonly window: Window | null;
  readonly note: string;
}

function readOwnLine(line: string): Requirement | null {
  const match = new RegExp(`^(${KINDS.join('|')})(\\d+)[份张](?:[(（]([^()（）]+)[)）])?(?:——(.+))?$`).exec(line);
  if (!match) return null;
  const found = match[3] ? findWindow(match[3]) : null;
  if (match[3] && found?.rest !== '') return null;
  const kind = KINDS.find((one) => one === match[1]);
  const count = Number(match[2]);
  return kind && count > 0 ? toRequirement({ kind, count, window: found?.window ?? null, note: match[4] ?? '' }, null) : null;
}

interface ClauseRead {
  readonly requirements: readonly LooseRequirement[];
  /** A window that stands alone and is meant for the whole cell. */
  readonly window: Window | null;
  readonly doubts: readonly Doubt[];
}

interface Piece {
  readonly kind: Kind | null;
  readonly count: number | null;
  readonly forAll: boolean;
  readonly window: Window | null;
  /** True when the window stands before the kind word and so also holds for the pieces after it. */
  readonly windowLeads: boolean;
  readonly words: string;
  readonly doubts: readonly Doubt[];
}

function readClause(clause: string): ClauseRead {
  const pieces = splitOutsideBrackets(clause, '、,，/／').flatMap(splitAtAnd).map(readPiece);
  const doubts = pieces.flatMap((piece) => piece.doubts);
  if (pieces.every((piece) => piece.kind === null)) {
    const window = pieces.map((piece) => piece.window).reduce(union, null);
    const onlyWindow =
      window !== null && pieces.every((piece) => /^(?:的|内|以?来|材料|资料|有关|相关|提供)*$/.test(piece.words));
    return onlyWindow
      ? { requirements: [], window, doubts }
      : { requirements: [], window: null, doubts: [...doubts, { text: clause, reason: '没有认出材料类型' }] };
  }
  const forAll = pieces.find((piece) => piece.forAll)?.count ?? null;
  const windowForAll = pieces.some((piece) => piece.forAll) ? pieces.map((piece) => piece.window).reduce(union, null) : null;
  const requirements: LooseRequirement[] = [];
  let pending = '';
  let leading: Window | null = null;
  for (const piece of pieces) {
    // “2025年、2026年总结” means both years, but “2025年文件、2026年照片” one each.
    if (piece.windowLeads) leading = union(piece.kind === null || requirements.length === 0 ? leading : null, piece.window);
    if (piece.kind === null) {
      const last = requirements.at(-1);
      if (piece.words === '') continue;
      if (last) requirements[requirements.length - 1] = { ...last, note: joined(last.note, piece.words, ',') };
      else pending = joined(pending, piece.words, '、');
      continue;
    }
    const own = piece.windowLeads ? leading : piece.window;
    requirements.push({
      kind: piece.kind,
      count: piece.count ?? forAll,
      window: own ?? windowForAll ?? leading,
      note: joined(pending, piece.words, '、'),
    });
    pending = '';
  }
  return { requirements, window: null, doubts };
}

function readPiece(piece: string): Piece {
  const doubts: Doubt[] = [];
  const inWindow = findWindow(piece);
  const every = EVERY.exec(piece);
  if (every) doubts.push({ text: piece, reason: `“${every[0]}”还不能自动按次计数,已按最少件数理解并写入说明,请核对` });
  const withoutWindow = tidy(inWindow?.rest ?? piece);
  const count = COUNT.exec(withoutWindow);
  const minCount = count ? numberOf(count[2] ?? '') : Number.NaN;
  const rest = count && !every ? tidy(withoutWindow.replace(count[0], '')) : withoutWindow;
  const word = kindWordIn(rest);
  if (word && UNCERTAIN_WORDS.has(word.word)) {
    doubts.push({ text: piece, reason: `“${word.word}”按说明报告理解,请核对` });
  }
  const beforeKind = word ? piece.slice(0, piece.indexOf(word.word)) : piece;
  return {
    kind: word?.kind ?? null,
    count: Number.isInteger(minCount) && minCount > 0 ? minCount : null,
    forAll: count?.[1] !== undefined,
    window: inWindow?.window ?? null,
    windowLeads: inWindow !== null && findWindow(beforeKind) !== null,
    words: word && rest === word.word ? (KINDS.some((kind) => kind === rest) ? '' : noteOfBareWord(rest)) : rest,
    doubts,
  };
}

/** “照片” says no more than 实景图片; “通知” says which sort of 规范文件. */
function noteOfBareWord(word: string): string {
  return /^(?:文件|照片|图片|报告|说明|总结|台账|台帐|工作台帐|表|表格|统计|视频|影像|截图)(?:资料|材料)?$/.test(word)
    ? ''
    : word;
}

function kindWordIn(text: string): { readonly kind: Kind; readonly word: string } | null {
  const exact = KINDS.find((kind) => text.includes(kind));
  if (exact) return { kind: exact, word: exact };
  const bare = text.replace(/[(（][^()（）]*[)）]/g, '');
  let best: { kind: Kind; word: string; end: number } | null = null;
  for (const kind of KINDS) {
    for (const word of KIND_WORDS[kind]) {
      const at = bare.lastIndexOf(word);
      const end = at + word.length;
      if (at >= 0 && (best === null || end > best.end || (end === best.end && word.length > best.word.length))) {
        best = { kind, word, end };
      }
    }
  }
  return best;
}

function splitAtAnd(piece: string): string[] {
  const parts = splitOutsideBrackets(piece.replace(/以及|和|及|与|并/g, '\u0000'), '\u0000');
  return parts.length > 1 && parts.every((part) => kindWordIn(part) !== null) ? parts : [piece];
}

function splitNumbered(line: string): string[] {
  return line
    .split(/(?=[①-⑳])|(?<![\d年月.-])(?=(?:[(（]\d{1,2}[)）]|\d{1,2}(?:[)）、]|[.．](?!\d)))\s*\D)/)
    .map((part) => part.replace(/^\s*(?:[①-⑳]|[(（]?\d{1,2}[)）、.．])\s*/, '').trim())
    .filter((part) => part !== '');
}

function tidy(text: string): string {
  return text
    .replace(/[(（]\s*[)）]/g, '')
    .replace(/^[\s:：,，的]+|[\s:：,，]+$/g, '')
    .replace(/^(?:须提供|提供|报送|要求有|应有)(?=.)/, '')
    .replace(/^的/, '')
    .trim();
}

function joined(before: string, after: string, separator: string): string {
  return before === '' ? after : after === '' ? before : `${before}${separator}${after}`;
}

function union(one: Window | null, other: Window | null): Window | null {
  if (one?.kind === 'fixed' && other?.kind === 'fixed') {
    return { kind: 'fixed', from: one.from < other.from ? one.from : other.from, to: one.to > other.to ? one.to : other.to };
  }
  return other ?? one;
}

function toRequirement(loose: LooseRequirement, cellWindow: Window | null): Requirement {
  const window = loose.window ?? cellWindow;
  return {
    kind: loose.kind,
    minCount: loose.count ?? 1,
    windowMonths: window?.kind === 'months' ? window.months : null,
    windowFrom: window?.kind === 'fixed' ? window.from : null,
    windowTo: window?.kind === 'fixed' ? window.to : null,
    note: loose.note,
  };
}

function addUp(found: Requirement[], next: Requirement): void {
  const at = found.findIndex(
    (one) =>
      one.kind === next.kind &&
      one.windowMonths === next.windowMonths &&
      one.windowFrom === next.windowFrom &&
      one.windowTo === next.windowTo,
  );
  const same = found[at];
  if (!same) found.push(next);
  else found[at] = { ...same, minCount: same.minCount + next.minCount, note: joined(same.note, next.note, '、') };
}
