import { EMU_PER_PT } from '../../office-units.ts';
import { child, elements, textOf, type XmlElement } from '../../xml-tree.ts';
import { escaped } from './page.ts';
import { colourIn, type Theme } from './pptx-colours.ts';

/** Text of a shape as HTML (ECMA-376 §21.1.2). */

/** Where a paragraph's looks come from, the nearest first: `a:lstStyle` elements and the like, each with `lvl1pPr` … */
export type StyleChain = readonly (XmlElement | undefined)[];

const DEFAULT_SIZE_PT = 18;

/** The text of a `p:txBody` as HTML; '' when it holds none. */
export function textHtml(body: XmlElement, chain: StyleChain, theme: Theme): string {
  const fit = child(child(body, 'bodyPr'), 'normAutofit');
  const scale = Number(fit?.attributes['fontScale'] ?? 100_000) / 100_000;
  const styles = [child(body, 'lstStyle'), ...chain];
  const numbers = new Map<number, number>();
  const paragraphs = elements(body).filter(({ name }) => name === 'p');
  if (paragraphs.every((one) => textOf(one).trim() === '')) return '';
  return paragraphs.map((paragraph) => paragraphHtml(paragraph, { styles, theme, scale, numbers })).join('');
}

interface Around {
  readonly styles: StyleChain;
  readonly theme: Theme;
  readonly scale: number;
  /** How far automatic numbers of each level have come. */
  readonly numbers: Map<number, number>;
}

function paragraphHtml(paragraph: XmlElement, { styles, theme, scale, numbers }: Around): string {
  const own = child(paragraph, 'pPr');
  const level = Math.min(8, Number(own?.attributes['lvl'] ?? 0) || 0);
  const levels = [own, ...styles.map((style) => child(style, `lvl${level + 1}pPr`))];
  const value = (name: string): string | undefined => levels.find((one) => one?.attributes[name] !== undefined)?.attributes[name];
  const part = (name: string): XmlElement | undefined => levels.map((one) => child(one, name)).find((one) => one !== undefined);
  const defaults = levels.map((one) => child(one, 'defRPr'));
  const sizeOf = (run: XmlElement | undefined): number => {
    const hundredths = [run, ...defaults].find((one) => one?.attributes['sz'] !== undefined)?.attributes['sz'];
    return (hundredths === undefined ? DEFAULT_SIZE_PT : Number(hundredths) / 100) * scale;
  };
  const first = elements(paragraph).find(({ name }) => name === 'r' || name === 'fld');
  const sizePt = sizeOf(child(first, 'rPr') ?? child(paragraph, 'endParaRPr'));
  const runs = elements(paragraph)
    .map((run) => {
      if (run.name === 'br') return '<br>';
      if (run.name !== 'r' && run.name !== 'fld') return '';
      const looks = child(run, 'rPr');
      const text = textOf(child(run, 't') ?? EMPTY);
      return `<span style="${runLook(text, looks, { defaults, theme, sizePt: sizeOf(looks) })}">${escaped(text)}</span>`;
    })
    .join('');
  const leftPt = Number(value('marL') ?? 0) / EMU_PER_PT;
  const indentPt = Number(value('indent') ?? 0) / EMU_PER_PT;
  const bullet = textOf(paragraph).trim() === '' ? '' : bulletOf(levels, numbers, level);
  const mark =
    bullet === ''
      ? ''
      : `<span style="display:inline-block;min-width:${Math.max(0, -indentPt)}pt;text-indent:0">${escaped(bullet)}</span>`;
  const align = { ctr: 'center', r: 'right', just: 'justify', dist: 'justify' }[value('algn') ?? ''] ?? 'left';
  const look = [
    `text-align:${align}`,
    `padding-left:${leftPt}pt`,
    `text-indent:${bullet === '' && indentPt < 0 ? 0 : indentPt}pt`,
    `font-size:${sizePt}pt`,
    `line-height:${lineHeight(part('lnSpc'))}`,
    `margin-top:${space(part('spcBef'), sizePt)}pt`,
    `margin-bottom:${space(part('spcAft'), sizePt)}pt`,
  ];
  return `<p style="${look.join(';')}">${mark}${runs === '' ? '&nbsp;' : runs}</p>`;
}

function runLook(
  text: string,
  run: XmlElement | undefined,
  { defaults, theme, sizePt }: { defaults: StyleChain; theme: Theme; sizePt: number },
): string {
  const all = [run, ...defaults];
  const value = (name: string): string | undefined => all.find((one) => one?.attributes[name] !== undefined)?.attributes[name];
  const part = (name: string): XmlElement | undefined => all.map((one) => child(one, name)).find((one) => one !== undefined);
  const isLink = child(run, 'hlinkClick') !== undefined;
  const link = theme.colours.get('hlink');
  const colour = isLink && link ? `#${link}` : (colourIn(part('solidFill'), theme) ?? 'inherit');
  const baseline = Number(value('baseline') ?? 0);
  const isOn = (name: string): boolean => value(name) === '1' || value(name) === 'true';
  const lines = [
    isLink || (value('u') !== undefined && value('u') !== 'none') ? 'underline' : '',
    value('strike') === 'sngStrike' ? 'line-through' : '',
  ];
  return [
    `font-size:${baseline === 0 ? sizePt : sizePt * 0.65}pt`,
    `color:${colour}`,
    `font-family:${familyOf(text, part('ea')?.attributes['typeface'], part('latin')?.attributes['typeface'], theme)}`,
    isOn('b') ? 'font-weight:700' : '',
    isOn('i') ? 'font-style:italic' : '',
    lines.join(' ').trim() === '' ? '' : `text-decoration:${lines.join(' ').trim()}`,
    baseline > 0 ? 'vertical-align:super' : baseline < 0 ? 'vertical-align:sub' : '',
  ]
    .filter((one) => one !== '')
    .join(';');
}

/** Fonts of the file if this machine has them, Latin letters in theirs, then ours of the kind most of the text is written in. */
function familyOf(text: string, chinese: string | undefined, latin: string | undefined, theme: Theme): string {
  const named = (face: string, kind: 'latin' | 'chinese'): string =>
    face.startsWith('+mj') ? theme.major[kind] : face.startsWith('+mn') ? theme.minor[kind] : face;
  const faces = [named(latin ?? '+mn-lt', 'latin'), named(chinese ?? '+mn-ea', 'chinese')].map((name) =>
    name.replaceAll(/[^\p{L}\p{N} _-]/gu, ''),
  );
  const telling = (/\p{Script=Han}/u.test(text) ? faces[1] : faces[0]) ?? '';
  const ours = /宋|楷|^(SimSun|NSimSun|FangSong|KaiTi|Times|Georgia|Cambria|.*Serif)/i.test(telling)
    ? "'TZ Song',serif"
    : "'TZ Hei',sans-serif";
  return [...faces.filter((name) => name !== '').map((name) => `'${name}'`), ours].join(',');
}

/** Lines of a whole, in percent of a line; PowerPoint's line is about 1.2 times the size. */
function lineHeight(spacing: XmlElement | undefined): string {
  const percent = child(spacing, 'spcPct')?.attributes['val'];
  const points = child(spacing, 'spcPts')?.attributes['val'];
  if (points !== undefined) return `${Number(points) / 100}pt`;
  return String(1.2 * (percent === undefined ? 1 : Number.parseFloat(percent) / (percent.endsWith('%') ? 100 : 100_000)));
}

function space(spacing: XmlElement | undefined, sizePt: number): number {
  const percent = child(spacing, 'spcPct')?.attributes['val'];
  const points = child(spacing, 'spcPts')?.attributes['val'];
  if (points !== undefined) return Number(points) / 100;
  return percent === undefined ? 0 : (sizePt * Number.parseFloat(percent)) / (percent.endsWith('%') ? 100 : 100_000);
}

function bulletOf(levels: StyleChain, numbers: Map<number, number>, level: number): string {
  const bullet = levels
    .flatMap((one) => (one ? elements(one) : []))
    .find(({ name }) => ['buNone', 'buChar', 'buAutoNum', 'buBlip'].includes(name));
  for (const deeper of [...numbers.keys()].filter((key) => key > level)) numbers.delete(deeper);
  if (bullet?.name !== 'buAutoNum') numbers.delete(level);
  switch (bullet?.name) {
    case 'buChar':
      return symbolOf(bullet.attributes['char'] ?? '•');
    case 'buBlip':
      return '•';
    case 'buAutoNum': {
      const next = numbers.get(level) ?? Number(bullet.attributes['startAt'] ?? 1);
      numbers.set(level, next + 1);
      return numbered(next, bullet.attributes['type'] ?? '');
    }
    default:
      return '';
  }
}

/** Bullets of symbol fonts, whose characters mean something else in every other font. */
function symbolOf(char: string): string {
  return { Ø: '➢', ü: '✓', n: '■', l: '●', u: '◆', q: '□', v: '❖', '§': '▪', '\uf0a7': '▪', '\uf06c': '●', '\uf06e': '■', '\uf075': '◆', '\uf0d8': '➢', '\uf0fc': '✓' }[char] ?? char; // prettier-ignore
}

const HAN = '〇一二三四五六七八九十';

function numbered(value: number, type: string): string {
  const digits = /^alphaLc/.test(type)
    ? String.fromCharCode(96 + ((value - 1) % 26) + 1)
    : /^alphaUc/.test(type)
      ? String.fromCharCode(64 + ((value - 1) % 26) + 1)
      : /^ea1/.test(type) && value <= 10
        ? (HAN[value] ?? String(value))
        : /^circleNum/.test(type) && value <= 20
          ? String.fromCharCode(0x245f + value)
          : String(value);
  if (/ParenBoth$/.test(type)) return `(${digits})`;
  if (/ParenR$/.test(type)) return `${digits})`;
  return /Plain$/.test(type) ? digits : `${digits}.`;
}

const EMPTY: XmlElement = { name: '', attributes: {}, children: [] };
