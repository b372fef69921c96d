import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bufferSource } from '../../../../electron/core/extract/byte-source.ts';
import { openZip } from '../../../../electron/core/extract/zip.ts';

const LIMITS = { maxEntries: 10, maxEntryBytes: 16 << 20, maxTotalBytes: 16 << 20 };

interface Made {
  readonly content: Buffer;
  readonly packed?: Buffer;
  readonly method?: 0 | 8;
  /** What the list says the size is. */
  readonly said?: number;
}

/** A zip of one member `a` (APPNOTE 4.3.7, 4.3.12, 4.3.16), with a list that may lie. */
function zipOf({
  content,
  method = 8,
  packed = method === 8 ? deflateRawSync(content) : content,
  said = content.length,
}: Made): Buffer {
  const local = Buffer.alloc(31);
  local.writeUInt32LE(0x04034b50);
  local.writeUInt16LE(method, 8);
  local.writeUInt16LE(1, 26);
  local.write('a', 30);
  const listed = Buffer.alloc(47);
  listed.writeUInt32LE(0x02014b50);
  listed.writeUInt16LE(method, 10);
  listed.writeUInt32LE(packed.length, 20);
  listed.writeUInt32LE(said, 24);
  listed.writeUInt16LE(1, 28);
  listed.write('a', 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, listed, end]);
}

/** What reading the member gives, and how it ended. */
async function read(zip: Buffer, limits = LIMITS): Promise<{ readonly bytes: Buffer; readonly error: string | null }> {
  const chunks: Uint8Array[] = [];
  const opened = await openZip(bufferSource(zip), limits);
  const error = await opened
    .read(opened.entries[0]!, (chunk) => (chunks.push(chunk), 'more'))
    .then(
      () => null,
      (thrown: unknown) => (thrown as Error).message,
    );
  return { bytes: Buffer.concat(chunks), error };
}

/** Bytes that cannot be packed smaller, the same every time. */
const noise = (length: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 64) }, (_, at) => createHash('sha512').update(`${at}`).digest()),
  ).subarray(0, length);

const words = Buffer.from('文明城市创建'.repeat(5000));

test.each([
  ['deflated', { content: words }],
  ['stored', { content: words, method: 0 }],
  ['empty', { content: Buffer.alloc(0) }],
  ['too large for one piece', { content: noise(5 << 20) }],
] as const)('a member comes out as it went in: %s', async (_, made) => {
  const { bytes, error } = await read(zipOf(made));
  expect(error).toBeNull();
  expect(bytes.equals(made.content)).toBe(true);
});

test('a member longer or shorter than the list says is no sound one', async () => {
  expect((await read(zipOf({ content: words, said: words.length - 1 }))).error).not.toBeNull();
  expect((await read(zipOf({ content: words, said: words.length + 1 }))).error).not.toBeNull();
});

test('of a member that breaks off, what comes before the break is given', async () => {
  const content = noise(200_000);
  const whole = deflateRawSync(content);
  const { bytes, error } = await read(zipOf({ content, packed: whole.subarray(0, 150_000) }));
  expect(error).not.toBeNull();
  expect(bytes.length).toBeGreaterThan(50_000);
  expect(bytes.equals(content.subarray(0, bytes.length))).toBe(true);
});

test('limits hold for small members too', async () => {
  expect((await read(zipOf({ content: words }), { ...LIMITS, maxEntryBytes: words.length - 1 })).error).toContain('太大');
  expect((await read(zipOf({ content: words }), { ...LIMITS, maxTotalBytes: words.length - 1 })).error).toContain('太大');
});
