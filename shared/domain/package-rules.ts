import type { DocumentType, Kind } from './document.ts';
import { PICTURE_TYPES } from './document.ts';

/** What a 申报系统 tells apart when it says which formats it takes. */
export const MATERIAL_GROUPS = ['文件', '表格', '照片', '影像'] as const;
export type MaterialGroup = (typeof MATERIAL_GROUPS)[number];
export type FormatsByGroup = Readonly<Partial<Record<MaterialGroup, readonly string[] | undefined>>>;

/** 报送要求: what a 申报系统 takes, as data the clerk edits; and what of the evidence does not keep to it. */

export interface PackageRules {
  readonly name: string;
  /** Suffixes without dot in lower case; [] for any. */
  readonly formats: readonly string[];
  /** Lists of their own for kinds of material; where one is absent or empty, `formats` holds. */
  readonly formatsFor?: FormatsByGroup | undefined;
  /** Of one file. Null in all of these: no limit. */
  readonly maxFileMegabytes: number | null;
  readonly maxFilesPerIndicator: number | null;
  readonly maxTotalMegabytes: number | null;
  /** Characters of a 说明 and of a 说明报告, without spaces. */
  readonly maxWords: number | null;
  /** Long and short side of a picture, whichever way it lies. */
  readonly minPixels: { readonly longSide: number; readonly shortSide: number } | null;
  /** Every photo needs a 照片说明. */
  readonly captions: boolean;
}

/** What no system has said (S4: the limits of central and provincial systems are not published): nothing but captions. */
export const NO_RULES: PackageRules = {
  ...{ name: '不限', formats: [], maxFileMegabytes: null, maxFilesPerIndicator: null, maxTotalMegabytes: null },
  ...{ maxWords: null, minPixels: null, captions: true },
};

/** A starting point, not any system's word: the four formats of 网上申报 and 500 words of a 说明报告, as notices of past rounds ask. */
export const EXAMPLE_RULES: PackageRules = {
  ...NO_RULES,
  name: '网上申报(示例)',
  formats: ['doc', 'docx', 'wps', 'xls', 'xlsx', 'et', 'pdf', 'jpg', 'jpeg'],
  maxFileMegabytes: 20,
  maxWords: 500,
  minPixels: { longSide: 1024, shortSide: 768 },
};

export const SHIPPED_RULES: readonly PackageRules[] = [NO_RULES, EXAMPLE_RULES];

/** What is wrong with 报送要求, one sentence; null when they can be kept. */
export function rulesProblem(rules: PackageRules): string | null {
  if (rules.name.trim() === '') return '没有写名称。';
  if (rules.name.length > 40) return '名称太长,不要超过 40 个字。';
  const numbers = [rules.maxFileMegabytes, rules.maxFilesPerIndicator, rules.maxTotalMegabytes, rules.maxWords];
  if (numbers.some((value) => value !== null && !(value > 0))) return '限额要写大于 0 的数,不限就空着。';
  if (rules.minPixels && !(rules.minPixels.shortSide > 0 && rules.minPixels.longSide >= rules.minPixels.shortSide))
    return '照片像素要写大于 0 的数,长边不小于短边。';
  const odd = [...rules.formats, ...MATERIAL_GROUPS.flatMap((group) => rules.formatsFor?.[group] ?? [])].find(
    (suffix) => !/^[a-z0-9]{1,8}$/.test(suffix),
  );
  return odd === undefined ? null : `“${odd}”不是文件后缀。格式要写 pdf、jpg 这样的后缀。`;
}

const GROUP_OF_KIND: Readonly<Record<Kind, MaterialGroup>> = {
  ...{ 规范文件: '文件', 说明报告: '文件', 工作总结: '文件', 评价意见: '文件' },
  ...{ 统计表格: '表格', 工作台账: '表格', 实景图片: '照片', 媒体截图: '照片', 影像资料: '影像' },
};
const TABLE_TYPES: readonly DocumentType[] = ['xlsx', 'xls', 'csv', 'ods'];

/** Which list of formats a material is held against: by its 材料类型, and by its format where nobody said which that is. */
export function groupOf({ kind, type }: { readonly kind: Kind | null; readonly type: DocumentType }): MaterialGroup {
  if (kind !== null) return GROUP_OF_KIND[kind];
  if (PICTURE_TYPES.includes(type)) return '照片';
  if (type === 'video' || type === 'audio') return '影像';
  return TABLE_TYPES.includes(type) ? '表格' : '文件';
}

/** The formats that are taken of a material, and the words before them; [] for any. */
function allowedOf(
  item: Pick<RuledItem, 'kind' | 'type'>,
  rules: PackageRules,
): { readonly of: string; readonly formats: readonly string[] } {
  const group = groupOf(item);
  const own = rules.formatsFor?.[group] ?? [];
  return own.length > 0 ? { of: `${group}:`, formats: own } : { of: '', formats: rules.formats };
}

/** The formats in words: `格式 pdf、docx`, `照片只收 jpg`; [] where nothing is limited. */
export function formatsWords(rules: PackageRules): readonly string[] {
  const own = MATERIAL_GROUPS.flatMap((group) => {
    const formats = rules.formatsFor?.[group] ?? [];
    return formats.length > 0 ? [`${group}只收 ${formats.join('、')}`] : [];
  });
  const rest = rules.formats.length > 0 ? [`${own.length > 0 ? '其余格式' : '格式'} ${rules.formats.join('、')}`] : [];
  return [...own, ...rest];
}

/** Suffixes as they are kept: without dot, in lower case, each once. */
export function tidySuffixes(suffixes: readonly string[]): string[] {
  return [...new Set(suffixes.map((one) => one.trim().replace(/^\./, '').toLowerCase()).filter((one) => one !== ''))];
}

/** Lists by kind of material as they are kept: empty ones left out; undefined where none is left. */
export function tidyFormatsFor(formatsFor: FormatsByGroup | undefined): FormatsByGroup | undefined {
  const kept = MATERIAL_GROUPS.flatMap((group) => {
    const formats = tidySuffixes(formatsFor?.[group] ?? []);
    return formats.length > 0 ? [[group, formats] as const] : [];
  });
  return kept.length > 0 ? (Object.fromEntries(kept) as FormatsByGroup) : undefined;
}

/** A piece of evidence as the rules look at it. */
export interface RuledItem {
  /** `framework`, `indicator` and `sha256` together name one piece. */
  readonly framework: string;
  readonly indicator: string;
  readonly sha256: string;
  readonly materialCode: string;
  readonly title: string;
  readonly path: string;
  readonly documentId: number;
  /** Suffix without dot. */
  readonly suffix: string;
  readonly type: DocumentType;
  readonly kind: Kind | null;
  readonly sizeBytes: number;
  /** What a person wrote for this indicator. */
  readonly caption: string | null;
  readonly hasPhotoCaption: boolean;
  /** Characters of its own text without spaces; null where it has none. */
  readonly words: number | null;
  readonly pixels: { readonly width: number; readonly height: number } | null;
  /** What stands against the file itself. */
  readonly problem: {
    readonly code: 'missing' | 'online-only' | 'changed' | 'locked' | 'unreadable';
    readonly reason: string;
  } | null;
  /** Another state of the same document that is evidence of this indicator too. */
  readonly otherVersion: string | null;
}

export const RULE_WORDS = {
  missing: '不在原处',
  'online-only': '只在云盘上',
  changed: '编目后有改动',
  locked: '有打开密码',
  unreadable: '读不出来',
  version: '不止一稿',
  format: '格式',
  size: '大小',
  count: '件数',
  total: '总大小',
  words: '字数',
  pixels: '照片像素',
  captions: '照片说明',
} as const;
export type RuleCode = keyof typeof RULE_WORDS;

/** What cannot go into a package whoever allows it. */
export const NEVER: ReadonlySet<RuleCode> = new Set(['missing', 'online-only', 'changed']);

/** One thing that does not keep to the rules. */
export interface RuleFinding {
  /** Stable over runs: a person's answer hangs on it. */
  readonly key: string;
  readonly code: RuleCode;
  /** The piece it is about; null for the whole package. */
  readonly item: RuledItem | null;
  /** '' where nothing is limited: the file itself is not as it should be. */
  readonly limit: string;
  readonly found: string;
  readonly advice: string;
}

/** Names one piece of evidence: `framework indicator sha256`. */
export function pieceKey(item: Pick<RuledItem, 'framework' | 'indicator' | 'sha256'>): string {
  return `${item.framework} ${item.indicator} ${item.sha256}`;
}

const MEGABYTE = 1048576;

/** Everything that does not keep to the rules, in the order of the evidence. `items`: those that are to go in, in the clerk's order. Linear. */
export function findingsOf(items: readonly RuledItem[], rules: PackageRules): readonly RuleFinding[] {
  const found: RuleFinding[] = [];
  const counts = new Map<string, number>();
  for (const item of items) {
    const say = (code: RuleCode, limit: string, is: string, advice: string): void =>
      void found.push({ key: `${code} ${pieceKey(item)}`, code, item, limit, found: is, advice });
    const { problem } = item;
    if (problem) say(problem.code, '', problem.reason, PROBLEM_ADVICE[problem.code]);
    if (item.otherVersion !== null) say('version', '只报定稿', `另一稿:${item.otherVersion}`, '留下定稿,其余的不报。');
    const allowed = allowedOf(item, rules);
    if (allowed.formats.length > 0 && !allowed.formats.includes(item.suffix))
      say(
        'format',
        `${allowed.of}${allowed.formats.join('、')}`,
        item.suffix || '没有后缀',
        '在 WPS 中另存为允许的格式,编目后归到这条指标。',
      );
    if (rules.maxFileMegabytes !== null && item.sizeBytes > rules.maxFileMegabytes * MEGABYTE)
      say(
        'size',
        `不超过 ${rules.maxFileMegabytes} MB`,
        megabytes(item.sizeBytes),
        '另存一份压缩过的(降低分辨率或拆成几份),编目后换上。',
      );
    const place = `${item.framework} ${item.indicator}`;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    if (rules.maxFilesPerIndicator !== null && count > rules.maxFilesPerIndicator)
      say(
        'count',
        `每条指标不超过 ${rules.maxFilesPerIndicator} 件`,
        `第 ${count} 件`,
        '在“指标”里调整顺序,把最有力的排在前面;排在后面的不报。',
      );
    if (rules.maxWords !== null) sayWords(item, rules.maxWords, say);
    if (rules.minPixels !== null && item.pixels !== null && PICTURE_TYPES.includes(item.type)) {
      const { width, height } = item.pixels;
      const [long, short] = [Math.max(width, height), Math.min(width, height)];
      if (long < rules.minPixels.longSide || short < rules.minPixels.shortSide)
        say(
          ...(['pixels', `不小于 ${rules.minPixels.longSide} × ${rules.minPixels.shortSide}`, `${width} × ${height}`] as const),
          '找原照片,不要用聊天软件压缩过的。',
        );
    }
    if (rules.captions && isPhoto(item) && !item.hasPhotoCaption && (item.caption ?? '') === '')
      say('captions', '每张照片都有说明', '没有写', '在“材料”里补上事由、时间、地点、人物、背景、摄影者。');
  }
  const total = items.reduce((sum, item) => sum + item.sizeBytes, 0);
  if (rules.maxTotalMegabytes !== null && total > rules.maxTotalMegabytes * MEGABYTE)
    found.push({
      ...{ key: 'total', code: 'total', item: null, limit: `不超过 ${rules.maxTotalMegabytes} MB`, found: megabytes(total) },
      advice: '缩小范围分几包报送,或压缩较大的文件。',
    });
  return found;
}

/** A picture that shows a scene; screenshots and scanned papers say themselves what they are. */
function isPhoto({ type, kind }: RuledItem): boolean {
  return PICTURE_TYPES.includes(type) && (kind === null || kind === '实景图片');
}

function sayWords(item: RuledItem, most: number, say: (code: RuleCode, limit: string, is: string, advice: string) => void): void {
  const caption = (item.caption ?? '').replace(/\s/g, '').length;
  const report = item.kind === '说明报告' ? (item.words ?? 0) : 0;
  const advice = '删到限额之内。';
  if (caption > most) say('words', `说明不超过 ${most} 字`, `说明 ${caption} 字`, `在“指标”里把说明${advice}`);
  else if (report > most) say('words', `说明报告不超过 ${most} 字`, `正文 ${report} 字`, `另存一份,把正文${advice}编目后换上。`);
}

const PROBLEM_ADVICE: Readonly<Record<NonNullable<RuledItem['problem']>['code'], string>> = {
  missing: '找回原件后重新编目。',
  'online-only': '在云盘软件中选“始终保留在此设备上”,再编目。',
  changed: '重新编目,核对后再报。',
  locked: '接收的人打不开。在 WPS 中去掉密码,编目后换上。',
  unreadable: '多半已损坏。找原件重新导出,编目后换上。',
};

function megabytes(bytes: number): string {
  return bytes >= MEGABYTE / 10 ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
