import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withOrdinaryCharacters } from '../../../../electron/core/renditions/searchable.ts';

/** A PDF of the shape Chromium writes: these objects, one table, a trailer. */
function pdf(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(Buffer.concat(parts).length);
    parts.push(Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
  }
  const start = Buffer.concat(parts).length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function stream(text: string): Buffer {
  const packed = deflateSync(Buffer.from(text));
  return Buffer.concat([
    Buffer.from(`<</Filter /FlateDecode\n/Length ${packed.length}>> stream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
}

/** The text of every stream, and whether every entry of the table leads to its object. */
function read(bytes: Buffer): { readonly streams: readonly string[]; readonly sound: boolean } {
  const text = bytes.toString('latin1');
  const start = Number(/startxref\s+(\d+)/.exec(text)?.[1]);
  const offsets = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map((match) => Number(match[1]));
  const sound = text.startsWith('xref', start) && offsets.every((offset, at) => text.startsWith(`${at + 1} 0 obj`, offset));
  const streams = offsets.map((offset) => {
    const length = Number(/\/Length (\d+)/.exec(text.slice(offset))?.[1]);
    const from = text.indexOf('stream\n', offset) + 7;
    return inflateSync(bytes.subarray(from, from + length)).toString('latin1');
  });
  return { streams, sound };
}

const table = (body: string): string => `begincmap\n${body}\nendcmap`;

test('radicals of single entries become ordinary characters, others stay', () => {
  const { streams, sound } = read(
    withOrdinaryCharacters(
      pdf([stream(table('3 beginbfchar\n<0001> <2F42>\n<0002> <6587>\n<0003> <D87EDC00>\nendbfchar')), stream('q Q')]),
    ),
  );
  expect(streams).toEqual([table('3 beginbfchar\n<0001> <6587>\n<0002> <6587>\n<0003> <4E3D>\nendbfchar'), 'q Q']);
  expect(sound).toBe(true);
});

test('a range with a radical becomes single entries, a range without one stays', () => {
  const { streams, sound } = read(
    withOrdinaryCharacters(
      pdf([stream('q Q'), stream(table('2 beginbfrange\n<0001> <0002> <2F00>\n<0010> <0011> <4E00>\nendbfrange'))]),
    ),
  );
  expect(streams[1]).toBe(
    table('1 beginbfrange\n<0010> <0011> <4E00>\nendbfrange\n2 beginbfchar\n<0001> <4E00>\n<0002> <4E28>\nendbfchar'),
  );
  expect(sound).toBe(true);
});

test('a file that needs nothing, or is built in another way, comes back byte for byte', () => {
  const plain = pdf([stream(table('1 beginbfchar\n<0001> <6587>\nendbfchar'))]);
  for (const bytes of [plain, Buffer.from('%PDF-1.7\nnothing'), Buffer.alloc(0)])
    expect(withOrdinaryCharacters(bytes)).toBe(bytes);
});
