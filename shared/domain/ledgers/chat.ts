/** 微信群导出: pictures with the names WeChat gives and the text of the group, put together as problems a clerk looks at (M1). */

export interface ChatPhoto {
  readonly documentId: number;
  /** File name, without its folder. */
  readonly name: string;
  /** Day the document has otherwise, `YYYY-MM-DD`; null for none. */
  readonly date: string | null;
}

export interface ChatMessage {
  /** Local, `YYYY-MM-DDTHH:mm:ss`. */
  readonly at: string;
  readonly who: string;
  readonly text: string;
}

/** One problem as it is proposed: what was said and the photos sent with it. */
export interface ChatGroup {
  /** Local, `YYYY-MM-DDTHH:mm:ss` or only the day; '' where nothing tells it. */
  readonly at: string;
  readonly who: string;
  readonly text: string;
  /** A known place named in the text, or what stands before the first comma; '' where neither is certain. */
  readonly site: string;
  readonly photos: readonly number[];
}

export interface ChatReading {
  readonly groups: readonly ChatGroup[];
  /** Messages that are no problem, each with why; nothing is left out in silence. */
  readonly leftOut: readonly { readonly at: string; readonly who: string; readonly text: string; readonly reason: string }[];
}

const two = (number: number): string => String(number).padStart(2, '0');

/** True for a name WeChat gives to a picture it saves. */
export function isChatPhoto(name: string): boolean {
  return /^(?:微信图片(?:编辑)?_?\d{8}|mmexport\d{13}|wx_camera_\d{13}|WeChat\s?Image_\d{8})/i.test(name);
}

/** When a picture was sent by its name: `YYYY-MM-DDTHH:mm:ss`, the day alone, or '' where the name says nothing or no real day. */
export function photoTime(name: string): string {
  const stamped = /(?:微信图片(?:编辑)?_?|Image_|IMG_)(\d{4})(\d{2})(\d{2})(?:_?(\d{2})(\d{2})(\d{2}))?/i.exec(name);
  if (stamped) {
    const [, year = '', month = '', day = '', hour, minute, second] = stamped;
    const date = `${year}-${month}-${day}`;
    if (!isReal(date)) return '';
    return hour !== undefined && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
      ? `${date}T${hour}:${minute}:${second}`
      : date;
  }
  const epoch = /(?:mmexport|wx_camera_)(\d{13})/i.exec(name)?.[1];
  if (epoch === undefined) return '';
  const at = new Date(Number(epoch));
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

function isReal(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
}

const TIME = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?`;
/** `2026-03-15 09:12:33 张三` · `[2026/3/15 9:12] 张三: 文字` · `张三 2026年3月15日 09:12`. */
const TIME_FIRST = new RegExp(String.raw`^[\[(【]?${TIME}[\])】]?\s*([^::\n]{1,30}?)\s*(?:[::]\s*(.*))?$`);
const NAME_FIRST = new RegExp(String.raw`^(\S[^::\n]{0,30}?)\s+[\[(【]?${TIME}[\])】]?\s*[::]?\s*$`);

/** The messages of a chat saved as text, in order; a time without its year is no head of a message, for no year is guessed. */
export function parseChat(text: string): readonly ChatMessage[] {
  const messages: { at: string; who: string; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const head = headOf(line.trim());
    if (head) messages.push({ at: head.at, who: head.who, lines: head.text === '' ? [] : [head.text] });
    else messages.at(-1)?.lines.push(line.trim());
  }
  return messages.map(({ at, who, lines }) => ({ at, who, text: lines.join('\n').trim() }));
}

function headOf(line: string): { readonly at: string; readonly who: string; readonly text: string } | null {
  const first = TIME_FIRST.exec(line);
  if (first) {
    const [, year, month, day, hour, minute, second, who = '', text = ''] = first;
    const at = timeOf([year, month, day, hour, minute, second]);
    return at === '' ? null : { at, who, text };
  }
  const last = NAME_FIRST.exec(line);
  if (!last) return null;
  const [, who = '', ...parts] = last;
  const at = timeOf(parts);
  return at === '' ? null : { at, who, text: '' };
}

function timeOf([year = '', month = '', day = '', hour = '', minute = '', second = '0']: readonly (
  string | undefined
)[]): string {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isReal(date) || Number(hour) > 23 || Number(minute) > 59) return '';
  return `${date}T${hour.padStart(2, '0')}:${minute}:${second.padStart(2, '0')}`;
}

const MARKS = /\[(?:图片|视频|表情|动画表情|位置|文件|语音|链接)[^\]]*\]/g;
const CHATTER = /^(?:收到|好的?|明白|知道了|辛苦了?|谢谢|马上(?:处理|整改|去)|正在处理|ok|1|嗯+|是|👍|👌|🙏)+[!!。.,,~]*$/i;
const MENDED = /已(?:经)?(?:整改|清理|清运|处理|修复|完成|规范|劝离)|整改(?:完毕|到位|完成|后)/;
/** Photos sent so long before or after their words still belong to them. */
const NEAR_MINUTES = 10;
/** Photos without words: one problem as long as the next comes within this time. */
const GAP_MINUTES = 5;
const MOST_SITE = 20;

/**
 * Puts messages and photos together. A photo goes to the message nearest in time within ten minutes, the one before it first; photos
 * without words become groups of their own by their times. Known places (`sites`) are looked for in the words, the longest first.
 */
export function readChat(messages: readonly ChatMessage[], photos: readonly ChatPhoto[], sites: readonly string[]): ChatReading {
  const leftOut: { at: string; who: string; text: string; reason: string }[] = [];
  const told: (ChatMessage & { readonly words: string; readonly photos: number[] })[] = [];
  const answers: (ChatMessage & { reason: string; photos: number[] })[] = [];
  for (const message of messages) {
    const words = message.text.replace(MARKS, '').trim();
    if (words === '') continue;
    if (CHATTER.test(words)) leftOut.push({ ...message, text: words, reason: '回应,不是问题' });
    else if (MENDED.test(words))
      answers.push({ ...message, text: words, reason: '整改反馈,请在对应的问题上选整改后照片', photos: [] });
    else told.push({ ...message, words, photos: [] });
  }
  const bare: { documentId: number; at: string }[] = [];
  const anchors = [...told, ...answers].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const photo of photos.map(({ documentId, name, date }) => ({ documentId, at: photoTime(name) || (date ?? '') }))) {
    const near = photo.at.includes('T') ? nearestOf(anchors, photo.at) : undefined;
    if (near) near.photos.push(photo.documentId);
    else bare.push(photo);
  }
  const known = sites.toSorted((a, b) => b.length - a.length);
  const groups = told.map((one): ChatGroup => ({
    at: one.at,
    who: one.who,
    text: one.words,
    site: siteIn(one.words, known),
    photos: one.photos,
  }));
  for (const { at, who, text, reason, photos: own } of answers)
    leftOut.push({ at, who, text, reason: own.length > 0 ? `${reason}(这时发了 ${own.length} 张)` : reason });
  return {
    groups: [...groups, ...bareGroups(bare)].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    leftOut: leftOut.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

const minutes = (at: string): number => Date.parse(`${at.length === 10 ? `${at}T00:00:00` : at}Z`) / 60_000;

/** The message nearest to a time, of equally near ones that before it. `anchors` in the order of their times: found by halving. */
function nearestOf<One extends { readonly at: string }>(anchors: readonly One[], at: string): One | undefined {
  let [low, high] = [0, anchors.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((anchors[middle]?.at ?? '') <= at) low = middle + 1;
    else high = middle;
  }
  const far = (one: One | undefined): number => (one ? Math.abs(minutes(at) - minutes(one.at)) : Infinity);
  const [before, after] = [anchors[low - 1], anchors[low]];
  const nearest = far(after) < far(before) ? after : before;
  return far(nearest) <= NEAR_MINUTES ? nearest : undefined;
}

function bareGroups(bare: readonly { readonly documentId: number; readonly at: string }[]): readonly ChatGroup[] {
  const sorted = bare.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const groups: { at: string; last: string; photos: number[] }[] = [];
  for (const { documentId, at } of sorted) {
    const group = groups.at(-1);
    const timed = at.includes('T') && group?.last.includes('T') === true;
    if (group && timed && minutes(at) - minutes(group.last) <= GAP_MINUTES) {
      group.photos.push(documentId);
      group.last = at;
    } else groups.push({ at, last: at, photos: [documentId] });
  }
  return groups.map(({ at, photos }) => ({ at, who: '', text: '', site: '', photos }));
}

function siteIn(text: string, known: readonly string[]): string {
  const found = known.find((site) => site !== '' && text.includes(site));
  if (found !== undefined) return found;
  const match = /^([^,,。;;::\n]{2,20})[,,::]/.exec(text);
  return match && (match[1] ?? '').length <= MOST_SITE ? (match[1] ?? '').trim() : '';
}
