import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { openSync } from 'fontkit';
import type { Font } from 'fontkit';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FontFace } from '../../../../electron/core/exports/layout/blocks.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT } from '../../../../electron/core/exports/layout/drawing.ts';
import type { Drawing } from '../../../../electron/core/exports/layout/drawing.ts';
import { renderPages } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { writeBook } from './sections/book.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fonts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, texts: readonly (readonly [text: string, face: FontFace])[], sizePt = 40) {
  const path = join(folder, name);
  const drawings = texts.map(([text, face], index): Drawing => ({
    kind: 'text',
    x: 60,
    y: 100 + 80 * index,
    text,
    face,
    sizePt,
  }));
  const book = await writeBook(path, (fonts) => {
    fonts.setLabel('样张');
    return [{ page: { widthPt: A4_WIDTH_PT, heightPt: A4_HEIGHT_PT, drawings }, stamps: [], name: null }];
  });
  return { path, ...book };
}

async function textOf(path: string): Promise<string> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await readFile(path));
  const text = document.getPage(0).getText();
  document.destroy();
  library.destroy();
  return text.replace(/\r\n/g, '\n');
}

const require = createRequire(import.meta.url);
const FILES: Readonly<Record<FontFace, string>> = {
  song: 'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'song-bold': 'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  hei: 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'hei-bold': 'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

/** The text as the whole font draws it, by another rasteriser: the picture a correct subset must give. */
async function reference(text: string, face: FontFace, x: number, y: number, sizePt: number, scale: number): Promise<Uint8Array> {
  const font = openSync(require.resolve(`@expo-google-fonts/${FILES[face]}`)) as Font;
  let at = x;
  const paths = Array.from(text, (char) => {
    const glyph = font.glyphForCodePoint(char.codePointAt(0)!);
    const path = `<path transform="translate(${at} ${y}) scale(${sizePt / 1000} ${-sizePt / 1000})" d="${glyph.path.toSVG()}"/>`;
    at += (glyph.advanceWidth * sizePt) / 1000;
    return path;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(A4_WIDTH_PT * scale)}" height="${Math.round(A4_HEIGHT_PT * scale)}" viewBox="0 0 ${A4_WIDTH_PT} ${A4_HEIGHT_PT}"><rect width="100%" height="100%" fill="white"/>${paths.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: 'white' }).greyscale().raw().toBuffer();
}

test.each<[FontFace, string]>([
  ['song', '文明㛃䶮𬱟龘①Ⅱ—，AgQ9'],
  ['song-bold', '迎检档案第2卷'],
  ['hei', '指标材料〔2025〕41号'],
  ['hei-bold', '不完整草稿【】'],
])('a subset of %s has the same ink as the whole font', async (face, text) => {
  const { path } = await write(`${face}.pdf`, [[text, face]]);
  const [picture] = await renderPages(path, [0], Math.round(A4_WIDTH_PT * 2));
  const expected = await reference(text, face, 60, 100, 40, 2);
  const { widthPx, heightPx, rgba } = picture!;
  expect(expected.length).toBe(widthPx * heightPx);
  let ink = 0;
  let difference = 0;
  for (let at = 0; at < expected.length; at += 1) {
    ink += 255 - expected[at]!;
    difference += Math.abs(expected[at]! - rgba[4 * at]!);
  }
  expect(ink).toBeGreaterThan(100_000);
  expect(difference / ink).toBeLessThan(0.15);
});

test('text read back from the file is the text put in, rare names and mixed scripts included', async () => {
  const lines = ['㛃䶮同志、𬱟女士', '云泽府办〔2025〕41号', 'Ⅱ-9-1)-① 《通知》（草案）', 'café naïve 96.5%'];
  const { path, fonts } = await write(
    'text.pdf',
    lines.map((line) => [line, 'song'] as const),
    20,
  );
  expect((await textOf(path)).split('\n')).toEqual(lines);
  expect(fonts.missing.size).toBe(0);
});

test('a character no font has is named with its text, drawn as 〓, and still found in the text', async () => {
  const { path, fonts } = await write('missing.pdf', [['𠮷田龘', 'song']]);
  expect([...fonts.missing].map(([char, labels]) => [char, [...labels]])).toEqual([['𠮷', ['样张']]]);
  expect((await textOf(path)).trim()).toBe('𠮷田龘');
  const geta = await write('geta.pdf', [['〓田龘', 'song']]);
  const [[one], [two]] = await Promise.all([renderPages(path, [0], 600), renderPages(geta.path, [0], 600)]);
  expect(Buffer.compare(one!.rgba, two!.rgba)).toBe(0);
});

test('a character one face lacks is taken from the next', async () => {
  const whole = openSync(require.resolve(`@expo-google-fonts/${FILES.song}`)) as Font;
  const other = openSync(require.resolve(`@expo-google-fonts/${FILES.hei}`)) as Font;
  const only = other.characterSet.find((code) => code > 0x3000 && !whole.hasGlyphForCodePoint(code));
  expect(only).toBeDefined();
  const char = String.fromCodePoint(only!);
  const { path, fonts } = await write('fallback.pdf', [[`甲${char}乙`, 'song']]);
  expect(fonts.missing.size).toBe(0);
  expect((await textOf(path)).trim()).toBe(`甲${char}乙`);
});

test('control characters, joiners and variation selectors set nothing; a lone surrogate does not break the file', async () => {
  const { path, fonts } = await write('odd.pdf', [['文\u0007\u200b明\ufe0f\ud800交', 'song']]);
  expect(fonts.measure('文\u0007\u200b明\ufe0f', 'song', 10)).toBe(20);
  expect((await textOf(path)).replace(/\ufffd/g, '?').trim()).toMatch(/^文明.?交$/);
});

test('the same text gives the same bytes', async () => {
  const texts = [['文明交通', 'song'], ['指标', 'hei']] as const; // prettier-ignore
  const [one, two] = [await write('a.pdf', texts), await write('b.pdf', texts)];
  expect(one.file.sha256).toBe(two.file.sha256);
});
