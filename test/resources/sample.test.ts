import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { read, utils } from '@e965/xlsx';
import ExifReader from 'exifreader';
import { readXlsx } from 'hucre';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';

import { unzip } from '../../resources/sample/make/encodings.ts';
import { plantedJson, sampleItems } from '../../resources/sample/make/make.ts';

const root = fileURLToPath(new URL('../../resources/sample', import.meta.url));
const filesRoot = join(root, 'files');

/** word-extractor ships no types; this is what the tests use of it. */
const WordExtractor = createRequire(import.meta.url)('word-extractor') as new () => {
  extract(bytes: Buffer): Promise<{ getBody(): string }>;
};

interface Evidence {
  readonly kind: string | null;
  readonly date: string | null;
  readonly readable: boolean;
}
interface PlantedFile {
  readonly baseDate: string;
  readonly planted: readonly {
    readonly path: string;
    readonly problem: string;
    readonly expectation: string;
    readonly password?: string;
  }[];
  readonly gaps: readonly { readonly indicator: string; readonly kind: string; readonly state: string }[];
  readonly complete: readonly string[];
  readonly dutyTable: { readonly notUnderstoodRows: readonly number[] };
  readonly intended: Readonly<Record<string, string | null>>;
  readonly evidence: Readonly<Record<string, Evidence>>;
}
interface FrameworkFile {
  readonly items: readonly {
    readonly code: string;
    readonly leaf: boolean;
    readonly evidenceRules: readonly { readonly kind: string; readonly min: number; readonly windowMonths: number }[];
  }[];
}

const planted = JSON.parse(readFileSync(join(root, 'planted.json'), 'utf8')) as PlantedFile;
const paths = readdirSync(filesRoot, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(filesRoot, join(entry.parentPath, entry.name)).split(sep).join('/'));
const bytesOf = (path: string): Buffer => readFileSync(join(filesRoot, path));
const sha256 = (path: string): string => createHash('sha256').update(bytesOf(path)).digest('hex');

/** The one path of the sample whose name contains `part`. */
function named(part: string): string {
  const found = paths.filter((path) => path.includes(part));
  if (found.length !== 1) throw new Error(`${part}: ${found.length} files`);
  return found[0]!;
}
const plantedWith = (words: string) => planted.planted.find((one) => one.problem.includes(words))!;

describe('what the sample says about itself', () => {
  test('names every file it ships and ships every file it names', () => {
    expect([...paths].sort()).toEqual(Object.keys(planted.intended).sort());
    for (const one of planted.planted) expect(paths).toContain(one.path);
  });

  test('planted.json is what the script writes', () => {
    expect(readFileSync(join(root, 'planted.json'), 'utf8')).toBe(plantedJson(sampleItems()));
  });

  test('stays below 12 MiB, with photos of the size a camera or phone leaves', () => {
    const total = paths.reduce((sum, path) => sum + bytesOf(path).length, 0);
    expect(total).toBeLessThan(12 * 1024 * 1024);
    for (const path of paths.filter((name) => /\.jpg$/i.test(name) && !name.includes('媒体截图'))) {
      expect(bytesOf(path).length, path).toBeGreaterThan(150_000);
      expect(bytesOf(path).length, path).toBeLessThan(500_000);
    }
  });

  test('the planted gaps and the complete indicators follow from the framework and from what the files cover', () => {
    const framework = JSON.parse(
      readFileSync(fileURLToPath(new URL('../../resources/frameworks/wenming-chengshi.json', import.meta.url)), 'utf8'),
    ) as FrameworkFile;
    const counted = new Map<string, Evidence[]>();
    const seen = new Set<string>();
    for (const [path, code] of Object.entries(planted.intended)) {
      const evidence = planted.evidence[path];
      if (code === null || evidence === undefined || seen.has(sha256(path))) continue;
      seen.add(sha256(path));
      counted.set(code, [...(counted.get(code) ?? []), evidence]);
    }
    const gaps: { indicator: string; kind: string; state: string }[] = [];
    const complete: string[] = [];
    for (const leaf of framework.items.filter((one) => one.leaf && counted.has(one.code))) {
      const states = leaf.evidenceRules.map((rule) => {
        const from = `${Number(planted.baseDate.slice(0, 4)) - rule.windowMonths / 12}${planted.baseDate.slice(4)}`;
        const same = (counted.get(leaf.code) ?? []).filter((one) => one.kind === rule.kind);
        const readable = same.filter((one) => one.readable && one.date !== null);
        const fitting = readable.filter((one) => one.date! >= from && one.date! <= planted.baseDate);
        if (fitting.length >= rule.min) return { kind: rule.kind, state: '齐全' };
        if (fitting.length > 0) return { kind: rule.kind, state: '数量不足' };
        if (readable.length > 0) return { kind: rule.kind, state: '超出时限' };
        return { kind: rule.kind, state: same.length > 0 ? '无法读取' : '缺失' };
      });
      const unmet = states.filter((need) => need.state !== '齐全');
      if (unmet.length === 0) complete.push(leaf.code);
      gaps.push(...unmet.map((need) => ({ indicator: leaf.code, ...need })));
    }
    expect(planted.complete).toEqual(complete);
    expect(complete.length).toBeGreaterThanOrEqual(12);
    const touched = planted.gaps.filter((gap) => counted.has(gap.indicator));
    expect(touched).toEqual(gaps);
    for (const gap of planted.gaps.filter((one) => !counted.has(one.indicator))) expect(gap.state).toBe('缺失');
    for (const state of ['缺失', '数量不足', '超出时限', '无法读取']) expect(gaps.map((gap) => gap.state)).toContain(state);
  });

  test('two files are the same content under two names, all others differ', () => {
    const copy = plantedWith('完全相同').path;
    const bySha = new Map<string, string[]>();
    for (const path of paths) bySha.set(sha256(path), [...(bySha.get(sha256(path)) ?? []), path]);
    const doubled = [...bySha.values()].filter((group) => group.length > 1);
    expect(doubled).toHaveLength(1);
    expect(doubled[0]).toContain(copy);
  });
});

describe('the planted problems are real', () => {
  test('the encrypted workbook opens with its password only', async () => {
    const { path, password } = plantedWith('ECMA-376');
    await expect(readXlsx(bytesOf(path))).rejects.toThrow();
    const book = await readXlsx(bytesOf(path), { password: password! });
    expect(JSON.stringify(book.sheets[0]?.rows)).toContain('实名登记');
  });

  test('the locked PDF opens with its password only', async () => {
    const { path, password } = plantedWith('有打开密码的 PDF');
    await expect(PDFDocument.load(bytesOf(path))).rejects.toThrow();
    expect((await PDFDocument.load(bytesOf(path), { password: password! })).getPageCount()).toBe(1);
  });

  test('the broken PDF begins as one and never ends', () => {
    const bytes = bytesOf(plantedWith('前 40%').path);
    expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
    expect(bytes.toString('latin1')).not.toContain('%%EOF');
  });

  test('misnamed files show their real type in their first bytes', () => {
    expect(bytesOf(plantedWith('其实是 PDF').path).toString('latin1', 0, 5)).toBe('%PDF-');
    expect(plantedWith('其实是 PDF').path).toMatch(/\.docx$/);
    expect(bytesOf(plantedWith('其实是 PNG').path).toString('latin1', 1, 4)).toBe('PNG');
    expect(plantedWith('其实是 PNG').path).toMatch(/\.jpg$/);
  });

  test('files that are no evidence are there: empty, temporary, of the system', () => {
    expect(bytesOf(plantedWith('零字节').path)).toHaveLength(0);
    for (const name of ['~$创城简报第3期.docx', 'Thumbs.db', 'desktop.ini', '.mp4.part']) expect(named(name)).toBeTruthy();
  });

  test('old encodings: GBK text and CSV, UTF-16 text, a zip with GBK names', () => {
    const gbk = new TextDecoder('gbk', { fatal: true });
    expect(gbk.decode(bytesOf(named('现场检查记录')))).toContain('季度考核现场检查记录');
    expect(gbk.decode(bytesOf(named('噪声监测统计表')))).toContain('昼间平均等效声级');
    const utf16 = bytesOf(named('修订情况说明报告.txt'));
    expect([utf16[0], utf16[1]]).toEqual([0xff, 0xfe]);
    expect(new TextDecoder('utf-16le').decode(utf16)).toContain('居民公约');
    const members = unzip(bytesOf(named('修订前后文本')));
    expect(members.map((member) => [member.utf8, gbk.decode(member.name)])).toEqual([
      [false, '居民公约(修订前).txt'],
      [false, '居民公约(修订后).txt'],
    ]);
  });

  test('old Office files are real ones', async () => {
    const doc = await new WordExtractor().extract(bytesOf(named('背街小巷整治提升情况说明报告.doc')));
    expect(doc.getBody()).toContain('亮灯率98.6%');
    const bytes = bytesOf(named('满意度及神秘顾客'));
    expect(bytes.subarray(0, 4).toString('hex')).toBe('d0cf11e0');
    const sheet = Object.values(read(bytes).Sheets)[0]!;
    expect(utils.sheet_to_csv(sheet)).toContain('区政务服务大厅');
  });

  test('PDF pages are turned, cropped and lying as announced', async () => {
    const turned = (await PDFDocument.load(bytesOf(plantedWith('/Rotate').path))).getPage(0);
    expect(turned.getRotation().angle).toBe(90);
    const cropped = (await PDFDocument.load(bytesOf(plantedWith('CropBox').path))).getPage(0);
    expect(cropped.getCropBox().width).toBeLessThan(cropped.getMediaBox().width);
    const lying = (await PDFDocument.load(bytesOf(plantedWith('横向').path))).getPage(0);
    expect(lying.getWidth()).toBeGreaterThan(lying.getHeight());
  });

  test('photos carry a date, a camera and an orientation, legal or not, or nothing at all', () => {
    const tags = (path: string) => ExifReader.load(bytesOf(path));
    const post = tags(named('滨江社区学雷锋志愿服务站2026'));
    expect(post['DateTimeOriginal']?.description).toBe('2026:05:06 08:55:20');
    expect(post['OffsetTimeOriginal']?.description).toBe('+08:00');
    expect(post['Model']?.description).toBe('LT D300');
    expect(Number(post['GPSLatitude']?.description)).toBeCloseTo(30.5, 1);
    expect(tags(plantedWith('方向 6').path)['Orientation']?.value).toBe(6);
    expect(tags(plantedWith('方向是 9').path)['Orientation']?.value).toBe(9);
    const bare = tags(plantedWith('没有 EXIF').path);
    expect(bare['DateTimeOriginal']).toBeUndefined();
    expect(bare['Model']).toBeUndefined();
  });

  test('every photo was taken on the day its name or folder tells', () => {
    for (const [path, evidence] of Object.entries(planted.evidence)) {
      if (evidence.kind !== '实景图片' || path === plantedWith('没有 EXIF').path) continue;
      const taken = ExifReader.load(bytesOf(path))['DateTimeOriginal']?.description ?? '';
      expect(taken.slice(0, 10).replaceAll(':', '-'), path).toBe(evidence.date);
    }
  });

  test('one table is 300 rows long, one 53 columns wide, one names people in rare characters', async () => {
    const rows = async (part: string) => (await readXlsx(bytesOf(named(part)))).sheets[0]!.rows;
    expect((await rows('整改销号明细表')).filter((row) => String(row[0]).startsWith('WT2026'))).toHaveLength(300);
    expect((await rows('按周统计表'))[2]).toHaveLength(53);
    const names = JSON.stringify(await rows('星级志愿者名单'));
    for (const character of ['㛃', '䶮', '𠮷']) expect(names).toContain(character);
  });
});

test('the responsibility table has merged cells, the eight columns and 25 rows of which two make no sense', async () => {
  const sheet = (await readXlsx(readFileSync(join(root, '责任分解一体表.xlsx')))).sheets[0]!;
  expect(sheet.rows[2]).toEqual(['测评项目', '测评内容', '测评标准', '测评方法', '牵头单位', '责任单位', '完成时间', '材料要求']);
  const body = sheet.rows.slice(3, -1);
  expect(body).toHaveLength(25);
  const understood = body.filter((_, i) => !planted.dutyTable.notUnderstoodRows.includes(i + 4));
  expect(understood).toHaveLength(23);
  for (const row of understood) for (const column of [2, 3, 4, 6, 7]) expect(String(row[column] ?? '')).not.toBe('');
  for (const number of planted.dutyTable.notUnderstoodRows) expect(sheet.rows[number - 1]?.[2] ?? '').toBe('');
  expect((sheet.merges ?? []).filter((merge) => merge.startCol === 0 && merge.startRow > 2).length).toBeGreaterThanOrEqual(5);
});

test('running the script again gives the same documents', async () => {
  const contentOf = (path: string, bytes: Buffer): unknown =>
    /\.(docx|xlsx|pptx|zip)$/.test(path) && bytes.subarray(0, 2).toString('latin1') === 'PK'
      ? unzip(bytes).map((member) => [member.name.toString('latin1'), member.content.toString('base64')])
      : bytes.toString('base64');
  const drawn = /\.(jpe?g|png|tif)$|扫描件/i;
  for (const one of sampleItems().filter((item) => !item.keep && !drawn.test(item.path)))
    expect(contentOf(one.path, await one.content()), one.path).toEqual(contentOf(one.path, bytesOf(one.path)));
}, 60_000);
