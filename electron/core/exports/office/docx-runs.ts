import type { Block, Run } from '../layout/blocks.ts';
import { child, elements, textOf, type XmlElement } from '../../xml-tree.ts';
import { editionOf } from './docx-charts.ts';
import type { DocxContext, Field } from './docx-context.ts';
import { readDrawing } from './docx-drawing.ts';
import { faceOf, readLook, type Look } from './docx-look.ts';
import { mathText } from './docx-math.ts';
import { readShade } from './docx-table-style.ts';

/** What stands in a paragraph, in order; of what stands in a line, how far it is moved above that. */
export type Piece =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'blocks'; readonly blocks: readonly Block[]; readonly raisePt?: number };

/** Runs below a paragraph or what holds runs; deleted and moved-away text (tracked changes) is left out. */
export function readRuns(parent: XmlElement, look: Look, context: DocxContext): Piece[] {
  return elements(parent).flatMap((element): Piece[] => {
    switch (element.name) {
      case 'w:r':
        return readRun(element, look, context);
      case 'w:hyperlink':
      case 'w:ins':
      case 'w:moveTo':
      case 'w:smartTag':
      case 'w:sdt':
      case 'w:sdtContent':
      case 'w:customXml':
      case 'w:bdo':
      case 'w:dir':
        return readRuns(element, look, context);
      case 'w:fldSimple': {
        const field = fieldOf(element.attributes['w:instr'] ?? '', context);
        return field ? [{ kind: 'run', run: { ...styleOf(look), text: '1', field } }] : readRuns(element, look, context);
      }
      case 'mc:AlternateContent': {
        const chosen = editionOf(element);
        return chosen ? readRuns(chosen, look, context) : [];
      }
      case 'w:del':
      case 'w:moveFrom':
        context.notes.add(TRACKED);
        return [];
      case 'm:oMath':
        context.notes.add('文中的公式按文字印出,请核对原件');
        return [{ kind: 'run', run: { ...styleOf(look), text: mathText(element) } }];
      case 'm:oMathPara':
        return readRuns(element, look, context);
      default:
        return [];
    }
  });
}

/** Said wherever a tracked change took words away. */
export const TRACKED = '文中有没有接受的修订:印的是修订之后的文字,删去的没有印出';

/** The number of ours that stands in the place of a field; null for any other. */
function fieldOf(code: string, context: DocxContext): Run['field'] | null {
  const word = /^\s*([A-Z]+)/i.exec(code)?.[1]?.toUpperCase();
  if (!context.numbers) return null;
  return word === 'PAGE' ? 'page' : word === 'NUMPAGES' || word === 'SECTIONPAGES' ? 'pages' : null;
}

/** Size of raised and lowered characters, and how far they are moved, as shares of the size they would have. */
const SCRIPT = { size: 0.65, up: 0.35, down: -0.12 } as const;

function styleOf(look: Look): Omit<Run, 'text'> {
  const fullPt = look.sizePt ?? 10.5;
  const raised = look.raised === 'super' || look.raised === 'sub';
  const raisePt = (raised ? fullPt * (look.raised === 'super' ? SCRIPT.up : SCRIPT.down) : 0) + (look.positionPt ?? 0);
  const isLine = look.underline !== undefined && look.underline !== 'none';
  return {
    face: faceOf(look),
    sizePt: raised ? fullPt * SCRIPT.size : fullPt,
    ...(raisePt === 0 ? {} : { raisePt }),
    ...(isLine ? { underline: true } : {}),
    ...(look.underline === 'double' || look.underline === 'dotted' ? { underlineKind: look.underline } : {}),
    ...(look.strike ? { strike: true } : {}),
    ...(look.italic ? { slanted: true } : {}),
    ...(look.emphasis ? { emphasis: look.emphasis } : {}),
    ...(look.color && look.color !== '#000000' ? { color: look.color } : {}),
    ...(look.runShade ? { shade: look.runShade } : {}),
    ...(look.spacingPt ? { spacingPt: look.spacingPt } : {}),
    ...(look.stretch === undefined || look.stretch === 1 ? {} : { stretch: look.stretch }),
  };
}

function readRun(run: XmlElement, paragraphLook: Look, context: DocxContext): Piece[] {
  const properties = child(run, 'w:rPr');
  const shade = readShade(child(properties, 'w:shd'));
  const look: Look = {
    ...paragraphLook,
    ...context.styles.character(child(properties, 'w:rStyle')?.attributes['w:val']),
    ...(shade === undefined ? {} : { runShade: shade }),
    ...readLook(properties),
  };
  if (look.hidden) return [];
  const style = styleOf(look);
  const say = (text: string): Piece[] => inCapitals(text, look).map((part) => ({ kind: 'run', run: { ...style, ...part } }));
  const number = (field: Run['field'] | null): Piece[] => (field ? [{ kind: 'run', run: { ...style, text: '1', field } }] : []);
  const fields = context.fields ?? [];
  return elements(run).flatMap((element): Piece[] => {
    const open = fields.at(-1);
    if (element.name === 'w:fldChar') return number(stepField(element.attributes['w:fldCharType'] ?? '', fields, context));
    if (element.name === 'w:instrText' && open?.phase === 'code') open.code += textOf(element);
    if (fields.some(({ phase }) => phase !== 'result')) return [];
    const pieces = readInRun(element, say, context);
    return look.positionPt ? pieces.map((piece) => raised(piece, look.positionPt ?? 0)) : pieces;
  });
}

const raised = (piece: Piece, raisePt: number): Piece => (piece.kind === 'blocks' ? { ...piece, raisePt } : piece);

/** Height of small capitals as a share of that of large ones. */
const SMALL_CAPITALS = 0.8;

/** Text as it is said to be set in capitals (17.3.2.5, 17.3.2.33), in parts of one size. */
function inCapitals(text: string, look: Look): Pick<Run, 'text' | 'sizePt'>[] {
  const sizePt = styleOf(look).sizePt ?? 10.5;
  if (look.capitals !== 'small') return [{ text: look.capitals === 'all' ? text.toUpperCase() : text, sizePt }];
  return (text.match(/\p{Ll}+|\P{Ll}+/gu) ?? []).map((part) =>
    part === part.toUpperCase() ? { text: part, sizePt } : { text: part.toUpperCase(), sizePt: sizePt * SMALL_CAPITALS },
  );
}

/** Goes on in the fields of a paragraph (17.16.18); gives the number that stands in the place of one, null for none. */
function stepField(type: string, fields: Field[], context: DocxContext): Run['field'] | null {
  const open = fields.at(-1);
  if (type === 'begin') fields.push({ code: '', phase: 'code' });
  else if (type === 'separate' && open) {
    const field = fieldOf(open.code, context);
    open.phase = field ? 'replaced' : 'result';
    return field;
  } else if (type === 'end' && open) {
    fields.pop();
    return open.phase === 'code' ? fieldOf(open.code, context) : null;
  }
  return null;
}

function readInRun(element: XmlElement, say: (text: string) => Piece[], context: DocxContext): Piece[] {
  switch (element.name) {
    case 'w:t':
      return say(textOf(element));
    case 'w:tab':
    case 'w:ptab':
      return say('\t');
    case 'w:cr':
      return say('\n');
    case 'w:br':
      return breakOf(element.attributes['w:type']) ?? say('\n');
    case 'w:footnoteReference':
    case 'w:endnoteReference':
      return referTo(`${element.name.slice(2).replace('Reference', '')} ${element.attributes['w:id'] ?? ''}`, context, say);
    case 'w:noBreakHyphen':
      return say('-');
    case 'w:sym':
      return say(symbolOf(element));
    case 'mc:AlternateContent': {
      // One of them, never both: a reader that knows the newer form passes the older one over.
      const chosen = editionOf(element);
      return chosen ? elements(chosen).flatMap((one) => readInRun(one, say, context)) : [];
    }
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      return readDrawing(element, context);
    default:
      return [];
  }
}

function breakOf(type: string | undefined): Piece[] | undefined {
  if (type !== 'page' && type !== 'column') return undefined;
  return [{ kind: 'blocks', blocks: [{ kind: type === 'page' ? 'page-break' : 'column-break' }] }];
}

/** Signs of Wingdings that forms use, by their code; the rest becomes a dot. */
const SYMBOLS: Readonly<Record<string, string>> = { '52': '☑', '53': '☒', '54': '☒', A8: '□', FE: '☑', FD: '☒', FC: '✓', FB: '✗', '6F': '□', '6C': '●', '6E': '■', D8: '➢', '4A': '☺', E0: '→' }; // prettier-ignore

function symbolOf({ attributes }: XmlElement): string {
  const code = (attributes['w:char'] ?? '').toUpperCase().replace(/^F0/, '');
  const isSigns = /wingdings/i.test(attributes['w:font'] ?? '');
  return (isSigns ? SYMBOLS[code] : undefined) ?? '●';
}

/** The number of a 脚注 or 尾注, in brackets; one the file does not hold is said. */
function referTo(key: string, context: DocxContext, say: (text: string) => Piece[]): Piece[] {
  if (!context.asides.has(key)) {
    context.notes.add('有的脚注或尾注在文件里找不到,没有印出');
    return [];
  }
  if (!context.referred.includes(key)) context.referred.push(key);
  return say(`[${context.referred.indexOf(key) + 1}]`);
}
