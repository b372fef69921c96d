import { safePart, withGbkOnly, type Replaced } from './safe-names.ts';

/** 报送包: how each original is named and where it lies in the package. Values only. */

/** Tokens of a naming pattern, as the clerk writes them. */
export const NAME_TOKENS = [
  { token: '编号', explained: '材料编号,如 Ⅱ-1-1)-①' },
  { token: '名称', explained: '材料的题名' },
  { token: '日期', explained: '材料的日期 20260305;{日期:YYYY-MM-DD} 可改写法' },
  { token: '指标', explained: '指标的编号' },
  { token: '指标名称', explained: '指标的名称' },
  { token: '序号', explained: '在指标下的顺序,01 起' },
  { token: '年度', explained: '材料日期的年份' },
  { token: '文号', explained: '公文的文号' },
  { token: '类型', explained: '材料类型,如 规范文件' },
  { token: '单位', explained: '指标的牵头单位' },
  { token: '原名', explained: '原来的文件名(不含后缀)' },
] as const;
export type NameToken = (typeof NAME_TOKENS)[number]['token'];

export const DEFAULT_PATTERN = '{编号}{名称}_{日期}';
const DEFAULT_DAY = 'YYYYMMDD';

/** How a package is divided into folders; every file lies below `data/` (RFC 8493). */
export const LAYOUTS = ['group', 'leaf', 'year', 'unit', 'flat'] as const;
export type PackageLayout = (typeof LAYOUTS)[number];

/** The longest path Explorer and office programs open without ado, with room for what a system adds (MAX_PATH is 260). */
export const LONGEST_PATH = 240;
const LONGEST_FOLDER = 40;
const LONGEST_FILE = 120;
/** A name of ext4 and of a ZIP's other readers holds 255 bytes. */
const LONGEST_BYTES = 250;
const SHORTEST_STEM = 12;

/** What a name can be made of. */
export interface Nameable {
  readonly framework: string;
  readonly frameworkName: string;
  /** 项目 above the leaf. */
  readonly group: { readonly code: string; readonly name: string };
  readonly indicator: string;
  readonly indicatorName: string;
  readonly materialCode: string;
  /** 1-based place under its indicator. */
  readonly ordinal: number;
  readonly title: string;
  /** `YYYY-MM-DD` or null. */
  readonly date: string | null;
  readonly docNumber: string | null;
  readonly kind: string | null;
  readonly leadUnit: string;
  /** Bare name of the original file. */
  readonly fileName: string;
}

export interface NamingOptions {
  readonly pattern: string;
  readonly layout: PackageLayout;
  /** UTF-16 units of the folder the package will be opened in, without a separator at its end. */
  readonly baseLength: number;
  readonly isGbk: (char: string) => boolean;
}

/** A name in the package and why it is not what the pattern says. */
export interface PackageName {
  /** Below the package's own folder, with `/`, beginning with `data/`. */
  readonly path: string;
  /** The file name before it was shortened or numbered. */
  readonly wanted: string;
  readonly shortened: boolean;
  /** Another file of this folder has the wanted name. */
  readonly numbered: boolean;
  /** Characters GBK has not, with what stands for them. */
  readonly replaced: readonly Replaced[];
}

const TOKEN = /\{([^{}]*)\}/g;

/** What is wrong with a pattern, one sentence; null when it can be used. */
export function patternProblem(pattern: string): string | null {
  if (pattern.trim() === '') return '命名规则空着。请至少写一个字段,如 {名称}。';
  const known: readonly string[] = NAME_TOKENS.map(({ token }) => token);
  for (const [whole, inside = ''] of pattern.matchAll(TOKEN)) {
    const [token = '', format] = splitToken(inside);
    if (!known.includes(token)) return `命名规则里没有 ${whole} 这个字段。可用的有:${known.map((one) => `{${one}}`).join(' ')}。`;
    if (format !== undefined && token !== '日期') return `只有 {日期} 后面可以写格式,${whole} 不行。`;
    if (format !== undefined && !/YYYY|MM?|DD?/.test(format)) return `${whole} 的格式里没有 YYYY、MM、DD,写不出日期。`;
  }
  if (/[{}]/.test(pattern.replace(TOKEN, ''))) return '命名规则里的大括号没有成对。字段要写成 {名称} 这样。';
  return [...pattern.matchAll(TOKEN)].length === 0 ? '命名规则里没有字段,所有文件都会同名。请至少写一个字段,如 {名称}。' : null;
}

function splitToken(inside: string): [string, string | undefined] {
  const at = inside.indexOf(':');
  return at < 0 ? [inside, undefined] : [inside.slice(0, at), inside.slice(at + 1)];
}

/** The name a pattern gives, without suffix and before anything is made safe; an absent value leaves no separator behind. */
export function stemFor(pattern: string, item: Nameable): string {
  const filled = pattern.replace(TOKEN, (_, inside: string) => {
    const [token, format] = splitToken(inside);
    return valueOf(token as NameToken, format, item);
  });
  return filled
    .replace(/([_\-.—])[ _\-.—]+/g, '$1')
    .replace(/^[\s_—.-]+|[\s_—.-]+$/g, '')
    .replace(/\s+/g, ' ');
}

function valueOf(token: NameToken, format: string | undefined, item: Nameable): string {
  switch (token) {
    case '编号':
      return item.materialCode;
    case '名称':
      return item.title;
    case '日期':
      return item.date === null ? '' : dayIn(format ?? DEFAULT_DAY, item.date);
    case '指标':
      return item.indicator;
    case '指标名称':
      return item.indicatorName;
    case '序号':
      return String(item.ordinal).padStart(2, '0');
    case '年度':
      return item.date?.slice(0, 4) ?? '';
    case '文号':
      return item.docNumber ?? '';
    case '类型':
      return item.kind ?? '';
    case '单位':
      return item.leadUnit;
    case '原名':
      return item.fileName.replace(/\.[^.]+$/, '');
  }
}

/** `YYYY年M月D日` of `2026-03-05` is `2026年3月5日`. */
function dayIn(format: string, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const parts: Readonly<Record<string, string>> = {
    ...{ YYYY: year, MM: month, M: String(Number(month)), DD: day, D: String(Number(day)) },
  };
  return format.replace(/YYYY|MM?|DD?/g, (part) => parts[part] ?? part);
}

/** Suffix of a file's name with its dot, in lower case; '' where it has none. */
export function suffixOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0].toLowerCase() ?? '';
}

/**
 * Names every file of a package: no two alike in one folder whatever the case of their letters, every character in GBK, every part
 * one Windows accepts, every whole path at most `LONGEST_PATH` from `baseLength` on. Returns them in the order given, or one sentence
 * when the target lies so deep that no name is left. Linear in the files.
 */
export function nameFiles(items: readonly Nameable[], options: NamingOptions): readonly PackageName[] | string {
  const several = new Set(items.map((item) => item.framework)).size > 1;
  const folders = new Map<string, string>();
  const usedFolders = new Map<string, number>();
  const used = new Map<string, number>();
  const names: PackageName[] = [];
  const replacedIn = new Map<string, readonly Replaced[]>();
  const room = LONGEST_PATH - options.baseLength - 1;
  const folderOf = (item: Nameable, form: 'full' | 'short'): { path: string; replaced: readonly Replaced[] } => {
    let [path, key] = ['data', form as string];
    const replaced: Replaced[] = [];
    for (const part of foldersOf(item, options.layout, several)) {
      key = `${key}\n${part.key}`;
      const known = folders.get(key);
      if (known !== undefined) {
        path = known;
        replaced.push(...(replacedIn.get(key) ?? []));
        continue;
      }
      const gbk = withGbkOnly(form === 'full' ? part.name : part.short, options.isGbk);
      const plain = cut(safePart(gbk.text, '未命名'), LONGEST_FOLDER, LONGEST_BYTES);
      path = unused(`${path}/${plain}`, '', usedFolders);
      folders.set(key, path);
      replacedIn.set(key, gbk.replaced);
      replaced.push(...gbk.replaced);
    }
    return { path, replaced };
  };
  for (const item of items) {
    const suffix = suffixOf(item.fileName);
    const gbk = withGbkOnly(stemFor(options.pattern, item), options.isGbk);
    const whole = safePart(gbk.text, '未命名');
    let folder = folderOf(item, 'full');
    if (room - folder.path.length - 1 - suffix.length < Math.min(whole.length, SHORTEST_STEM * 2))
      folder = folderOf(item, 'short');
    // Six more for a number that may follow.
    const most = Math.min(LONGEST_FILE, room - folder.path.length - 1) - suffix.length - 6;
    if (most < Math.min(SHORTEST_STEM, whole.length)) return tooDeep(options.baseLength);
    const stem = cut(whole, most, LONGEST_BYTES - suffix.length - 6);
    const path = unused(`${folder.path}/${stem}`, suffix, used);
    const replaced = [...folder.replaced, ...gbk.replaced];
    names.push({
      ...{ path, wanted: `${whole}${suffix}`, shortened: stem !== whole, replaced },
      numbered: path !== `${folder.path}/${stem}${suffix}`,
    });
  }
  return names;
}

const tooDeep = (baseLength: number): string =>
  `目标文件夹太深(${baseLength} 个字符),整条路径会超过 ${LONGEST_PATH} 个字符。请换一个靠近盘符的位置,或选层数少的目录。`;

interface FolderPart {
  /** One folder a key, whatever it is called. */
  readonly key: string;
  readonly name: string;
  /** Where paths get too long. */
  readonly short: string;
}

function foldersOf(item: Nameable, layout: PackageLayout, several: boolean): readonly FolderPart[] {
  const plain = (name: string): FolderPart => ({ key: name, name, short: name.slice(0, 16) });
  const coded = (code: string, name: string): FolderPart => ({
    key: code,
    name: `${code} ${name}`.trim(),
    short: code || name.slice(0, 16),
  });
  const leaf = coded(item.indicator, item.indicatorName);
  const top = several ? [plain(item.frameworkName)] : [];
  switch (layout) {
    case 'group':
      return [...top, ...(item.group.code === item.indicator ? [] : [coded(item.group.code, item.group.name)]), leaf];
    case 'leaf':
      return [...top, leaf];
    case 'year':
      return [...top, plain(item.date === null ? '未注明年度' : `${item.date.slice(0, 4)}年`), leaf];
    case 'unit':
      return [...top, plain(item.leadUnit || '未定单位'), leaf];
    case 'flat':
      return top;
  }
}

/** At most so many UTF-16 units and UTF-8 bytes, whole characters, no space or dot at the end. */
function cut(text: string, units: number, bytes: number): string {
  let [kept, left] = ['', bytes];
  for (const char of text) {
    left -= utf8Bytes(char);
    if (kept.length + char.length > units || left < 0) break;
    kept += char;
  }
  return kept === text ? text : kept.replace(/[ ._-]+$/, '') || '_';
}

function utf8Bytes(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/** The path, or with the next free number, which from now on is taken. `taken`: how often each was asked for. */
function unused(path: string, suffix: string, taken: Map<string, number>): string {
  const wanted = `${path}${suffix}`.toLowerCase();
  for (let n = (taken.get(wanted) ?? 0) + 1; ; n++) {
    const candidate = n === 1 ? `${path}${suffix}` : `${path}-${n}${suffix}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.set(candidate.toLowerCase(), 1).set(wanted, n);
    return candidate;
  }
}
