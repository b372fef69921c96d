import { deflateSync, inflateSync } from 'node:zlib';

/**
 * Chromium names a glyph by the lowest character that shows it: fonts that draw 文 and the radical ⽂ (U+2F42) with one glyph come out
 * as radicals, and nobody who searches for 文 finds them. Here the characters of its `ToUnicode` tables become the ordinary ones (NFKC
 * of the radicals and compatibility ideographs). `pdf` is what a browser engine wrote: one plain cross-reference table, no object
 * streams. A file of another build is given back as it is.
 */
export function withOrdinaryCharacters(pdf: Buffer): Buffer {
  const table = crossReferences(pdf);
  if (table === null) return pdf;
  const parts: Buffer[] = [];
  const moved = new Map<number, number>();
  let from = 0;
  let shift = 0;
  let changed = false;
  for (const { offset, end } of table.objects) {
    moved.set(offset, offset + shift);
    const patched = patchObject(pdf.subarray(offset, end));
    if (patched === null) continue;
    parts.push(pdf.subarray(from, offset), patched);
    from = end;
    shift += patched.length - (end - offset);
    changed = true;
  }
  if (!changed) return pdf;
  parts.push(pdf.subarray(from, table.start));
  const entries = pdf
    .toString('latin1', table.start, table.end)
    .replace(/(\d{10}) (\d{5}) n/g, (_, offset: string, generation: string) => `${String(moved.get(Number(offset)) ?? offset).padStart(10, '0')} ${generation} n`); // prettier-ignore
  const trailer = pdf.toString('latin1', table.end).replace(/startxref\s+\d+/, `startxref\n${table.start + shift}`);
  return Buffer.concat([...parts, Buffer.from(entries, 'latin1'), Buffer.from(trailer, 'latin1')]);
}

interface CrossReferences {
  /** Where the table begins and where the trailer does. */
  readonly start: number;
  readonly end: number;
  readonly objects: readonly { readonly offset: number; readonly end: number }[];
}

function crossReferences(pdf: Buffer): CrossReferences | null {
  const found = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString('latin1', Math.max(0, pdf.length - 200)));
  const start = Number(found?.[1] ?? -1);
  if (start < 0 || pdf.toString('latin1', start, start + 4) !== 'xref') return null;
  const end = pdf.indexOf('trailer', start);
  if (end < 0 || pdf.toString('latin1', end).includes('/Prev')) return null;
  const offsets = [...pdf.toString('latin1', start, end).matchAll(/(\d{10}) \d{5} n/g)].map((match) => Number(match[1]));
  const sorted = offsets.sort((a, b) => a - b);
  return { start, end, objects: sorted.map((offset, at) => ({ offset, end: sorted[at + 1] ?? start })) };
}

/** The object with an ordinary table, or null where it is none or needs no change. */
function patchObject(object: Buffer): Buffer | null {
  const head = object.indexOf('stream');
  const begin = head + (object[head + 6] === 0x0d ? 8 : 7);
  const end = object.lastIndexOf('endstream');
  if (head < 0 || end < begin) return null;
  const words = object.toString('latin1', 0, head);
  const length = /\/Length (\d+)/.exec(words)?.[1];
  if (length === undefined || !words.includes('/FlateDecode') || words.includes('/Subtype')) return null;
  let text: string;
  try {
    text = inflateSync(object.subarray(begin, begin + Number(length))).toString('latin1');
  } catch {
    return null;
  }
  if (!text.includes('begincmap')) return null;
  const ordinary = ordinaryTable(text);
  if (ordinary === text) return null;
  const packed = deflateSync(Buffer.from(ordinary, 'latin1'));
  return Buffer.concat([
    Buffer.from(`${words.replace(/\/Length \d+/, `/Length ${packed.length}`)}stream\n`, 'latin1'),
    packed,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ]);
}

/** A `ToUnicode` table whose characters are ordinary; ranges with one that is not become single entries. */
function ordinaryTable(table: string): string {
  const singles: string[] = [];
  const kept = table
    .replace(/\d+ beginbfchar\s([\s\S]*?)endbfchar/g, (_, rows: string) => {
      const lines = rows.trim().split('\n');
      return section(
        'bfchar',
        lines.map((line) => line.replace(/<([0-9A-Fa-f]+)>\s*$/, (__, hex: string) => `<${ordinaryHex(hex)}>`)),
      );
    })
    .replace(/\d+ beginbfrange\s([\s\S]*?)endbfrange/g, (_, rows: string) => {
      const ranges = rows
        .trim()
        .split('\n')
        .filter((line) => {
          const [first, last, to] = [...line.matchAll(/<([0-9A-Fa-f]+)>/g)].map((match) => match[1] ?? '');
          if (first === undefined || last === undefined || to === undefined || to.length !== 4) return true;
          const count = Number.parseInt(last, 16) - Number.parseInt(first, 16) + 1;
          const targets = Array.from({ length: count }, (__, at) => hexOf(Number.parseInt(to, 16) + at));
          if (targets.every((target) => ordinaryHex(target) === target)) return true;
          singles.push(
            ...targets.map(
              (target, at) =>
                `<${(Number.parseInt(first, 16) + at).toString(16).toUpperCase().padStart(first.length, '0')}> <${ordinaryHex(target)}>`,
            ),
          );
          return false;
        });
      return ranges.length === 0 ? '' : section('bfrange', ranges);
    });
  // At most 100 entries stand in one section (Adobe Technical Note 5014).
  const added: string[] = [];
  for (let at = 0; at < singles.length; at += 100) added.push(section('bfchar', singles.slice(at, at + 100)));
  return added.length === 0 ? kept : kept.replace('endcmap', `${added.join('\n')}\nendcmap`);
}

function section(kind: 'bfchar' | 'bfrange', lines: readonly string[]): string {
  return `${lines.length} begin${kind}\n${lines.join('\n')}\nend${kind}`;
}

function ordinaryHex(hex: string): string {
  if (hex.length !== 4 && hex.length !== 8) return hex;
  const text = String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
  const ordinary = /^[\u2e80-\u2fdf\uf900-\ufaff]$|^[\u{2f800}-\u{2fa1f}]$/u.test(text)
    ? (RADICALS[text] ?? text.normalize('NFKC'))
    : text;
  return [...Array(ordinary.length).keys()].map((at) => hexOf(ordinary.charCodeAt(at))).join('');
}

/** Radicals of U+2E80… that look like an ordinary character and have no NFKC of their own. */
const RADICALS: Readonly<Record<string, string>> = {
  ...{
    '⺁': '厂',
    '⺌': '小',
    '⺍': '小',
    '⺝': '月',
    '⺟': '母',
    '⺠': '民',
    '⺡': '氵',
    '⺢': '氺',
    '⺣': '灬',
    '⺧': '牛',
    '⺨': '犭',
  },
  ...{
    '⺩': '王',
    '⺪': '疋',
    '⺬': '示',
    '⺭': '礻',
    '⺮': '竹',
    '⺰': '纟',
    '⺲': '罒',
    '⺳': '羊',
    '⺶': '羊',
    '⺷': '羊',
    '⺻': '肀',
  },
  ...{
    '⺼': '月',
    '⺾': '艹',
    '⺿': '艹',
    '⻀': '艹',
    '⻁': '虎',
    '⻂': '衤',
    '⻃': '西',
    '⻄': '西',
    '⻅': '见',
    '⻆': '角',
    '⻈': '讠',
  },
  ...{
    '⻉': '贝',
    '⻊': '足',
    '⻋': '车',
    '⻌': '辶',
    '⻍': '辶',
    '⻎': '辶',
    '⻏': '阝',
    '⻐': '钅',
    '⻑': '長',
    '⻒': '長',
    '⻓': '长',
  },
  ...{
    '⻔': '门',
    '⻖': '阝',
    '⻗': '雨',
    '⻘': '青',
    '⻙': '韦',
    '⻚': '页',
    '⻛': '风',
    '⻜': '飞',
    '⻝': '食',
    '⻞': '食',
    '⻟': '食',
  },
  ...{
    '⻠': '饣',
    '⻢': '马',
    '⻣': '骨',
    '⻤': '鬼',
    '⻥': '鱼',
    '⻦': '鸟',
    '⻧': '卤',
    '⻨': '麦',
    '⻩': '黄',
    '⻬': '齐',
    '⻮': '齿',
  },
  ...{ '⻰': '龙', '⻳': '龟' },
};

function hexOf(unit: number): string {
  return unit.toString(16).toUpperCase().padStart(4, '0');
}
