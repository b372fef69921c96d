import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import yauzl from 'yauzl';
import { gbkBytes } from '../../electron/core/gbk.ts';
import { createZip } from '../../electron/core/zip-writer.ts';

// npm run eval:zip64: a ZIP as 报送包 writes it with a film of 4.4 GB, a file behind it (beyond 4 GB), and 65,540 small ones: read back
// by yauzl, 7-Zip, Info-ZIP and Python. Takes 5 GB below TMPDIR. Exit code 1 when one of them does not read every byte of it.
const FILM_BYTES = 4_400_000_000;
const SMALL = 65_540;
const BLOCK = Buffer.alloc(1 << 20, 0x5a);
const modified = new Date(2026, 2, 5, 8, 30, 10);

async function* film() {
  for (let left = FILM_BYTES; left > 0; left -= BLOCK.length) yield left < BLOCK.length ? BLOCK.subarray(0, left) : BLOCK;
}

async function* once(text: string) {
  yield Buffer.from(text);
}

const folder = mkdtempSync(join(tmpdir(), 'taizhang-zip64-'));
const file = join(folder, '报送包.zip');
try {
  const started = performance.now();
  const zip = await createZip(file, gbkBytes);
  await zip.add('报送包/执法录像.mp4', film(), { modified, sizeBytes: FILM_BYTES, stored: true });
  await zip.add('报送包/目录.txt', once('在 4 GB 之后'), { modified, sizeBytes: 16, stored: false });
  for (let at = 1; at <= SMALL; at++)
    await zip.add(`报送包/${at}.txt`, once(String(at)), { modified, sizeBytes: 5, stored: true });
  await zip.finish();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`written: ${statSync(file).size} bytes, ${SMALL + 2} entries, ${seconds} s`);
  for (const [reader, read] of Object.entries({ yauzl: byYauzl, '7-Zip': bySevenZip, 'Info-ZIP': byInfoZip, Python: byPython })) {
    const said = await Promise.resolve()
      .then(read)
      .catch((error: unknown) => ((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'not installed' : String(error)));
    if (said !== 'whole' && said !== 'not installed') process.exitCode = 1;
    console.log(`${reader}: ${said}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every entry counted, the film's bytes hashed, the file beyond 4 GB read. */
async function byYauzl(): Promise<string> {
  const zip = await yauzl.openPromise(file, { autoClose: false });
  const wanted = createHash('sha256');
  for await (const chunk of film()) wanted.update(chunk);
  let entries = 0;
  let texts = '';
  for await (const entry of zip.eachEntry()) {
    entries++;
    if (!/录像|目录/.test(entry.fileName)) continue;
    const hash = createHash('sha256');
    for await (const chunk of await zip.openReadStreamPromise(entry))
      if (entry.fileName.endsWith('.mp4')) hash.update(chunk as Buffer);
      else texts += String(chunk);
    if (entry.fileName.endsWith('.mp4') && hash.digest('hex') !== wanted.copy().digest('hex')) return 'the film is another one';
  }
  zip.close();
  return entries === SMALL + 2 && texts === '在 4 GB 之后' ? 'whole' : `${entries} entries, “${texts}”`;
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' }, maxBuffer: 1 << 28 });
}

function bySevenZip(): string {
  const said = run('7z', ['t', file]);
  return said.includes('Everything is Ok') && said.includes(`Files: ${SMALL + 2}`) ? 'whole' : said;
}

function byInfoZip(): string {
  const said = run('unzip', ['-tq', file]);
  return said.includes('No errors') && run('zipinfo', ['-h', file]).includes(String(SMALL + 2)) ? 'whole' : said;
}

function byPython(): string {
  const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.testzip())';
  const said = run('python3', ['-c', script, file]).trim();
  return said === `${SMALL + 2} None` ? 'whole' : said;
}
