import { findDates } from './dates.ts';
import { docNumberInName } from './doc-numbers.ts';
import { isMachineName } from './machine-names.ts';

const SUFFIX = /\.(?:part|crdownload|tmp|bak|[A-Za-z][A-Za-z0-9]{1,4}|7z|mp[34])$/;
/** Ⅱ-9-1)-① and the ways it is typed: II—9—1)②, ⅱ9-1③. */
const CODE =
  /^[\s【[（(]*(?:[ⅠⅡⅢⅣⅰⅱⅲⅳ]|I{1,3}(?=[-—–－_\s\d]))[-—–－_\s]*\d{1,2}[-—–－_.]\d{1,2}[)）】\]]*[-—–－_\s]*[①-⑳]?[-—–－_、.\s]*/u;
const VERSION =
  '(?:副本|复件|最终版?|终稿|定稿\\d{0,2}|改\\d{0,2}|\\d{4}改|修改稿?\\d{0,2}|修订版?|不改了|[vV]\\d{1,2}(?:\\.\\d{1,2})?|送审稿|征求意见稿|(?:盖章|签字)?(?:版|扫描件|件)|盖章|扫描件|扫描|上报版|打印版|正式版|新|最新)';
const BRACKETED = new RegExp(`[ _]{0,3}[(（【[](?:\\d{1,3}|${VERSION})[)）】\\]]$`);
const SEPARATED = new RegExp(`[ _—–-]{1,4}${VERSION}$`);
const BARE =
  /(?<=.{3})(?:副本|最终版?|终稿|定稿\d{0,2}|(?<!整)改\d{1,2}|不改了|送审稿|征求意见稿|盖章版|盖章扫描件|扫描件|上报版|修改稿|[vV]\d{1,2}(?:\.\d{1,2})?)$/;

/** A file name without its suffix (both of `x.mp4.part`). */
export function stemOf(name: string): string {
  const once = name.replace(SUFFIX, '');
  const twice = /\.(?:part|crdownload|tmp|bak)$/i.test(name) ? once.replace(SUFFIX, '') : once;
  return twice.trim() === '' ? name : twice;
}

/**
 * A title made of a file name: without suffix, indicator code, document number, dates at either end and version words
 * (终稿, (1), -副本). Whatever would leave too little is kept; never empty for a name that is not.
 */
export function titleOfName(name: string, today: string): string {
  const stem = stemOf(name).trim();
  let title = keep(stem.replace(CODE, ''), stem);
  const number = docNumberInName(title);
  if (number) {
    const rest = `${title.slice(0, number.index)} ${title.slice(number.index + number.length)}`.replace(
      /[(（【[]\s*[)）】\]]/,
      '',
    );
    title = keep(rest.replace(/^[\s_—–-]+|[\s_—–-]+$/g, ''), title);
  }
  for (let round = 0; round < 6; round++) {
    const next = withoutVersion(withoutDates(title, today));
    if (next === title) break;
    title = next;
  }
  return title.trim() || stem || name;
}

const hanOf = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;
const keep = (shorter: string, longer: string): string =>
  hanOf(shorter) >= 3 && !isMachineName(shorter) ? shorter.trim() : longer;

function withoutVersion(title: string): string {
  const cut = [BRACKETED, SEPARATED, BARE].reduce((text, pattern) => text.replace(pattern, ''), title);
  return cut.length >= 3 && /\p{L}/u.test(cut) ? cut.trim() : title;
}

function withoutDates(title: string, today: string): string {
  const days = findDates(title, today, { fileName: true }).filter(({ precision }) => precision === 'day');
  const [first, last] = [days[0], days.at(-1)];
  if (last) {
    const [before, after] = [title.slice(0, last.index), title.slice(last.index + last.length)];
    if (/^\s*[)）】\]]?$/.test(after)) return keep(before.replace(/[\s(（【[_—–-]+$/, ''), title);
  }
  if (first?.index === 0) return keep(title.slice(first.length).replace(/^[\s_—–-]+/, ''), title);
  return title;
}
