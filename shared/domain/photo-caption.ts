import { findDates } from './dates.ts';
import type { DateOrigin, PictureFacts } from './document.ts';
import { isMachineName } from './machine-names.ts';
import { stemOf, titleOfName } from './names.ts';
import { fold } from './text.ts';

/** 照片说明: the six elements a photo in an archive is described by (GB/T 11821-2002, DA/T 50-2014), '' where unknown. */
export interface PhotoCaption {
  readonly event: string;
  readonly time: string;
  readonly place: string;
  readonly people: string;
  readonly background: string;
  readonly photographer: string;
}

export const CAPTION_ELEMENTS = ['event', 'time', 'place', 'people', 'background', 'photographer'] as const;
export type CaptionElement = (typeof CAPTION_ELEMENTS)[number];

export const CAPTION_WORDS: Readonly<Record<CaptionElement, string>> = {
  event: '事由',
  time: '时间',
  place: '地点',
  people: '人物',
  background: '背景',
  photographer: '摄影者',
};

/** Characters of each element: all of them full still leave the photo a third of its page. */
export const CAPTION_LIMITS: Readonly<Record<CaptionElement, number>> = {
  event: 200,
  time: 60,
  place: 100,
  people: 120,
  background: 200,
  photographer: 60,
};

export const NO_CAPTION: PhotoCaption = { event: '', time: '', place: '', people: '', background: '', photographer: '' };

/** What could stand in a caption, and where it was found. A proposal: it is shown, never stored by itself. */
export type CaptionProposal = Readonly<Partial<Record<CaptionElement, { readonly text: string; readonly origin: string }>>>;

export interface ProposalInput {
  /** Bare file name. */
  readonly name: string;
  /** Relative folder with `/`, '' for the source's root. */
  readonly folder: string;
  /** Title and remarks in the file itself, not what 识别 read on it. */
  readonly remarks: string;
  readonly picture: PictureFacts;
  /** `YYYY-MM-DD` or null. */
  readonly date: string | null;
  readonly dateOrigin: DateOrigin;
  /** Local date `YYYY-MM-DD`. */
  readonly today: string;
}

const BY_NAME = '来自文件名';
const BY_FOLDER = '来自文件夹名';

/** Proposes each element that the file's own data, its name or its folder tells; what none of them tells stays out. */
export function proposeCaption(input: ProposalInput): CaptionProposal {
  const { picture, today } = input;
  const named = spokenName(input.name, today);
  const folder = spokenFolder(input.folder, today);
  const remark = input.remarks.split('\n').find((line) => hanOf(line) >= 4);
  const event = remark
    ? { text: remark.trim().slice(0, 200), origin: '来自照片文件里的标题或备注' }
    : named !== null
      ? { text: named, origin: BY_NAME }
      : folder !== null
        ? { text: folder, origin: BY_FOLDER }
        : null;
  const background = folder !== null && folder !== event?.text ? { text: folder, origin: BY_FOLDER } : null;
  const photographer = photographerOf(input);
  const place = placeOf(named, picture);
  const people = peopleIn(named ?? '');
  const time = timeOf(input);
  return {
    ...(event ? { event } : {}),
    ...(time ? { time } : {}),
    ...(place ? { place } : {}),
    ...(people ? { people } : {}),
    ...(background ? { background } : {}),
    ...(photographer ? { photographer } : {}),
  };
}

/** True when nothing is said. */
export function isEmptyCaption(caption: PhotoCaption): boolean {
  return CAPTION_ELEMENTS.every((element) => caption[element].trim() === '');
}

type Proposed = { readonly text: string; readonly origin: string } | null;

const hanOf = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

function spokenName(name: string, today: string): string | null {
  const title = titleOfName(name, today)
    .replace(PHOTOGRAPHER_AFTER, '')
    .replace(PHOTOGRAPHER_BEFORE, '')
    .replace(/[\s_—–-]+$/, '');
  return hanOf(title) >= 3 && !isMachineName(title) ? title : null;
}

/** Folders that hold photos of anything. */
const GENERAL_FOLDER =
  /^(?:未整理|待整理|新建文件夹|照片|图片|影像|素材|原图|原片|相册|现场|实景|会议|活动|资料|材料|佐证|截图|媒体截图|其他|其它|备份|手机|相机|微信|导出|压缩后?|整改前后?|整改后)?(?:照片|图片|影像|资料|材料|文件|文件夹)?$/;

/** Folders of a body, not of an occasion. */
const BODY_FOLDER = /(?:局|大队|支队|中队|委|委员会|办|办公室|处|科|股|街道|镇|乡|公司|集团)$/;

/** The nearest folder that says what its photos show, without its number and dates. */
function spokenFolder(folder: string, today: string): string | null {
  for (const part of folder.split('/').reverse()) {
    const bare = part
      .replace(/^[\s((]*\d{1,3}[\s.、))_-]*(?![\d年月日])/u, '')
      .replace(/(?:照片|图片|影像|现场照|相片)(?:资料|材料)?$/, '')
      .trim();
    const days = findDates(bare, today, { fileName: true }).filter(({ precision }) => precision === 'day');
    const words = days.reduceRight((text, { index, length }) => text.slice(0, index) + text.slice(index + length), bare);
    const clean = words.replace(/^[\s_—–-]+|[\s_—–-]+$/g, '');
    if (hanOf(clean) >= 3 && !GENERAL_FOLDER.test(clean) && !BODY_FOLDER.test(clean)) return clean.slice(0, 200);
  }
  return null;
}

const DATE_ORIGINS: Partial<Record<DateOrigin, string>> = {
  manual: '来自改正过的日期',
  text: '来自正文',
  exif: '来自照片的拍摄时间',
};

function timeOf({ picture, date, dateOrigin }: ProposalInput): Proposed {
  // A day put right by hand means that the camera's clock is not believed.
  const believed = dateOrigin !== 'manual' || date === picture.takenAt?.slice(0, 10);
  if (picture.takenAt !== null && believed && picture.takenAt > '2001-01-02') {
    return { text: `${chineseDay(picture.takenAt)} ${picture.takenAt.slice(11, 16)}`, origin: '来自照片的拍摄时间' };
  }
  if (date === null) return null;
  return { text: chineseDay(date), origin: DATE_ORIGINS[dateOrigin] ?? BY_NAME };
}

/** `2026-03-05…` as `2026年3月5日`. */
export function chineseDay(time: string): string {
  return `${time.slice(0, 4)}年${Number(time.slice(5, 7))}月${Number(time.slice(8, 10))}日`;
}

const PLACE =
  /^[\p{Script=Han}〇]{1,9}?(?:路口|大道|路段|路|街道|街|巷|社区|小区|村委会|村|小学|中学|学校|幼儿园|大学|医院|卫生院|公园|广场|农贸市场|集贸市场|菜市场|市场|超市|商场|车站|汽车站|火车站|站台|候车亭|候车厅|大厅|食堂|工地|大桥|博物馆|图书馆|文化馆|文化站|体育馆|体育场|剧院|影院|网吧|宾馆|酒店|饭店|敬老院|福利院|办事处|服务中心|文明实践站|文明实践所|志愿服务站)/u;
/** In a phrase with these the words before a place noun are no place's name. */
const NO_PLACE = /进|开展|整治|活动|宣传|劝导|巡查|检查|行动|文明交通|志愿服务(?!站)|学雷锋|我们的|创建|清扫|关爱|慰问|培训/;

function placeOf(named: string | null, picture: PictureFacts): Proposed {
  for (const word of (named ?? '').split(/[\s_,,、—–()()-]+/)) {
    const folded = fold(word);
    // Folding keeps the length of Chinese text, so that the name stands as it was written.
    const from = folded.search(/[在于到](?=.{3})/u) + 1;
    const place = PLACE.exec(folded.slice(from))?.[0];
    if (place === undefined || place.length < 3 || NO_PLACE.test(place)) continue;
    return { text: word.slice(from, from + place.length), origin: BY_NAME };
  }
  const words = coordinateWords(picture);
  return words === null ? null : { text: words, origin: '来自照片里的定位' };
}

/** `北纬28.87000°,东经105.43333°`, null where the picture tells no place. */
export function coordinateWords({ latitude, longitude }: PictureFacts): string | null {
  if (latitude === null || longitude === null) return null;
  const part = (value: number, plus: string, minus: string) => `${value < 0 ? minus : plus}${Math.abs(value).toFixed(5)}°`;
  return `${part(latitude, '北纬', '南纬')},${part(longitude, '东经', '西经')}`;
}

const PEOPLE = [
  '志愿者', '学生', '师生', '教师', '家长', '居民', '村民', '群众', '党员', '干部', '执法人员', '交警', '民警', '劝导员', '网格员', '医护人员',
  '工作人员', '商户', '经营户', '环卫工人', '老人', '儿童',
] as const; // prettier-ignore

function peopleIn(text: string): Proposed {
  const found = PEOPLE.filter((word) => text.includes(word));
  return found.length === 0 ? null : { text: found.join('、'), origin: BY_NAME };
}

const PHOTOGRAPHER_AFTER = /[\s_()()—–-]*(?:摄影者?|拍摄者?|供图)[::\s]+(\p{Script=Han}{2,4})[\s_))]*$/u;
const PHOTOGRAPHER_BEFORE = /[\s_()()—–-]+(\p{Script=Han}{2,4})[\s]?(?:摄影|拍摄|摄|供图)[\s_))]*$/u;

function photographerOf({ picture, name }: ProposalInput): Proposed {
  if (picture.photographer !== null) return { text: picture.photographer, origin: '来自照片文件里的作者' };
  const stem = stemOf(name);
  const told = PHOTOGRAPHER_AFTER.exec(stem)?.[1] ?? PHOTOGRAPHER_BEFORE.exec(stem)?.[1];
  return told === undefined ? null : { text: told, origin: BY_NAME };
}
