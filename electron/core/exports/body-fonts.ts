import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { BODY_FONT_NAMES, type BodyFontId } from '../../../shared/domain/volume-look.ts';
import { embeddingFault } from './font-metrics.ts';

/** 正文字体 other than the 宋体 that comes along: 仿宋 and 楷体 of this machine, as GB/T 9704-2012 asks for; their licences let nobody ship them. */
export interface BodyFont {
  readonly id: BodyFontId;
  readonly path: string;
  /** Name of the file, for 备考表. */
  readonly file: string;
}

/** One a person chose, with the digest of its file. */
export type ChosenFont = BodyFont & { readonly sha256: string };

/** Names these fonts have on Windows, in WPS and Office, and as free ones; in lower case, the first found is taken. */
const FILES: Readonly<Record<BodyFontId, readonly string[]>> = {
  fangsong: [
    'simfang.ttf',
    '仿宋_gb2312.ttf',
    'fangsong_gb2312.ttf',
    'fangsong.ttf',
    'stfangso.ttf',
    'zhuquefangsong-regular.ttf',
  ],
  kai: [
    'simkai.ttf',
    '楷体_gb2312.ttf',
    'kaiti_gb2312.ttf',
    'kaiti.ttf',
    'stkaiti.ttf',
    'lxgwwenkaigb-regular.ttf',
    'lxgwwenkai-regular.ttf',
  ],
};
/** Folders below a font folder are looked into so far: Debian keeps a folder a family. */
const DEEPEST = 3;

/** The fonts of this machine that can be set and may be embedded, at most one of each kind. */
export function findBodyFonts(): readonly BodyFont[] {
  const files = fontPlaces().flatMap((folder) => filesBelow(folder, DEEPEST));
  return (Object.keys(FILES) as BodyFontId[]).flatMap((id) => {
    const path = FILES[id]
      .flatMap((name) => files.filter((file) => basename(file).toLowerCase() === name))
      .find((file) => embeddingFault(file) === null);
    return path === undefined ? [] : [{ id, path, file: basename(path) }];
  });
}

/** The font a person chose with the digest of its file; null for the 宋体 that comes along. Throws AppError `refused` where this machine lacks it. */
export function bodyFontOf(id: BodyFontId | undefined): ChosenFont | null {
  if (id === undefined) return null;
  const found = findBodyFonts().find((font) => font.id === id);
  if (!found)
    throw new AppError(
      'refused',
      `这台电脑上没有可以嵌入 PDF 的${BODY_FONT_NAMES[id]}字体(如 ${FILES[id][0]})。请在成册的选项里把正文字体改为宋体,或装上这种字体再成册。`,
    );
  return { ...found, sha256: createHash('sha256').update(readFileSync(found.path)).digest('hex') };
}

/** Where systems keep fonts: Windows for all and for one user; elsewhere as the XDG base directories say. */
function fontPlaces(): readonly string[] {
  const { WINDIR, LOCALAPPDATA, XDG_DATA_HOME } = process.env;
  if (process.platform === 'win32')
    return [
      join(WINDIR ?? 'C:\\Windows', 'Fonts'),
      ...(LOCALAPPDATA === undefined ? [] : [join(LOCALAPPDATA, 'Microsoft', 'Windows', 'Fonts')]),
    ];
  return [
    join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'fonts'),
    join(homedir(), '.fonts'),
    '/usr/local/share/fonts',
    '/usr/share/fonts',
  ];
}

function filesBelow(folder: string, levels: number): string[] {
  if (levels === 0 || !existsSync(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name), levels - 1) : [join(folder, entry.name)]));
  } catch {
    return [];
  }
}
