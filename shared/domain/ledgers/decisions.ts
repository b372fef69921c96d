/** 议定事项 taken apart: what a meeting decided becomes one task each (M4: 议定事项→任务). */

export interface Decision {
  readonly text: string;
  /** From `责任单位:城管局` or `由城管局负责`; '' where nothing says it. */
  readonly unit: string;
  /** From `12月10日前` or a full date, `YYYY-MM-DD`; '' where nothing says it for certain. */
  readonly due: string;
}

const NUMBER = /^\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳]|[-·•]\s)\s*/u;
const UNIT =
  /(?:责任单位|牵头单位|落实单位|承办单位)[::]\s*([^,,;;。()()\s]{2,20})|由([^,,;;。()()\s]{2,16}?)(?:负责|牵头|落实|承办)/u;
const FULL_DAY = /(\d{4})[年.-](\d{1,2})[月.-](\d{1,2})/u;
const SHORT_DAY = /()(\d{1,2})月(\d{1,2})日/u;

/**
 * The decisions of a text: one a numbered item or line. Without numbers and lines it is one decision. `meeting` is the day of the
 * meeting: a day without a year is the next one after it. A day that does not exist is none.
 */
export function decisionsOf(text: string, meeting: string): readonly Decision[] {
  return text
    .split('\n')
    .flatMap((line) => splitNumbered(line))
    .map((line) => line.replace(NUMBER, '').trim())
    .filter((line) => line !== '')
    .map((line) => ({ text: line, unit: unitIn(line), due: dueIn(line, meeting) }));
}

/** `1.甲;2.乙` on one line is two; a number inside a sentence is not the beginning of another. */
function splitNumbered(line: string): readonly string[] {
  if (!NUMBER.test(line)) return [line];
  return line.split(/(?<=[;;。])\s*(?=[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳])/u);
}

function unitIn(line: string): string {
  const match = UNIT.exec(line);
  return match ? (match[1] ?? match[2] ?? '') : '';
}

function dueIn(line: string, meeting: string): string {
  const match = FULL_DAY.exec(line) ?? SHORT_DAY.exec(line);
  if (!match) return '';
  const [, year, month = '', day = ''] = match;
  const own = Number(meeting.slice(0, 4));
  const of = (in_: number): string => `${in_}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const due = year ? of(Number(year)) : of(own) < meeting ? of(own + 1) : of(own);
  const date = new Date(`${due}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== due ? '' : due;
}
