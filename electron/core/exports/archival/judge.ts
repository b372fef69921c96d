import { PDFDict, PDFName, PDFRef, type PDFObject } from 'pdf-lib';
import { decodeStream } from '../pdf/filters.ts';
import {
  arrayOf,
  booleanOf,
  dictOf,
  entry,
  isStream,
  nameOf,
  numberOf,
  resolve,
  streamOf,
  type ObjectSource,
  type SourceStream,
} from '../pdf/objects.ts';
import { areLayersSwitched } from '../pdf/layers.ts';
import type { SourcePage } from '../pdf/page-tree.ts';
import { annotationFaults } from './annotation-rules.ts';
import { colourFault, type ColourNotes } from './colour.ts';
import { scanContent, type Operand } from './content-scan.ts';
import { judgeFont, type JudgedFont } from './font-rules.ts';
import { pictureFaults } from './picture-rules.ts';
import { inOrder, type PageFault } from './reasons.ts';

/** Judges pages of one document against ISO 19005-2, level B. What several pages share is judged once. */
export interface PageJudge {
  /** What is wrong with a page as it would be placed, its annotations included; empty where it keeps to the standard. */
  readonly page: (page: SourcePage) => readonly PageFault[];
}

/** `q` may be nested 28 deep (ISO 19005-2 §6.1.13); placing a page takes two. */
const MOST_SAVED = 26;
const MAX_DEPTH = 24;
const INVISIBLE = 3;
const BLEND_MODES: ReadonlySet<string> = new Set(
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'.split(
    ' ',
  ),
);
const INTENTS: ReadonlySet<string> = new Set(['RelativeColorimetric', 'AbsoluteColorimetric', 'Perceptual', 'Saturation']);
const NO_TRANSFER: readonly string[] = ['Identity', 'Default'];
const INLINE_FILTERS: ReadonlySet<string> = new Set(
  'ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode DCTDecode AHx A85 Fl RL CCF DCT'.split(' '),
);

/** Of a content stream: what is inherited by it and told of it. */
interface Found extends ColourNotes {
  readonly faults: Set<PageFault>;
  overprints: boolean;
}

interface TextState {
  font: JudgedFont | null;
  mode: number;
}

export function createJudge(objects: ObjectSource): PageJudge {
  // By reference: of a large volume's objects only the last read are held, and a font read again is the same font.
  const fonts = new WeakMap<PDFObject, JudgedFont>();
  const known = new Map<string, Found>();
  const open = new Set<string>();
  const isSwitched = areLayersSwitched(objects);

  const fontOf = (value: PDFObject | undefined): JudgedFont | null => {
    const dict = dictOf(objects, value);
    if (!dict) return null;
    const key = value instanceof PDFRef ? value : dict;
    const found = fonts.get(key) ?? judgeFont(objects, dict);
    fonts.set(key, found);
    return found;
  };
  const add = (into: Found, found: Found): void => {
    for (const fault of found.faults) into.faults.add(fault);
    into.hasCmykProfile ||= found.hasCmykProfile;
    into.overprints ||= found.overprints;
  };

  /** One content stream with the resources it names things in; null where it has none of its own, so that it would take its caller's. */
  const content = (bytes: Uint8Array, resources: PDFDict | null, into: Found, state: TextState, depth: number): void => {
    const { faults } = into;
    const saved: TextState[] = [];
    const seen = new Set<string>();
    const lookUp = (category: string, name: Operand | undefined): PDFObject | undefined => {
      const key = typeof name === 'string' ? name.slice(1) : '';
      const found = entry(dictOf(objects, entry(resources ?? undefined, category)), key);
      if (found === undefined || resolve(objects, found) === undefined) faults.add('resources');
      return found;
    };
    /** The same name asks for the same thing: looked at once in a stream. */
    const once = (what: string, name: Operand | undefined, look: () => void): void => {
      const key = `${what} ${typeof name === 'string' ? name : ''}`;
      if (seen.has(key)) return;
      seen.add(key);
      look();
    };
    const colour = (value: PDFObject | undefined): void => {
      const fault = value === undefined ? null : colourFault(objects, value, into);
      if (fault) faults.add(fault);
    };
    const show = (text: Operand | undefined): void => {
      if (!(text instanceof Uint8Array)) return;
      const { font, mode } = state;
      if (!font) return void faults.add('content');
      if (font.fault) faults.add(font.fault);
      for (let at = 0; at < text.length; at += font.codeBytes) {
        const code = font.codeBytes === 2 ? ((text[at] ?? 0) << 8) | (text[at + 1] ?? 0) : (text[at] ?? 0);
        if (font.content) glyphContent(font, code, into, depth);
        if (mode === INVISIBLE) continue;
        const fault = font.faultOf(code);
        if (fault) faults.add(fault);
      }
    };
    const operator = (name: string, operands: readonly Operand[]): void => {
      const [first] = operands;
      switch (name) {
        case 'q':
          saved.push({ ...state });
          if (saved.length > MOST_SAVED) faults.add('limits');
          return;
        case 'Q':
          Object.assign(state, saved.pop() ?? {});
          return;
        case 'Tr':
          state.mode = typeof first === 'number' ? first : 0;
          return;
        case 'Tf':
          state.font = fontOf(lookUp('Font', first));
          return;
        case 'Tj':
        case "'":
          return show(first);
        case '"':
          return show(operands[2]);
        case 'TJ':
          if (Array.isArray(first)) for (const item of first as readonly Operand[]) show(item);
          return;
        case 'k':
        case 'K':
          return void faults.add('cmyk');
        case 'cs':
        case 'CS':
          return once('cs', first, () => {
            const plain = typeof first === 'string' ? first.slice(1) : '';
            const isPlain = /^(Device(Gray|RGB|CMYK)|Pattern)$/.test(plain);
            colour(isPlain ? PDFName.of(plain) : lookUp('ColorSpace', first));
          });
        case 'sc':
        case 'scn':
        case 'SCN': {
          const last = operands.at(-1);
          if (typeof last === 'string') once('pattern', last, () => pattern(lookUp('Pattern', last), into, depth));
          return;
        }
        case 'sh':
          return once('sh', first, () => colour(entry(dictOf(objects, lookUp('Shading', first)), 'ColorSpace')));
        case 'ri':
          if (!INTENTS.has(typeof first === 'string' ? first.slice(1) : '')) faults.add('content');
          return;
        case 'gs':
          return graphicsState(dictOf(objects, lookUp('ExtGState', first)), into, state, depth);
        case 'Do':
          return once(`Do ${state.mode}`, first, () => external(lookUp('XObject', first), into, state, depth));
        case 'BDC':
        case 'DP':
          if (typeof operands[1] === 'string') once('properties', operands[1], () => lookUp('Properties', operands[1]));
          return;
        default:
      }
    };
    for (const name of ['DefaultGray', 'DefaultRGB', 'DefaultCMYK'])
      colour(entry(dictOf(objects, entry(resources ?? undefined, 'ColorSpace')), name));
    scanContent(bytes, {
      operator,
      picture: (picture) => {
        const filters = [picture.get('/Filter') ?? []].flat();
        if (filters.some((filter) => !INLINE_FILTERS.has(String(filter).slice(1)))) faults.add('picture');
        if (picture.get('/Interpolate') === true) faults.add('picture');
        if (picture.get('/ImageMask') === true) return;
        const space = picture.get('/ColorSpace');
        const short: Readonly<Record<string, string>> = { '/G': 'DeviceGray', '/RGB': 'DeviceRGB', '/CMYK': 'DeviceCMYK' };
        if (typeof space !== 'string') {
          // A colour space written on the spot is Indexed over one of the short names.
          const [, base] = Array.isArray(space) ? (space as readonly Operand[]) : [];
          if (!['/G', '/RGB', '/DeviceGray', '/DeviceRGB'].includes(String(base))) faults.add('colour');
        } else if (/^\/Device/.test(space) || space in short) colour(PDFName.of(short[space] ?? space.slice(1)));
        else colour(lookUp('ColorSpace', space));
      },
      fault: (fault) => faults.add(fault === 'limits' ? 'limits' : fault === 'inline-picture' ? 'picture' : 'content'),
    });
  };

  const bytesOf = (stream: SourceStream, into: Found): Uint8Array => {
    try {
      return decodeStream(objects, stream, { tolerant: true });
    } catch {
      into.faults.add('content');
      return new Uint8Array(0);
    }
  };

  /** A form, a pattern or a glyph: judged once for a text rendering mode it begins with. */
  const inner = (
    value: PDFObject | undefined,
    resources: PDFObject | undefined,
    into: Found,
    state: TextState,
    depth: number,
  ): void => {
    const stream = streamOf(objects, value);
    if (!stream) return void into.faults.add('content');
    if (depth > MAX_DEPTH) return void into.faults.add('limits');
    const key = value instanceof PDFRef ? `${value.objectNumber} ${state.mode} ${state.font === null}` : null;
    const before = key === null ? undefined : known.get(key);
    if (before) return add(into, before);
    if (key !== null && open.has(key)) return void into.faults.add('content');
    if (key !== null) open.add(key);
    const found = nothing();
    content(bytesOf(stream, found), dictOf(objects, resources) ?? null, found, { ...state }, depth + 1);
    group(stream.dict, found);
    if (key !== null) {
      open.delete(key);
      // What a form inherits but the mode is its caller's font, which a form that names its own does not ask for.
      known.set(key, isClean(found) ? CLEAN : found);
    }
    add(into, found);
  };

  const group = (dict: PDFDict, into: Found): void => {
    const space = entry(dictOf(objects, entry(dict, 'Group')), 'CS');
    const fault = space === undefined ? null : colourFault(objects, space, into);
    if (fault) into.faults.add(fault);
  };

  const glyphContent = (font: JudgedFont, code: number, into: Found, depth: number): void => {
    inner(font.content?.(code), font.resources, into, { font: null, mode: 0 }, depth);
  };

  const pattern = (value: PDFObject | undefined, into: Found, depth: number): void => {
    const stream = streamOf(objects, value);
    if (stream) return inner(value, entry(stream.dict, 'Resources'), into, { font: null, mode: 0 }, depth);
    const dict = dictOf(objects, value);
    const space = entry(dictOf(objects, entry(dict, 'Shading')), 'ColorSpace');
    const fault = space === undefined ? null : colourFault(objects, space, into);
    if (fault) into.faults.add(fault);
    const gs = dictOf(objects, entry(dict, 'ExtGState'));
    if (gs) graphicsState(gs, into, { font: null, mode: 0 }, depth);
  };

  const graphicsState = (dict: PDFDict | undefined, into: Found, state: TextState, depth: number): void => {
    if (!dict) return;
    const { faults } = into;
    const blend = resolve(objects, entry(dict, 'BM'));
    const modes =
      blend instanceof PDFName
        ? [blend.decodeText()]
        : arrayOf(objects, entry(dict, 'BM')).map((item) => nameOf(objects, item) ?? '');
    if (modes.some((mode) => !BLEND_MODES.has(mode))) faults.add('transparency');
    for (const key of ['TR', 'TR2']) {
      const transfer = resolve(objects, entry(dict, key));
      if (transfer !== undefined && !(transfer instanceof PDFName && NO_TRANSFER.includes(transfer.decodeText())))
        faults.add('colour');
    }
    const intent = nameOf(objects, entry(dict, 'RI'));
    if (intent !== undefined && !INTENTS.has(intent)) faults.add('content');
    if ((numberOf(objects, entry(dict, 'OPM')) ?? 0) !== 0) into.overprints = true;
    const [font] = arrayOf(objects, entry(dict, 'Font'));
    state.font = fontOf(font) ?? state.font;
    const mask = resolve(objects, entry(dict, 'SMask'));
    if (mask instanceof PDFDict) {
      const form = streamOf(objects, entry(mask, 'G'));
      inner(entry(mask, 'G'), entry(form?.dict, 'Resources'), into, { font: null, mode: 0 }, depth);
    }
  };

  const external = (value: PDFObject | undefined, into: Found, state: TextState, depth: number): void => {
    const stream = streamOf(objects, value);
    if (!stream) return;
    switch (nameOf(objects, entry(stream.dict, 'Subtype'))) {
      case 'Image':
        for (const fault of pictureFaults(objects, stream, into)) into.faults.add(fault);
        return;
      case 'Form':
        if (nameOf(objects, entry(stream.dict, 'Subtype2')) === 'PS' || entry(stream.dict, 'PS') !== undefined)
          into.faults.add('content');
        if (entry(stream.dict, 'Ref') !== undefined) into.faults.add('content');
        return inner(value, entry(stream.dict, 'Resources'), into, state, depth);
      default:
        into.faults.add('content');
    }
  };

  const pageContent = (dict: PDFDict, into: Found): Uint8Array => {
    const contents = entry(dict, 'Contents');
    const found = resolve(objects, contents);
    const parts = isStream(found) ? [found] : arrayOf(objects, contents).map((part) => resolve(objects, part));
    return Buffer.concat(parts.filter(isStream).flatMap((part) => [bytesOf(part, into), Buffer.from('\n')]));
  };

  return {
    page: (page) => {
      const found = nothing();
      const dict = dictOf(objects, page.page);
      if (!dict) return ['content'];
      const resources = dictOf(objects, page.resources) ?? null;
      content(pageContent(dict, found), resources, found, { font: null, mode: 0 }, 0);
      group(dict, found);
      annotationFaults(objects, dict, (form) => {
        const stream = streamOf(objects, form);
        inner(form, entry(stream?.dict, 'Resources'), found, { font: null, mode: 0 }, 0);
      }).forEach((fault) => found.faults.add(fault));
      if (isSwitched) found.faults.add('layers');
      if (found.hasCmykProfile && found.overprints) found.faults.add('colour');
      if (booleanOf(objects, entry(dict, 'PresSteps')) !== undefined) found.faults.add('content');
      return inOrder(found.faults);
    },
  };
}

/** What nearly every form of a volume is: one value for all of them. */
const CLEAN: Found = Object.freeze(nothing());

function isClean({ faults, hasCmykProfile, overprints }: Found): boolean {
  return faults.size === 0 && !hasCmykProfile && !overprints;
}

function nothing(): Found {
  return { faults: new Set(), hasCmykProfile: false, overprints: false };
}
