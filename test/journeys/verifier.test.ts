import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listDigest } from '../../electron/core/exports/list-digest.ts';
import { encodeManifest, MANIFEST_FILE, VERIFIER_FILE, type Manifest } from '../../electron/core/exports/manifest.ts';
import { createSm3 } from '../../electron/core/exports/sm3.ts';
import { RESOURCES_FOLDER } from '../../electron/core/program-folder.ts';
import { makeSampleCore, quiet } from '../support/sample-core.ts';
import { temporaryFolder } from '../support/folders.ts';
import { executablePath } from './browser-host.ts';
import { findings } from './look.ts';

const folder = temporaryFolder('verifier');
const whole = join(folder, '第1版');
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Larger than one piece of the page's reading, and of no round length. */
const VOLUME = Buffer.from(Array.from({ length: 4_500_123 }, (_, n) => (n * 7 + (n >> 9)) & 255));
const ORIGINAL = '关于文明交通的通知\n';
const FILES = { '创建档案_第1版.pdf': VOLUME, '清单.csv': Buffer.from('\uFEFF材料编号\r\n') } as const;

function writeEdition(): void {
  mkdirSync(whole);
  for (const [file, bytes] of Object.entries(FILES)) writeFileSync(join(whole, file), bytes);
  const page = readFileSync(join(RESOURCES_FOLDER, 'verifier', 'verifier.html'));
  writeFileSync(join(whole, VERIFIER_FILE), page);
  const described = (file: string, bytes: Uint8Array) => ({ file, sizeBytes: bytes.length, sha256: sha256(bytes) });
  const [volume, list] = Object.entries(FILES).map(([file, bytes]) => described(file, bytes));
  const placed = { volume: volume!.file, firstPage: 9, lastPage: 10, firstLabel: '3', lastLabel: '4', omitted: null };
  writeFileSync(
    join(whole, MANIFEST_FILE),
    encodeManifest({
      ...{ format: 'taizhang-manifest', formatVersion: 1, program: '迎检台账', archive: '创建档案', unit: '创建办' },
      ...{ baseDate: '2026-06-30', edition: 1, createdAt: '2026-06-30T09:00:00', complete: true },
      frameworks: [{ id: 'x', name: '测评体系', edition: '2026', note: '' }],
      volumes: [{ ...volume!, pages: 12, pageDigests: [] }],
      files: [list!, described(VERIFIER_FILE, page)],
      items: [
        {
          ...{ materialCode: 'Ⅱ-1-①', indicator: 'Ⅱ-1', title: '关于文明交通的通知', path: '交警队/通知.txt', source: '材料' },
          ...{ sizeBytes: ORIGINAL.length, date: null, sha256: sha256(ORIGINAL), ...placed },
        },
      ],
      omitted: [],
    }),
  );
}

describe.runIf(executablePath)('校验.html opened from its folder, with no server and no network', () => {
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    writeEdition();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox', '--disable-gpu'] });
    const context = await browser.newContext({ offline: true, viewport: { width: 1366, height: 768 } });
    page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
  }, 30_000);
  afterAll(async () => {
    expect(asked.every((url) => url.startsWith('file:') || url.startsWith('data:'))).toBe(true);
    await browser.close();
  });
  beforeEach(async () => {
    await page.goto(pathToFileURL(join(whole, VERIFIER_FILE)).href);
  });

  /** The edition as it is after `change`, given to the page as a folder; the verdict and the rows it shows. */
  async function shownAfter(name: string, change: (where: string) => void | Promise<void>): Promise<readonly string[]> {
    const copy = join(folder, name);
    cpSync(whole, copy, { recursive: true });
    await change(copy);
    await page.locator('#folder').setInputFiles(copy);
    await page.locator('#verdict').waitFor();
    const rows = await page.locator('#rows tr').allInnerTexts();
    return [await page.locator('#verdict').innerText(), ...rows.map((row) => row.replaceAll('\t', ' '))];
  }

  test('an untouched folder passes, every file named, and the page can be read by everyone', async () => {
    const [verdict, ...rows] = await shownAfter('完好', () => undefined);
    expect(verdict).toBe('● 校验通过:4 个文件与成册时一致,没有缺少,没有多出。');
    expect(rows).toHaveLength(4);
    await expect
      .poll(() => page.locator('#digest').innerText())
      .toBe((JSON.parse(readFileSync(join(whole, MANIFEST_FILE), 'utf8')) as { digest: string }).digest);
    const item = { sha256: sha256(ORIGINAL), materialCode: 'Ⅱ-1-①', path: '交警队/通知.txt' };
    expect(await page.locator('#lists td').allInnerTexts()).toEqual(['创建档案_第1版.pdf', listDigest([item])]);
    expect(await findings(page)).toEqual([]);
  });

  test('a changed, a missing and an added file are named, first of all', async () => {
    const [verdict, ...rows] = await shownAfter('动过', (where) => {
      const bytes = Buffer.from(VOLUME);
      bytes[4_400_000] = (bytes[4_400_000] ?? 0) ^ 1;
      writeFileSync(join(where, '创建档案_第1版.pdf'), bytes);
      rmSync(join(where, '清单.csv'));
      mkdirSync(join(where, '附件'));
      writeFileSync(join(where, '附件', '多出来的.txt'), 'x');
    });
    expect(verdict).toContain('发现 3 个问题');
    expect(rows.slice(0, 3)).toEqual([
      '⊠ 改动 创建档案_第1版.pdf 内容与成册时不同。',
      '⊠ 缺少 清单.csv 清单里有,文件夹里没有。',
      '⊠ 多出 附件/多出来的.txt 清单里没有这个文件,也不是清单里的材料原件。',
    ]);
  });

  test('of a real edition, the volume of the sample, it finds the one byte that was changed, and passes it when it is whole again', async () => {
    const { core, archive, folder: place } = await makeSampleCore('verifier-sample');
    const out = join(place, '成册');
    const { volumes } = await core.call('export.run', { archive, out, draft: false }, quiet());
    const name = volumes[0]!.file;
    const path = join(out, name);
    const bytes = readFileSync(path);
    const check = async (): Promise<string> => {
      await page.reload();
      await page.locator('#folder').setInputFiles(out);
      await page.locator('#verdict').waitFor();
      return `${await page.locator('#verdict').innerText()} ${await page.locator('#rows tr').first().innerText()}`;
    };
    expect(await check()).toContain('● 校验通过');
    const changed = Buffer.from(bytes);
    changed[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, changed);
    const found = (await check()).replaceAll('\t', ' ');
    expect(found).toMatch(/发现 1 个问题.* ⊠ 改动 .*内容与成册时不同。$/);
    expect(found).toContain(name);
    writeFileSync(path, bytes);
    expect(await check()).toContain('● 校验通过');
  }, 240_000);

  test('an edited list is noticed although all files agree with it', async () => {
    const [verdict, first] = await shownAfter('改清单', (where) => {
      const file = join(where, MANIFEST_FILE);
      writeFileSync(file, readFileSync(file, 'utf8').replace('"lastLabel": "4"', '"lastLabel": "5"'));
    });
    expect(verdict).toContain('发现 1 个问题');
    expect(first).toBe('⊠ 改动 manifest.json 清单在成册之后被改动过。');
  });

  test('where the list has SM3 too, it is held against every file and named where it alone differs', async () => {
    const sm3Of = async (bytes: Uint8Array | string): Promise<string> => (await createSm3()).update(bytes).digest();
    const withSm3 = async (where: string, ofVolume: (digest: string) => string): Promise<void> => {
      const file = join(where, MANIFEST_FILE);
      const { digest: _, ...list } = JSON.parse(readFileSync(file, 'utf8')) as Manifest & { readonly digest: string };
      const files = await Promise.all(
        list.files.map(async (one) => ({ ...one, sm3: await sm3Of(readFileSync(join(where, one.file))) })),
      );
      const volumes = await Promise.all(list.volumes.map(async (one) => ({ ...one, sm3: ofVolume(await sm3Of(VOLUME)) })));
      const items = await Promise.all(list.items.map(async (one) => ({ ...one, sm3: await sm3Of(ORIGINAL) })));
      writeFileSync(file, encodeManifest({ ...list, volumes, files, items }));
      writeFileSync(join(where, '原件.txt'), ORIGINAL);
    };
    const [verdict] = await shownAfter('国密', (where) => withSm3(where, (digest) => digest));
    expect(verdict).toBe('● 校验通过:4 个文件与成册时一致,没有缺少,没有多出。另有 1 份材料原件与清单一致。国密摘要 SM3 也一致。');
    const [, first] = await shownAfter('国密不同', (where) =>
      withSm3(where, (digest) => digest.replace(/^./, (one) => (one === '0' ? '1' : '0'))),
    );
    expect(first).toBe('⊠ 改动 创建档案_第1版.pdf 国密摘要(SM3)与清单不同。');
  });

  test('an original beside it is recognised as the material it is', async () => {
    const [verdict, ...rows] = await shownAfter('原件', (where) => writeFileSync(join(where, '随便叫什么.txt'), ORIGINAL));
    expect(verdict).toContain('另有 1 份材料原件与清单一致');
    expect(rows.at(-1)).toBe('● 原件 随便叫什么.txt 与材料 Ⅱ-1-① 关于文明交通的通知 一致(创建档案_第1版.pdf 第 3–4 页)。');
  });

  test('without the list it says what to do; files dropped on the page are checked too', async () => {
    const drop = async (names: readonly string[]): Promise<void> => {
      const given = names.map((name) => ({ name, base64: readFileSync(join(whole, name)).toString('base64') }));
      const transfer = await page.evaluateHandle((all) => {
        const data = new DataTransfer();
        for (const { name, base64 } of all)
          data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
        return data;
      }, given);
      await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer });
      await page.locator('#verdict').waitFor();
    };
    await drop(['清单.csv']);
    await expect.poll(() => page.locator('#verdict').innerText()).toContain('请把整个成册文件夹拖进来');
    await drop(['创建档案_第1版.pdf', '清单.csv', VERIFIER_FILE, MANIFEST_FILE]);
    await expect.poll(() => page.locator('#verdict').innerText()).toContain('校验通过:4 个文件');
  });
});
