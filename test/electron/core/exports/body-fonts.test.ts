import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { bodyFontOf, findBodyFonts } from '../../../../electron/core/exports/body-fonts.ts';
import { loadFonts } from '../../../../electron/core/exports/fonts.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const require = createRequire(import.meta.url);
const SHIPPED = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const before = process.env['XDG_DATA_HOME'];
afterEach(() => {
  if (before === undefined) delete process.env['XDG_DATA_HOME'];
  else process.env['XDG_DATA_HOME'] = before;
});

/** A person's own font folder with these files; each is a copy of a shipped font with the fsType of its OS/2 table as given. */
function withFonts(files: Readonly<Record<string, number>>): void {
  const data = temporaryFolder('own-fonts');
  process.env['XDG_DATA_HOME'] = data;
  for (const [file, fsType] of Object.entries(files)) {
    const path = join(data, 'fonts', file);
    mkdirSync(dirname(path), { recursive: true });
    const bytes = readFileSync(SHIPPED);
    for (let at = 12; at < 12 + 16 * bytes.readUInt16BE(4); at += 16)
      if (bytes.toString('latin1', at, at + 4) === 'OS/2') bytes.writeUInt16BE(fsType, bytes.readUInt32BE(at + 8) + 8);
    writeFileSync(path, bytes);
  }
}

test.runIf(process.platform !== 'win32')(
  '仿宋 and 楷体 are found by the names of their files, whatever the case, in a folder of their own too',
  () => {
    withFonts({ 'SIMFANG.TTF': 8, 'kai/simkai.ttf': 0, '别的.ttf': 0 });
    expect(findBodyFonts().map(({ id, file }) => [id, file])).toEqual([
      ['fangsong', 'SIMFANG.TTF'],
      ['kai', 'simkai.ttf'],
    ]);
    expect(bodyFontOf('kai')?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(bodyFontOf(undefined)).toBeNull();
  },
);

test.runIf(process.platform !== 'win32')(
  'one whose maker does not allow embedding or subsets, or that cannot be read, is not offered, and asking for it says what to do',
  () => {
    withFonts({ 'simfang.ttf': 0x0002, 'fangsong.ttf': 0x0108, 'simkai.ttf': 0x0200 });
    writeFileSync(join(process.env['XDG_DATA_HOME'] ?? '', 'fonts', 'kaiti.ttf'), 'no font');
    expect(findBodyFonts()).toEqual([]);
    expect(() => bodyFontOf('fangsong')).toThrow(/没有可以嵌入 PDF 的仿宋字体\(如 simfang\.ttf\).*正文字体改为宋体/);
  },
);

test('it is set in place of the regular 宋体 alone, and a character it lacks is set in ours', async () => {
  const file = join(temporaryFolder('body-font'), 'simfang.ttf');
  copyFileSync(SHIPPED, file);
  let ref = 0;
  const fonts = await loadFonts({ alloc: () => ({ objectNumber: ++ref }) as never }, { bodyFile: file });
  expect(fonts.encode('通知', 'song').map(({ face, resource }) => [face, resource])).toEqual([['body', 'Body']]);
  expect(fonts.encode('通䶶', 'song').map(({ face }) => face)).toEqual(['body', 'song']);
  for (const face of ['song-bold', 'hei', 'hei-bold'] as const) expect(fonts.encode('通知', face)[0]!.face).toBe(face);
});
