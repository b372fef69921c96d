import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** The program's own Chinese fonts for pages the browser engine prints, so that they look the same on every machine. */
const FACES = [
  { family: 'TZ Song', weight: 400, file: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf' },
  { family: 'TZ Song', weight: 700, file: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf' },
  { family: 'TZ Hei', weight: 400, file: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf' },
  { family: 'TZ Hei', weight: 700, file: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf' },
] as const;

/** Folders a printed page may load fonts from. */
export function fontFolders(): readonly string[] {
  return FACES.map(({ file }) => dirname(require.resolve(file)));
}

/** CSS that names the fonts `TZ Song` (宋体) and `TZ Hei` (黑体). */
export function fontRules(): string {
  return FACES.map(
    ({ family, weight, file }) =>
      `@font-face{font-family:'${family}';font-weight:${weight};src:url('${pathToFileURL(require.resolve(file)).href}')}`,
  ).join('\n');
}
