import { createHash } from 'node:crypto';

/** BagIt (RFC 8493): the files of a bag as text, and back. */

export const BAG_FILE = 'bagit.txt';
export const BAG_INFO = 'bag-info.txt';
export const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const BAG_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export interface BagLine {
  /** From the bag's own folder on, with `/`. */
  readonly path: string;
  readonly digest: string;
}

/** A manifest: one line a file, `digest  path`; line ends and percent signs of a path as `%0A`, `%0D`, `%25` (§2.1.3). */
export function encodeManifestLines(lines: readonly BagLine[]): string {
  const escaped = (path: string): string => path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
  return lines.map(({ path, digest }) => `${digest}  ${escaped(path)}\n`).join('');
}

/** Reads a manifest of any program; null for a text that is none. */
export function readManifestLines(text: string): readonly BagLine[] | null {
  const lines: BagLine[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    if (line === '') continue;
    const found = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(line);
    if (!found) return null;
    const path = (found[2] ?? '').replace(/%(0A|0D|25)/gi, (whole) => String.fromCharCode(Number.parseInt(whole.slice(1), 16)));
    lines.push({ digest: (found[1] ?? '').toLowerCase(), path: path.replace(/^\.\//, '') });
  }
  return lines;
}

/** `bag-info.txt`: a line a label (§2.2.2); a value keeps to one line. */
export function encodeBagInfo(entries: readonly (readonly [label: string, value: string])[]): string {
  return entries
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ')}\n`)
    .join('');
}

/** Value of a label in `bag-info.txt`, whatever the case of the label; null when it is not there. */
export function bagInfoValue(text: string, label: string): string | null {
  const line = text.split(/\r\n|\n|\r/).find((one) => one.toLowerCase().startsWith(`${label.toLowerCase()}:`));
  return line === undefined ? null : line.slice(label.length + 1).trim();
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
