import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sniffFile, sniffType } from '../../../../electron/core/extract/sniff.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const sniff = (head: Buffer, name: string) => sniffType(head, name, head.length);

it.each([
  ['jpg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['gif', 'GIF89a\x01\0\x01\0'],
  ['tiff', 'II*\0\x08\0\0\0'],
  ['tiff', 'MM\0*\0\0\0\x08'],
  ['webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['bmp', 'BM\x42\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'],
  ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ['heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
  ['other', '\0\0\0\x18ftypavif\0\0\0\0mif1avif'],
  ['pdf', '%PDF-1.7\n'],
  ['pdf', 'junk before\n%PDF-1.4\n'],
  ['video', '\0\0\0\x18ftypisom\0\0\x02\0isomiso2'],
  ['video', '\0\0\0\x14ftypqt  \0\0\0\0qt  '],
  ['video', 'RIFF\0\0\0\0AVI LIST'],
  ['audio', 'RIFF\0\0\0\0WAVEfmt '],
  ['audio', '\0\0\0\x18ftypM4A \0\0\0\0M4A '],
  ['audio', 'ID3\x03\0\0\0\0\0\0'],
  ['audio', '\xff\xfb\x90\x64\0\0\0\0'],
  ['zip', 'PK\x03\x04\x14\0\0\0'],
  ['rar', 'Rar!\x1a\x07\x01\0'],
  ['rtf', '{\\rtf1\\ansi'],
  ['other', 'MZ\x90\0\x03\0\0\0'],
  ['html', '<!DOCTYPE html><html><body>'],
  ['html', '<?xml version="1.0"?>\n<!-- made by -->\n<html xmlns="a">'],
])('tells %s by its bytes under a wrong name', (type, head) => {
  expect(sniff(latin(head), 'wrong.xyz')).toBe(type);
});

it('lets the name split only txt, csv and md', () => {
  const text = Buffer.from('序号,问题\n1,井盖破损\n');
  expect(['a.csv', 'a.CSV', 'a.md', 'a.txt', 'a.docx', 'a'].map((name) => sniff(text, name))).toEqual([
    'csv',
    'csv',
    'md',
    'txt',
    'txt',
    'txt',
  ]);
});

it('judges the head of a long text without minding the character cut at its end', () => {
  const head = Buffer.from('文'.repeat(2_000)).subarray(0, 4_000);
  expect(sniffType(head, 'a.txt', 6_000)).toBe('txt');
});

it('takes an empty file for other', () => {
  expect(sniffType(new Uint8Array(), 'a.txt', 0)).toBe('other');
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sniff-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function sniffAs(name: string, content: Buffer) {
  await writeFile(join(folder, name), content);
  return sniffFile(join(folder, name));
}

/** A zip of stored empty entries. */
function zipOf(...names: readonly string[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const bytes = Buffer.from(name);
    const local = Buffer.concat([latin('PK\x03\x04\x14\0\0\x08'), Buffer.alloc(18), Buffer.from([bytes.length, 0, 0, 0]), bytes]);
    const entry = Buffer.concat([
      latin('PK\x01\x02\x14\0\x14\0\0\x08'),
      Buffer.alloc(18),
      Buffer.from([bytes.length, 0]),
      Buffer.alloc(16),
      bytes,
    ]);
    entry.writeUInt32LE(at, 42);
    locals.push(local);
    directory.push(entry);
    at += local.length;
  }
  const end = Buffer.concat([latin('PK\x05\x06'), Buffer.alloc(18)]);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

it.each([
  ['docx', ['[Content_Types].xml', 'word/document.xml']],
  ['xlsx', ['[Content_Types].xml', 'xl/workbook.xml']],
  ['pptx', ['[Content_Types].xml', 'ppt/presentation.xml']],
  ['other', ['[Content_Types].xml', 'xl/workbook.bin']],
  ['other', ['mimetype', 'content.xml']],
  ['epub', ['mimetype', 'META-INF/container.xml', 'book.opf']],
  ['ofd', ['OFD.xml', 'Doc_0/Document.xml']],
  ['zip', ['照片/1.jpg', 'word/document.xml']],
])('looks into a zip: %s', async (type, names) => {
  expect(await sniffAs('misnamed.pdf', zipOf(...names))).toBe(type);
});

it('keeps the format of the name where a container is too damaged to look into', async () => {
  expect(await sniffAs('cut.docx', zipOf('[Content_Types].xml', 'word/document.xml').subarray(0, 60))).toBe('docx');
  expect(await sniffAs('cut.bin', zipOf('a').subarray(0, 20))).toBe('zip');
  expect(await sniffAs('cut.xls', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1').subarray(0, 8))).toBe('xls');
});

it('reads a path given as bytes', async () => {
  await writeFile(join(folder, '材料.txt'), '文字');
  expect(await sniffFile(Buffer.from(join(folder, '材料.txt')))).toBe('txt');
});

it('throws what the file system says about a file that is not there', async () => {
  await expect(sniffFile(join(folder, 'gone.txt'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('leaves a text in an encoding nobody reads to the reader of texts, which says so, and any other such bytes to the name', () => {
  const bytes = Buffer.from('8e81 96bc 2c 944e 97ee 0d0a 8db2 93a1 91be 9859'.replaceAll(' ', ''), 'hex');
  expect(['a.csv', 'a.TXT', 'a.htm', 'a.dat', 'a'].map((name) => sniff(bytes, name))).toEqual([
    'csv',
    'txt',
    'html',
    'other',
    'other',
  ]);
});
