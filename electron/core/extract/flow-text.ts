import { MAX_TEXT_CHARS } from './outcome.ts';
import { EnoughRead } from './ooxml.ts';
import type { XmlHandlers } from './xml.ts';

/** Subtrees without readable text of their own: formatting, the second copy of a drawing, deleted and moved-away text, ruby. */
const SILENT = new Set(['pPr', 'rPr', 'tblPr', 'tcPr', 'trPr', 'sectPr', 'Fallback', 'moveFrom', 'del', 'delText', 'instrText', 'rt', 'rPh', 'tabLst']); // prettier-ignore

/**
 * Collects text from WordprocessingML and DrawingML, which share their element names: a line a paragraph, a line a table row
 * with cells parted by tabs. `lines()` may be called once the part is read, or after it broke off.
 */
export function createFlow(): { readonly handlers: XmlHandlers; readonly text: () => string } {
  const out: string[] = [];
  const paragraphs: string[][] = [];
  const rows: string[][] = [];
  const cells: string[][] = [];
  let silent = 0;
  let reading = 0;
  let chars = 0;
  const put = (line: string) => (cells.at(-1) ?? out).push(line);
  const add = (text: string) => {
    paragraphs.at(-1)?.push(text);
    chars += text.length;
    if (chars > MAX_TEXT_CHARS) throw new EnoughRead();
  };
  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (silent > 0 || SILENT.has(name) || (name === 'fld' && attributes['type'] === 'slidenum')) silent++;
      else if (name === 'p') paragraphs.push([]);
      else if (name === 't') reading++;
      else if (name === 'tab') add('\t');
      else if (name === 'br' || name === 'cr') add('\n');
      else if (name === 'noBreakHyphen') add('-');
      else if (name === 'tr') rows.push([]);
      else if (name === 'tc') cells.push([]);
    },
    close: (name) => {
      if (silent > 0) silent--;
      else if (name === 'p') put((paragraphs.pop() ?? []).join(''));
      else if (name === 't') reading--;
      else if (name === 'tc') rows.at(-1)?.push((cells.pop() ?? []).filter((line) => line.trim() !== '').join(' '));
      else if (name === 'tr') put((rows.pop() ?? []).join('\t'));
    },
    text: (text) => {
      if (reading > 0 && silent === 0) add(text);
    },
  };
  const unfinished = () => [...rows.map((row) => row.join('\t')), ...cells.flat(), ...paragraphs.map((parts) => parts.join(''))];
  return { handlers, text: () => [...out, ...unfinished()].join('\n') };
}
