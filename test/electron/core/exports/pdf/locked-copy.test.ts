import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hashFile } from '../../../../../electron/core/hash-file.ts';
import { writeLockedCopy } from '../../../../../electron/core/exports/pdf/locked-copy.ts';
import { openForDrawing, renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { passwordFault } from '../../../../../shared/domain/pdf-password.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { placeAll, writeShapedPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('locked-copy');
const volume = join(folder, 'volume.pdf');
const never = new AbortController().signal;

beforeAll(async () => {
  const path = join(folder, 'source.pdf');
  await writeShapedPdf(
    path,
    Array.from({ length: 30 }, (_, at) => ({ rotate: ([0, 90, 180, 270] as const)[at % 4]! })),
  );
  const source = await openPdfSource(path);
  placeAll(volume, source);
  source.close();
});

/** What pdf.js reads of a file: words of every page, names and bookmarks. */
async function read(path: string, password?: string) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: Uint8Array.from(readFileSync(path)),
    verbosity: 0,
    ...(password === undefined ? {} : { password }),
  });
  const document = await task.promise;
  const pages: string[] = [];
  for (let at = 1; at <= document.numPages; at++) {
    const { items } = await (await document.getPage(at)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  const { info } = await document.getMetadata();
  const found = { pages, title: (info as { Title?: string }).Title, permissions: await document.getPermissions() };
  await task.destroy();
  return found;
}

test.each(['jiancha2026', '检查组二〇二六', 'é ñ 密 码 $%'])(
  'a copy locked with “%s” shows the same pages, words and title to two readers that know the password, and to nobody else',
  async (password) => {
    const copy = join(folder, 'copy.pdf');
    const before = await hashFile(volume, never);
    const written = writeLockedCopy(volume, copy, password, never);
    expect(written).toEqual({ sizeBytes: statSync(copy).size, sha256: await hashFile(copy, never) });
    expect(await hashFile(volume, never)).toBe(before);
    const [plain, locked] = [await read(volume), await read(copy, password)];
    expect({ pages: locked.pages, title: locked.title }).toEqual({ pages: plain.pages, title: plain.title });
    expect(locked.pages.length).toBe(30);
    const document = await openForDrawing(copy, password);
    for (const index of [0, 1, 29]) {
      const [expected] = await renderPages(volume, [index], 300);
      const { widthPx, heightPx } = expected!;
      expect(Buffer.from((await document.draw(index, { widthPx, heightPx })).rgba).equals(Buffer.from(expected!.rgba))).toBe(
        true,
      );
    }
    document.close();
    for (const wrong of ['', 'falsch', password.slice(0, -1)]) {
      await expect(read(copy, wrong)).rejects.toThrow(/password/i);
      await expect(openForDrawing(copy, wrong)).rejects.toThrow();
    }
    // Printing, copying and reading aloud are permitted, changing is not (ISO 32000-2 table 22).
    expect([...(locked.permissions ?? [])].sort((one, other) => one - other)).toEqual([4, 16, 512, 2048]);
  },
);

test('nothing of the volume stands unencrypted in the copy, and no two copies are alike', () => {
  const [one, other] = [join(folder, 'one.pdf'), join(folder, 'other.pdf')];
  for (const path of [one, other]) writeLockedCopy(volume, path, 'jiancha2026', never);
  expect(readFileSync(one).equals(readFileSync(other))).toBe(false);
  const bytes = readFileSync(one).toString('latin1');
  expect(bytes.startsWith('%PDF-2.0')).toBe(true);
  for (const words of ['Page 1', 'xpacket', '/Outlines', '/Pages', 'rdf:']) expect(bytes).not.toContain(words);
  expect(bytes).toContain('/CFM /AESV3');
});

/** Another implementation, where the machine has it: checks structure, and what the words are with the password. */
const qpdf = ['/usr/bin/qpdf', '/usr/local/bin/qpdf'].find(existsSync);
test.runIf(qpdf)('qpdf finds no fault in the copy and decrypts it into a file as sound as the volume', () => {
  const copy = join(folder, 'for-qpdf.pdf');
  writeLockedCopy(volume, copy, '检查组2026', never);
  const run = (...words: string[]): string => execFileSync(qpdf!, words, { encoding: 'utf8' });
  expect(run('--password=检查组2026', '--check', copy)).toMatch(/No syntax or stream encoding errors/);
  expect(run('--password=检查组2026', '--show-encryption', copy)).toMatch(/modify anything: not allowed[\s\S]*AESv3/);
  const plain = join(folder, 'decrypted.pdf');
  run('--password=检查组2026', '--decrypt', copy, plain);
  expect(run('--check', plain)).toMatch(/No syntax or stream encoding errors/);
});

test('cancelled half-way it leaves no file', () => {
  const cancel = new AbortController();
  cancel.abort();
  const copy = join(folder, 'cancelled.pdf');
  expect(() => writeLockedCopy(volume, copy, 'jiancha2026', cancel.signal)).toThrow();
  expect(existsSync(copy)).toBe(false);
});

test('a password that readers would take differently, or that is easily guessed, is refused in words', () => {
  expect(passwordFault('12345')).toBe('密码至少 6 个字符。');
  expect(passwordFault('密'.repeat(43))).toContain('太长');
  for (const odd of ['abc\u0007defg', 'Ａ１２３４５６', 'abc\u00a0defg', 'abc\u200bdefg'])
    expect(passwordFault(odd)).toContain('不能用的字符');
  for (const good of ['jiancha2026', '检查组二〇二六', '密'.repeat(42), ' spaces count ']) expect(passwordFault(good)).toBeNull();
});
