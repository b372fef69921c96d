import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openSync } from 'fontkit';
import type { Font } from 'fontkit';
import { expect, test } from 'vitest';
import { readFontMetrics } from '../../../../electron/core/exports/font-metrics.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const require = createRequire(import.meta.url);
const FONTS = ['noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf', 'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'];

test.each(FONTS)('every character of %s has the glyph and the width that the font library finds', (name) => {
  const path = require.resolve(`@expo-google-fonts/${name}`);
  const metrics = readFontMetrics(path);
  const font = openSync(path) as Font;
  const known = new Set(font.characterSet);
  expect(known.size).toBeGreaterThan(25_000);
  const unlike: number[] = [];
  for (let codePoint = 0x20; codePoint < 0x2_00ff; codePoint++) {
    const glyphId = metrics.glyphOf(codePoint);
    if ((glyphId !== 0) !== known.has(codePoint)) unlike.push(codePoint);
    // The library makes an object of every glyph: one in seven is looked up.
    if (glyphId === 0 || codePoint % 7 > 0) continue;
    const glyph = font.glyphForCodePoint(codePoint);
    const width = (glyph.advanceWidth * 1000) / font.unitsPerEm;
    if (glyph.id !== glyphId || metrics.widthOf(glyphId) !== width) unlike.push(codePoint);
  }
  expect(unlike).toEqual([]);
});

test('a font collection and a file that is no font are refused', () => {
  const collection = join(temporaryFolder('fonts'), 'two.ttc');
  writeFileSync(collection, Buffer.concat([Buffer.from('ttcf'), Buffer.alloc(60)]));
  expect(() => readFontMetrics(collection)).toThrow('a font collection cannot be embedded');
  expect(() => readFontMetrics(import.meta.filename)).toThrow('font file');
});
