import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSink } from '../../../../../electron/core/exports/pdf/sink.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('sink');
const BLOCK = 256 << 10;
/** No two pieces of it are alike, so that a piece in a wrong place shows. */
const source = Buffer.from(Uint32Array.from({ length: (5 * BLOCK) / 4 }, (_, at) => Math.imul(at, 2654435761)).buffer);
const sourceFile = join(folder, 'source');
writeFileSync(sourceFile, source);

/** Pieces of every length about a block, each after bytes and text of other lengths. */
const LENGTHS = [0, 1, 17, BLOCK - 20, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 3, 3 * BLOCK + 40_000, 40_000, 40_000, 40_000];

function written(through?: (bytes: Uint8Array) => Uint8Array): {
  readonly expected: Buffer;
  readonly out: Buffer;
  readonly sha256: string;
} {
  const [fd, path] = [openSync(sourceFile, 'r'), join(folder, 'out')];
  const sink = openSink(path);
  const expected: Buffer[] = [];
  try {
    for (const [at, length] of LENGTHS.entries()) {
      const [text, bytes] = [`第 ${at} 段 é`.slice(2), source.subarray(at, at + at * 30_000)];
      sink.writeText(text);
      sink.write(bytes);
      sink.copy({ fd, offset: at, length }, through);
      const copied = source.subarray(at, at + length);
      expected.push(Buffer.from(text, 'latin1'), bytes, through ? Buffer.from(through(copied)) : copied);
    }
    const all = Buffer.concat(expected);
    expect(sink.bytesWritten).toBe(all.length);
    const sha256 = sink.finish();
    return { expected: all, out: readFileSync(path), sha256 };
  } finally {
    closeSync(fd);
  }
}

test('what is written and what is copied out of a file stand one behind the other, whatever their lengths, and the digest is theirs', () => {
  const { expected, out, sha256 } = written();
  expect(out.equals(expected)).toBe(true);
  expect(sha256).toBe(createHash('sha256').update(expected).digest('hex'));
});

test('what is copied through a change stands changed, byte for byte', () => {
  const { expected, out } = written((bytes) => bytes.map((byte) => byte ^ 0x5a));
  expect(out.equals(expected)).toBe(true);
});

test('a file that became shorter stops the copying with a sentence', () => {
  const fd = openSync(sourceFile, 'r');
  const sink = openSink(join(folder, 'short'));
  try {
    expect(() => sink.copy({ fd, offset: source.length - 5, length: 6 })).toThrow('变短了');
  } finally {
    sink.abort();
    closeSync(fd);
  }
});
