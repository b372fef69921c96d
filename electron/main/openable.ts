import { extname } from 'node:path';

/** Suffixes whose program only shows them. What is not in the list (programs, scripts, shortcuts, pages) is never started. */
const OPENABLE: ReadonlySet<string> = new Set(
  (
    'doc docx wps rtf odt xls xlsx et csv ods ppt pptx dps odp pdf ofd txt md epub ' +
    'jpg jpeg png gif bmp tif tiff webp heic heif mp4 mov avi mkv mp3 wav m4a zip rar 7z eml msg'
  ).split(' '),
);

export function isOpenable(file: string): boolean {
  return OPENABLE.has(extname(file).slice(1).toLowerCase());
}
