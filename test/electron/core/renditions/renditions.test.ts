import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  createRenditions,
  findBrowser,
  systemBrowserPrinter,
  type Printer,
  type Rendition,
  type Suite,
} from '../../../../electron/core/renditions/renditions.ts';
import { corporaFolder, temporaryFolder, treeHash } from '../../../support/folders.ts';
import { readVolume } from '../exports/volume-reader.ts';

const browser = findBrowser();
if (!browser) console.warn('没有运行的测试“浏览器排印”:这台机器上没有 Chromium 或 Edge。');
const printing = test.runIf(browser !== null);
const printer = browser === null ? null : systemBrowserPrinter(browser);
afterAll(() => printer?.close());

const calm = new AbortController().signal;
const FIXTURES = join(import.meta.dirname, '../../../fixtures/extract');

interface Place {
  readonly archive: string;
  readonly source: string;
}

function place(): Place {
  const folder = temporaryFolder('renditions');
  const made = { archive: join(folder, '档案库'), source: join(folder, '材料') };
  for (const one of Object.values(made)) mkdirSync(one);
  return made;
}

function made(
  { archive }: Place,
  path: string,
  type: 'html' | 'eml' | 'ofd' | 'pptx' | 'docx',
  how: { readonly printer?: Printer | null; readonly suite?: Suite | null; readonly signal?: AbortSignal } = {},
): Promise<Rendition> {
  const all = { archivePath: archive, printer, suite: null, signal: calm, ...how };
  return createRenditions(all).of({ path, type, sha256: '0'.repeat(64) });
}

/** The words of every page, white space aside. */
async function pagesOf(pdf: string | null): Promise<readonly string[]> {
  const { lines } = await readVolume(pdf ?? '');
  return lines.map((page) =>
    page
      .map(({ text }) => text)
      .join('')
      .replaceAll(/\s/g, ''),
  );
}

printing(
  'a saved page is printed with the pictures beside it; nothing is asked of the network, nothing written beside the page',
  async () => {
    const where = place();
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    mkdirSync(join(where.source, '页_files'));
    copyFileSync(join(FIXTURES, '065-webp/input.webp'), join(where.source, '页_files/图.webp'));
    const path = join(where.source, '页.html');
    writeFileSync(
      path,
      `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:${port}/refresh"><h1>社区报道</h1><p>正文</p><img src="页_files/图.webp">` +
        `<img src="../../etc/hostname"><img src="http://127.0.0.1:${port}/a.png"><script>document.body.innerText='被改写'</script>` +
        `<iframe src="http://127.0.0.1:${port}/frame"></iframe><style>@import url(http://127.0.0.1:${port}/s.css)</style>`,
    );
    const before = treeHash(where.source);
    const { pdf, notes, signed } = await made(where, path, 'html');
    server.close();
    expect(await pagesOf(pdf)).toEqual(['社区报道正文']);
    expect(readFileSync(pdf ?? '').includes('/Subtype /Image')).toBe(true);
    expect(notes).toEqual(['网页按正文排印,没有保留原来的样式', '网页里有 2 张图片不在本机,没有印出']);
    expect({ signed, asked }).toEqual({ signed: false, asked: [] });
    expect(treeHash(where.source)).toBe(before);
  },
);

printing('the browser itself runs no script and opens no file but the page’s own, whatever HTML it is given', async () => {
  const { archive, source } = place();
  writeFileSync(join(source, '密.txt'), '秘密');
  writeFileSync(
    join(archive, 'page.html'),
    `<p>原样</p><script>document.body.innerHTML='被改写'</script><iframe src="file://${source}/密.txt"></iframe>`,
  );
  const out = join(archive, 'out.pdf');
  await printer!.print({ folder: archive, out }, calm);
  expect(await pagesOf(out)).toEqual(['原样']);
});

printing('a letter is printed with who wrote it to whom, when by the sender’s clock, and its attachments', async () => {
  const where = place();
  const path = join(where.source, '信.eml');
  writeFileSync(
    path,
    'From: =?utf-8?B?546L5pWP?= <wm@example.cn>\r\nTo: wmb@example.cn\r\nSubject: =?utf-8?B?5oql6YCB?=\r\nDate: Tue, 10 Mar 2026 00:30:00 +0800\r\n' +
      'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n材料已报。\r\n' +
      '--b\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: attachment; filename="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n',
  );
  const { pdf } = await made(where, path, 'eml');
  const [page] = await pagesOf(pdf);
  for (const word of ['主题报送', '发件人王敏<wm@example.cn>', '2026年3月10日00:30', '附件a.pdf', '材料已报。'])
    expect(page).toContain(word);
});

printing('pages of an OFD and slides of a presentation come one for one', async () => {
  const where = place();
  const ofd = await made(where, join(FIXTURES, '043-ofd-two-pages-template/input.ofd'), 'ofd');
  expect(await pagesOf(ofd.pdf)).toHaveLength(2);
  const show = await made(where, join(FIXTURES, '030-pptx-order-table-notes/input.pptx'), 'pptx');
  expect((await pagesOf(show.pdf)).length).toBeGreaterThan(1);
});

printing('the same source is printed once', async () => {
  const where = place();
  const path = join(where.source, '页.html');
  writeFileSync(path, '<p>一次</p>');
  const first = await made(where, path, 'html');
  const refusing: Printer = { print: () => Promise.reject(new Error('printed again')), close: () => Promise.resolve() };
  expect(await made(where, path, 'html', { printer: refusing })).toEqual({ ...first, isNew: false });
});

printing('a print that is cancelled leaves nothing half done', async () => {
  const where = place();
  const path = join(where.source, '页.html');
  writeFileSync(path, '<p>取消</p>');
  const stopped = new AbortController();
  const run = made(where, path, 'html', { signal: stopped.signal });
  stopped.abort();
  await expect(run).rejects.toThrow();
  expect(readdirSync(join(where.archive, 'cache/renditions'))).toEqual([]);
});

printing.each(['html', 'eml', 'ofd', 'pptx'] as const)('a broken %s makes no pages and throws nothing', async (type) => {
  const where = place();
  const path = join(where.source, `坏.${type}`);
  writeFileSync(path, Buffer.from([0, 1, 2, 3, 0xff]));
  expect(await made(where, path, type)).toEqual({ pdf: null, by: null, isNew: false, signed: false, notes: [] });
});

test('where nothing can print, or a browser fails, documents keep the layout of ours', async () => {
  const where = place();
  const path = join(where.source, '页.html');
  writeFileSync(path, '<p>字</p>');
  const failing: Printer = { print: () => Promise.reject(new Error('no')), close: () => Promise.resolve() };
  for (const one of [null, failing]) expect(await made(where, path, 'html', { printer: one })).toMatchObject({ pdf: null });
});

/** A stand-in for an office program: a shell script that does what its last words say. */
function suite(where: Place, script: string): Suite {
  const program = join(where.archive, 'soffice');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { id: 'libreoffice', name: 'LibreOffice', program };
}

const onLinux = test.runIf(process.platform !== 'win32');

onLinux('an office program gets a copy, and its pages are kept', async () => {
  const where = place();
  const path = join(where.source, '文.docx');
  writeFileSync(path, 'docx');
  const before = treeHash(where.source);
  const copying = suite(
    where,
    'for last; do :; done; cp "$last" "$(dirname "$last")/out/document.pdf"; touch "$(dirname "$last")/.~lock"',
  );
  const { pdf, notes } = await made(where, path, 'docx', { suite: copying });
  expect(readFileSync(pdf ?? '', 'utf8')).toBe('docx');
  expect(notes).toEqual([]);
  expect(treeHash(where.source)).toBe(before);
});

onLinux.each(['exit 3', 'exit 0', 'kill -9 $$'])(
  'an office program that ends with “%s” is named, and ours lays the document out',
  async (script) => {
    const where = place();
    const path = join(where.source, '文.docx');
    writeFileSync(path, 'docx');
    const { pdf, notes } = await made(where, path, 'docx', { suite: suite(where, script) });
    expect(pdf).toBeNull();
    expect(notes).toEqual(['LibreOffice 没能转换这份文件,已按内置排版印出,请核对原件']);
  },
);

onLinux('an office program that hangs ends with the person’s cancel', async () => {
  const where = place();
  const path = join(where.source, '文.docx');
  writeFileSync(path, 'docx');
  const stopped = new AbortController();
  const pid = join(where.archive, 'pid');
  const run = made(where, path, 'docx', { suite: suite(where, `echo $$ > ${pid}; sleep 600`), signal: stopped.signal });
  await expect.poll(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '').toBe(true);
  stopped.abort();
  await expect(run).rejects.toThrow();
  const group = Number(readFileSync(pid, 'utf8'));
  await expect.poll(() => existsSync(`/proc/${group}`)).toBe(false);
});

const corpora = corporaFolder();
if (!corpora) console.warn('没有运行的测试“语料中的 OFD 和演示文稿”:../shared/corpora 不在。');

test.runIf(browser !== null && corpora !== null)(
  'every OFD and presentation of the corpora makes pages or says it cannot',
  async () => {
    const where = place();
    const files = readdirSync(corpora!, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ofd|pptx)$/.test(name));
    expect(files.length).toBeGreaterThan(15);
    const without: string[] = [];
    for (const name of files) {
      const { pdf } = await made(where, join(corpora!, name), name.endsWith('ofd') ? 'ofd' : 'pptx');
      if (pdf === null) without.push(name.replace(/^.*\//, ''));
      else expect((await pagesOf(pdf)).length, name).toBeGreaterThan(0);
    }
    // Locked, and made unreadable by a fuzzer.
    expect(without.sort()).toEqual([
      'clusterfuzz-testcase-minimized-POIFuzzer-5205835528404992.pptx',
      'testPPT_protected_passtika.pptx',
    ]);
  },
  240_000,
);
