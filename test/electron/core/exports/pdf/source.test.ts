import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRef } from 'pdf-lib';
import { expect, test } from 'vitest';
import { openStrictReader } from '../../../../../electron/core/exports/pdf/reader.ts';
import { openPdfSource, PdfRefused } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { differenceOf, placeAll, writeShapedPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('source');

async function refusal(path: string): Promise<PdfRefused> {
  try {
    (await openPdfSource(path)).close();
  } catch (error) {
    if (error instanceof PdfRefused) return error;
    throw error;
  }
  throw new Error(`${path} was not refused`);
}

async function plainBytes(name: string, { useObjectStreams }: { useObjectStreams: boolean }): Promise<Buffer> {
  const path = join(folder, name);
  await writeShapedPdf(path, [{}, { rotate: 90 }, {}]);
  return Buffer.from(await (await PDFDocument.load(readFileSync(path))).save({ useObjectStreams }));
}

async function readerOf(path: string): Promise<{ readerName: string; pageCount: number; notes: readonly string[] }> {
  const { readerName, pageCount, notes, close } = await openPdfSource(path);
  close();
  return { readerName, pageCount, notes };
}

test.each([true, false])('a regular file is read strictly (object streams: %s)', async (useObjectStreams) => {
  const path = join(folder, `regular-${useObjectStreams}.pdf`);
  writeFileSync(path, await plainBytes('regular.pdf', { useObjectStreams }));
  expect(await readerOf(path)).toEqual({ readerName: 'strict', pageCount: 3, notes: [] });
});

test('the strict reader follows an update chain and sees the newest objects', async () => {
  const path = join(folder, 'updated.pdf');
  const bytes = await plainBytes('before-update.pdf', { useObjectStreams: false });
  const document = await PDFDocument.load(bytes, { forIncrementalUpdate: true });
  document.addPage([300, 300]);
  writeFileSync(path, await document.commit());
  expect(readFileSync(path).length).toBeGreaterThan(bytes.length);
  expect(await readerOf(path)).toMatchObject({ readerName: 'strict', pageCount: 4 });
});

test('pages are measured as displayed', async () => {
  const path = join(folder, 'sizes.pdf');
  await writeShapedPdf(path, [
    { widthPt: 400, heightPt: 600, rotate: 90, crop: [10, 20, 300, 500], userUnit: 2 },
    { widthPt: 400, heightPt: 600 },
  ]);
  const source = await openPdfSource(path);
  expect(source.pages).toEqual([
    { widthPt: 1000, heightPt: 600 },
    { widthPt: 400, heightPt: 600 },
  ]);
  source.close();
});

test.each([
  [
    'a wrong startxref',
    (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(/startxref\s+\d+/, 'startxref\n7'), 'latin1'),
  ],
  ['junk before the header', (bytes: Buffer) => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\n\n'), bytes])],
  [
    'cut off in the cross-reference table',
    (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf('xref', bytes.lastIndexOf('startxref') - 1) + 40),
  ],
  ['a wrong page count', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('/Count 3', '/Count 9'), 'latin1')],
])('%s is read tolerantly, and that is noted', async (name, damage) => {
  const path = join(folder, `${name.replaceAll(' ', '-')}.pdf`);
  writeFileSync(path, damage(await plainBytes('to-damage.pdf', { useObjectStreams: false })));
  const found = await readerOf(path);
  expect(found).toMatchObject({ readerName: 'pdf-lib', pageCount: 3 });
  expect(found.notes).toHaveLength(1);
});

test('a file whose page content is missing is not read strictly', async () => {
  const path = join(folder, 'no-content.pdf');
  const document = await PDFDocument.load(await plainBytes('with-content.pdf', { useObjectStreams: false }));
  const contents = document.getPage(0).node.get(PDFName.of('Contents'));
  document.getPage(0).node.set(PDFName.of('Contents'), document.context.nextRef());
  expect(contents).toBeDefined();
  writeFileSync(path, await document.save({ useObjectStreams: false }));
  expect((await readerOf(path)).readerName).toBe('pdf-lib');
});

test.each(['RC4-40', 'RC4-128', 'AES-128', 'AES-256'] as const)(
  'a file locked by an owner password only is placed readable (%s)',
  async (algorithm) => {
    const clear = join(folder, `clear-${algorithm}.pdf`);
    writeFileSync(clear, await plainBytes('to-lock.pdf', { useObjectStreams: false }));
    const locked = join(folder, `locked-${algorithm}.pdf`);
    const document = await PDFDocument.load(readFileSync(clear));
    document.encrypt({ userPassword: '', ownerPassword: 'owner', algorithm, allowWeakCryptography: true } as Parameters<
      typeof document.encrypt
    >[0]);
    writeFileSync(locked, await document.save({ useObjectStreams: false }));
    const source = await openPdfSource(locked);
    expect(source.readerName).toBe('pdf-lib');
    expect(source.notes).toEqual([expect.stringContaining('权限限制')]);
    const volume = join(folder, `locked-${algorithm}-volume.pdf`);
    const { placed } = placeAll(volume, source);
    const difference = await differenceOf(
      { path: clear, index: 1, ...source.pages[1]! },
      { path: volume, index: 1, scale: placed[1]!.scale },
    );
    source.close();
    expect(difference).toEqual({ inside: expect.closeTo(0, 2), outsideInk: 0 });
  },
);

test('a file with a user password is refused by a sentence, and placed when the password is given', async () => {
  const path = join(folder, 'user-password.pdf');
  const document = await PDFDocument.load(await plainBytes('to-encrypt.pdf', { useObjectStreams: false }));
  document.encrypt({ userPassword: '123456', ownerPassword: 'owner' });
  writeFileSync(path, await document.save({ useObjectStreams: false }));
  const error = await refusal(path);
  expect(error.code).toBe('encrypted');
  expect(error.message).toMatch(/打开密码.+重新编目。$/);
  await expect(openPdfSource(path, 'wrong')).rejects.toMatchObject({ code: 'encrypted' });
  const source = await openPdfSource(path, '123456');
  expect(source.pageCount).toBe(3);
  source.close();
});

test.each([0.3, 0.5, 0.7])('a file cut off at %s is refused, not placed with fewer or blank pages', async (share) => {
  for (const useObjectStreams of [true, false]) {
    const bytes = await plainBytes('to-cut.pdf', { useObjectStreams });
    const path = join(folder, `cut-${share}-${useObjectStreams}.pdf`);
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
    expect((await refusal(path)).code).toBe('damaged');
  }
});

test('truncated, empty, zero-page and other files are refused by a sentence', async () => {
  const write = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const bytes = await plainBytes('to-truncate.pdf', { useObjectStreams: true });
  const empty = await PDFDocument.create();
  const cases = [
    [write('truncated.pdf', bytes.subarray(0, bytes.length >> 1)), 'damaged'],
    [write('nothing.pdf', ''), 'damaged'],
    [write('text.pdf', '这不是 PDF'), 'damaged'],
    [write('header-only.pdf', '%PDF-1.4\n'), 'damaged'],
    [write('no-pages.pdf', await empty.save({ addDefaultPage: false })), 'no-pages'],
  ] as const;
  for (const [path, code] of cases) {
    const error = await refusal(path);
    expect([path, error.code]).toEqual([path, code]);
    expect(error.message).toMatch(/^这个 PDF.+。$/);
  }
});

test('a page tree that loops is cut, never followed for ever', async () => {
  const path = join(folder, 'loop.pdf');
  const text = (await plainBytes('to-loop.pdf', { useObjectStreams: false })).toString('latin1');
  const root = /\/Pages (\d+ 0 R)/.exec(text)![1]!;
  writeFileSync(
    path,
    Buffer.from(
      text.replace(/\/Kids \[ ?\d+ 0 R/, (kids) => `/Kids [ ${root} ${kids.split('[')[1]!.trim()}`),
      'latin1',
    ),
  );
  expect(await readerOf(path)).toMatchObject({ readerName: 'pdf-lib', pageCount: 3 });
});

test('a stream whose length lies is irregular to the strict reader', async () => {
  const path = join(folder, 'length.pdf');
  const text = (await plainBytes('length-before.pdf', { useObjectStreams: false })).toString('latin1');
  writeFileSync(
    path,
    Buffer.from(
      text.replace(/\/Length (\d)/g, (_, digit: string) => `/Length ${(Number(digit) % 9) + 1}`),
      'latin1',
    ),
  );
  const reader = openStrictReader(path);
  expect(() => [...reader.objectNumbers()].map((number) => reader.get(PDFRef.of(number)))).toThrow('length');
  reader.close();
});
