import { readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { decodeText } from '../../decode-text.ts';
import {
  bmpOf,
  isBareDib,
  looksLikeMetafile,
  readMetafile,
  svgOf,
  withPlainPictures,
  type VectorPicture,
} from '../../metafiles/metafiles.ts';
import { toPrintablePicture } from '../../printable-picture.ts';
import type { WebPages } from './page.ts';
import { safeHtml, showsNothing } from './safe-html.ts';

const MAX_HTML_BYTES = 32 << 20;
const MAX_PICTURE_BYTES = 32 << 20;
const MAX_PICTURES = 300;
const MOST_PX = 2000;

/** How foreign pages and letters look on paper. */
export const TEXT_CSS = `
body{overflow-wrap:anywhere}
h1{font:700 18pt/1.4 'TZ Hei',sans-serif;margin:0 0 10pt}
h2{font:700 15pt/1.4 'TZ Hei',sans-serif;margin:14pt 0 6pt}
h3,h4,h5,h6{font:700 12.5pt/1.4 'TZ Hei',sans-serif;margin:10pt 0 4pt}
h1,h2,h3,h4,h5,h6{break-after:avoid}
p{margin:0 0 6pt}
a{color:inherit;text-decoration:none}
img{max-width:100%;max-height:240mm;height:auto;break-inside:avoid}
table{border-collapse:collapse;max-width:100%}
td,th{vertical-align:top;padding:2pt 4pt}
table[border]:not([border="0"]) td,table[border]:not([border="0"]) th{border:.6pt solid #555}
tr,figure,li{break-inside:avoid}
pre,code,tt,kbd,samp{font-family:'TZ Hei',monospace;font-size:10pt;white-space:pre-wrap}
blockquote{margin:6pt 0 6pt 14pt;padding-left:8pt;border-left:2pt solid #bbb}`;

/**
 * A saved web page as it reads: all its words, its tables, and the pictures kept beside it (`…_files/`) or in it. Its scripts, style
 * sheets and everything from the network fall away. Throws Error when it is too large or no text.
 */
export async function webPagesOfHtml(path: string): Promise<WebPages> {
  if (statSync(path).size > MAX_HTML_BYTES) throw new Error('the page is too large');
  const decoded = decodeText(readFileSync(path));
  if (decoded === null) throw new Error('unknown text encoding');
  const pictures = createPictures();
  const folder = dirname(path);
  const { html, lostPictures } = safeHtml(decoded.text, (address) => {
    if (address.startsWith('data:')) return pictures.add(bytesOfDataAddress(address));
    return pictures.add(besidePage(folder, address));
  });
  if (showsNothing(html)) throw new Error('the page shows nothing');
  return { body: html, css: TEXT_CSS, files: await pictures.files(), notes: notesOn(lostPictures) };
}

export function notesOn(lostPictures: number): readonly string[] {
  return ['网页按正文排印,没有保留原来的样式', ...(lostPictures > 0 ? [`网页里有 ${lostPictures} 张图片不在本机,没有印出`] : [])];
}

/** Pictures of one page: added by their bytes, kept under names of ours. */
export function createPictures(): {
  readonly add: (bytes: Uint8Array | null) => string | null;
  /** Each as JPEG or PNG of at most 2,000 px a side, metafiles as SVG; those that are no picture become an empty file, which shows nothing. */
  readonly files: () => Promise<ReadonlyMap<string, Uint8Array>>;
} {
  const added: (Uint8Array | VectorPicture)[] = [];
  return {
    add(bytes) {
      if (bytes === null || bytes.length === 0 || bytes.length > MAX_PICTURE_BYTES || added.length >= MAX_PICTURES) return null;
      if (looksLikeMetafile(bytes)) {
        const drawing = readMetafile(bytes);
        return drawing && `picture-${added.push(drawing)}.svg`;
      }
      if (!looksLikePicture(bytes) && !isBareDib(bytes)) return null;
      return `picture-${added.push(bytes)}.png`;
    },
    async files() {
      const files = new Map<string, Uint8Array>();
      for (const [at, bytes] of added.entries()) {
        if (!(bytes instanceof Uint8Array)) {
          files.set(`picture-${at + 1}.svg`, Buffer.from(svgOf(await withPlainPictures(bytes))));
          continue;
        }
        const whole = isBareDib(bytes) ? bmpOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : bytes;
        const picture = await toPrintablePicture(whole, MOST_PX, 'kept');
        files.set(`picture-${at + 1}.png`, picture?.bytes ?? new Uint8Array());
      }
      return files;
    },
  };
}

function looksLikePicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|BM|II\*\0|MM\0\*|RIFF....WEBP)/s.test(start);
}

function bytesOfDataAddress(address: string): Uint8Array | null {
  const match = /^data:image\/[\w.+-]+;base64,([\sA-Za-z0-9+/=%]+)$/.exec(address);
  return match?.[1] === undefined ? null : Buffer.from(match[1], 'base64');
}

/** A picture kept beside the page, never anywhere else; null when it is not there. */
function besidePage(folder: string, address: string): Uint8Array | null {
  if (address === '' || /^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(address)) return null;
  try {
    const relative = normalize(decodeURIComponent(address.replace(/[?#].*$/, '')));
    if (relative.startsWith('..')) return null;
    const path = join(folder, relative);
    const found = statSync(path);
    return found.isFile() && found.size <= MAX_PICTURE_BYTES ? readFileSync(path) : null;
  } catch {
    return null;
  }
}
