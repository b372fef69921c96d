import { readFileSync } from 'node:fs';
import * as CFB from 'cfb';

/** Strings of a BIFF8 workbook ([MS-XLS] 2.4.265 SST with its Continue records, 2.4.149 LabelSst), read record by record. */
export function workbookStrings(path: string): string {
  const file = CFB.read(readFileSync(path), { type: 'buffer' });
  const stream = Buffer.from((CFB.find(file, 'Workbook')?.content ?? []) as Uint8Array);
  const pieces: Buffer[] = [];
  let used = new Set<number>();
  let inTable = false;
  for (let at = 0; at + 4 <= stream.length;) {
    const [id, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)];
    const body = stream.subarray(at + 4, at + 4 + length);
    inTable = id === 0x00fc || (inTable && id === 0x003c);
    if (inTable) pieces.push(body);
    if (id === 0x00fd) used = used.add(body.readUInt32LE(6));
    at += 4 + length;
  }
  return tableStrings(pieces).filter((_, at) => used.has(at)).join('\n'); // prettier-ignore
}

function tableStrings(pieces: readonly Buffer[]): readonly string[] {
  const strings: string[] = [];
  let [piece, at] = [0, 8];
  const room = () => (pieces[piece]?.length ?? 0) - at;
  const move = (bytes: number) => {
    for (at += bytes; piece < pieces.length && at >= (pieces[piece]?.length ?? 0);) at -= pieces[piece++]?.length ?? 0;
  };
  while (piece < pieces.length && room() >= 3) {
    let left = pieces[piece]!.readUInt16LE(at);
    let flags = pieces[piece]![at + 2]!;
    const [rich, phonetic] = [(flags & 8) !== 0, (flags & 4) !== 0];
    let skip = rich ? pieces[piece]!.readUInt16LE(at + 3) * 4 : 0;
    if (phonetic) skip += pieces[piece]!.readUInt32LE(at + 3 + (rich ? 2 : 0));
    move(3 + (rich ? 2 : 0) + (phonetic ? 4 : 0));
    let text = '';
    while (left > 0 && piece < pieces.length) {
      const wide = (flags & 1) !== 0;
      const count = Math.min(left, Math.floor(room() / (wide ? 2 : 1)));
      const bytes = pieces[piece]!.subarray(at, at + count * (wide ? 2 : 1));
      text += bytes.toString(wide ? 'utf16le' : 'latin1');
      left -= count;
      move(bytes.length);
      // A string that goes on in the next record begins there with its flags again.
      if (left > 0) {
        flags = pieces[piece]?.[at] ?? 0;
        move(1);
      }
    }
    strings.push(text);
    move(skip);
  }
  return strings;
}

/** Text atoms of a PowerPoint file ([MS-PPT] 2.9.41 TextCharsAtom, 2.9.42 TextBytesAtom) wherever they stand. */
export function slideAtoms(path: string): string {
  const file = CFB.read(readFileSync(path), { type: 'buffer' });
  const stream = Buffer.from((CFB.find(file, 'PowerPoint Document')?.content ?? []) as Uint8Array);
  const texts: string[] = [];
  for (let at = 0; at + 8 <= stream.length;) {
    const [kind, length] = [stream.readUInt16LE(at + 2), stream.readUInt32LE(at + 4)];
    const body = stream.subarray(at + 8, at + 8 + length);
    if (kind === 0x0fa0) texts.push(body.toString('utf16le'));
    if (kind === 0x0fa8) texts.push(body.toString('latin1'));
    // A master's prompts are no text of a slide.
    const container = (stream.readUInt16LE(at) & 0x0f) === 0x0f && kind !== 1016;
    at += container ? 8 : 8 + length;
  }
  return [...new Set(texts)].join('\n');
}
