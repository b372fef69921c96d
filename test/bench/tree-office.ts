import cfb from 'cfb';
import type { Paper } from './tree-files.ts';

/** Where the text begins in the stream WordDocument: the first sector behind the file information block. */
const TEXT_AT = 0x600;
/** A stream under 4,096 bytes would lie in the small sectors, which Word never does with this one. */
const SMALLEST_STREAM = 4096;

/**
 * A Word 97–2003 file of plain paragraphs with as little as its readers ask for: the file information block, the text as UTF-16 in one
 * piece, and the piece table ([MS-DOC] 2.5.1 Fib, 2.9.38 Clx, 2.9.178 PlcPcd).
 */
export function doc(paper: Paper): Buffer {
  const text = [paper.title, ...paper.paragraphs, paper.date].map((line) => `${line}\r`).join('');
  const main = Buffer.alloc(Math.max(SMALLEST_STREAM, TEXT_AT + 2 * text.length));
  main.writeUInt16LE(0xa5ec, 0); // wIdent
  main.writeUInt16LE(0xc1, 2); // nFib: Word 97
  main.writeUInt16LE(0x804, 6); // lid: Chinese of the mainland
  main.writeUInt16LE(0x1200, 10); // fWhichTblStm (1Table), fExtChar
  main.writeUInt16LE(0xbf, 12); // nFibBack
  main.writeInt32LE(TEXT_AT, 24); // fcMin
  main.writeInt32LE(TEXT_AT + 2 * text.length, 28); // fcMac
  main.writeUInt16LE(14, 32); // csw
  main.writeUInt16LE(22, 62); // cslw
  main.writeInt32LE(main.length, 64); // cbMac
  main.writeInt32LE(text.length, 76); // ccpText
  main.writeUInt16LE(93, 152); // cbRgFcLcb
  main.writeUInt32LE(0, 154 + 33 * 8); // fcClx
  main.writeUInt32LE(CLX_BYTES, 154 + 33 * 8 + 4); // lcbClx
  main.write(text, TEXT_AT, 'utf16le');
  const container = cfb.utils.cfb_new();
  cfb.utils.cfb_add(container, '/WordDocument', main);
  cfb.utils.cfb_add(container, '/1Table', pieceTable(text.length));
  cfb.utils.cfb_del(container, '/\u0001Sh33tJ5'); // the library's own mark
  return cfb.write(container, { type: 'buffer' }) as Buffer;
}

const CLX_BYTES = 21;

/** One piece: characters 0 to `length`, at TEXT_AT. */
function pieceTable(length: number): Buffer {
  const table = Buffer.alloc(SMALLEST_STREAM);
  table.writeUInt8(2, 0); // Pcdt
  table.writeUInt32LE(16, 1);
  table.writeUInt32LE(0, 5);
  table.writeUInt32LE(length, 9);
  table.writeUInt32LE(TEXT_AT, 15); // fc: two bytes a character
  return table;
}
