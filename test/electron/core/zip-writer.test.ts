import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import yauzl from 'yauzl';
import { gbkBytes, gbkTable, isGbk } from '../../../electron/core/gbk.ts';
import { createZip } from '../../../electron/core/zip-writer.ts';
import { temporaryFolder } from '../../support/folders.ts';

const NAME = '报送包/Ⅱ-1-1)-①关于开展文明交通的通知.txt';
const modified = new Date(2026, 2, 5, 8, 30, 10);

async function* bytes(text: string) {
  yield Buffer.from(text.slice(0, 3));
  yield Buffer.from(text.slice(3));
}

async function makeZip(): Promise<string> {
  const file = join(temporaryFolder('zip'), '包.zip');
  const zip = await createZip(file, gbkBytes);
  await zip.add(NAME, bytes('文明'.repeat(5000)), { modified, sizeBytes: 30_000, stored: false });
  await zip.add('plain.txt', bytes('abcdef'), { modified, sizeBytes: 6, stored: true });
  // Said to be above 4 GB: its headers are those of ZIP64.
  await zip.add('大.txt', bytes('abcdef'), { modified, sizeBytes: 5e9, stored: true });
  await zip.finish();
  return file;
}

/** What a program says, or null where this machine has it not. */
function said(program: string, args: readonly string[]): string | null {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

test('the table of GBK is that of Chinese Windows: 21,791 characters, without those only GB 18030 has', () => {
  expect(gbkTable().size).toBe(21_791);
  expect([...'中〇①⑩Ⅻ㈱'].map(isGbk)).toEqual([true, true, true, true, true, true]);
  expect([...'⑪䶮㐂€'].map(isGbk)).toEqual([false, false, false, false]);
  expect(gbkBytes('中Ⅱ①a').toString('hex')).toBe('d6d0a2f2a2d961');
});

test('a name lies in the ZIP in GBK for old Windows and beside it in Unicode for the others', async () => {
  const file = await makeZip();
  expect(readFileSync(file).indexOf(gbkBytes(NAME))).toBe(30);
  const zip = await yauzl.openPromise(file);
  const found: string[] = [];
  for await (const entry of zip.eachEntry())
    found.push(`${entry.fileName} ${entry.uncompressedSize} ${entry.generalPurposeBitFlag}`);
  expect(found).toEqual([`${NAME} 30000 0`, 'plain.txt 6 0', '大.txt 6 0']);
});

test('7-Zip, Info-ZIP and Python read names and bytes; older Python by the name of the character set', async () => {
  const file = await makeZip();
  const names = [NAME, 'plain.txt', '大.txt'];
  const seven = said('7z', ['l', '-slt', file]);
  if (seven !== null) {
    expect([...seven.matchAll(/^Path = (.*)$/gm)].map(([, name]) => name).slice(1)).toEqual(names);
    expect(said('7z', ['t', file])).toContain('Everything is Ok');
  }
  const zipinfo = said('zipinfo', ['-1', file]);
  if (zipinfo !== null) {
    expect(zipinfo.trim().split('\n')).toEqual(names);
    expect(said('unzip', ['-tq', file])).toContain('No errors');
  }
  const script = `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], metadata_encoding='gbk') if sys.version_info >= (3, 11) else None
print('\\n'.join(z.namelist()) if z else 'old')
assert z is None or z.testzip() is None`;
  const python = said('python3', ['-c', script, file]);
  if (python !== null && python.trim() !== 'old') expect(python.trim().split('\n')).toEqual(names);
});

test('an entry that fails on the way, or is taken back, leaves nothing in the archive', async () => {
  const [file, plain] = ['一.zip', '二.zip'].map((name) => join(temporaryFolder('zip-back'), name)) as [string, string];
  const options = { modified, sizeBytes: 6, stored: true };
  async function* broken() {
    yield Buffer.from('abc');
    throw new Error('the stick is gone');
  }
  const zip = await createZip(file, gbkBytes);
  await zip.add('甲.txt', bytes('abcdef'), options);
  await expect(zip.add('乙.txt', broken(), options)).rejects.toThrow('the stick is gone');
  await zip.add('丙.txt', bytes('ghijkl'.repeat(500)), { ...options, sizeBytes: 3000 });
  zip.dropLast();
  await zip.finish();
  const other = await createZip(plain, gbkBytes);
  await other.add('甲.txt', bytes('abcdef'), options);
  await other.finish();
  expect(readFileSync(file).equals(readFileSync(plain))).toBe(true);
});
