import { stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import type { DocumentFileRequest, ServedFile } from '../core/documents/documents.ts';
import type { OwnFile } from '../core/downloads/downloads.ts';
import { PROGRAM_FOLDER } from '../core/program-folder.ts';

/** Which file a page's address means and how it is answered, the same for loopback HTTP and for Electron's own scheme. */

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
};

/** `/documents/<id>/<form>?v=<first characters of the SHA-256>`: bytes of a document are asked for by id, never by path. Null for anything else. */
export function documentRequest(url: Pick<URL, 'pathname' | 'searchParams'>): DocumentFileRequest | null {
  const match = /^\/documents\/(\d{1,12})\/(original|preview|thumbnail)$/.exec(url.pathname);
  if (!match) return null;
  const version = url.searchParams.get('v') ?? '';
  return { documentId: Number(match[1]), form: match[2] as DocumentFileRequest['form'], version };
}

/** `/files/<token>`: a file of ours that a procedure offered. Null for anything else. */
export function offeredToken(pathname: string): string | null {
  return /^\/files\/([A-Za-z0-9_-]{10,64})$/.exec(pathname)?.[1] ?? null;
}

/** A file to send, with what its answer says beyond its type. */
export interface PageFile extends ServedFile {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file of ours with the name a browser keeps or shows it under (RFC 6266, name in RFC 8187 form). */
export function withDisposition({ file, mime, name, disposition }: OwnFile): PageFile {
  const value = `${disposition}; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
  return { file, mime, headers: { 'content-disposition': value } };
}

/** Licences of what comes along, for 关于. */
const NOTICES = '/third-party.txt';

/** A file of the built page, or null when the path leaves its folder. */
export function staticFile(folder: string, pathname: string): ServedFile | null {
  if (pathname === NOTICES) return { file: join(PROGRAM_FOLDER, 'THIRD-PARTY.md'), mime: 'text/plain; charset=utf-8' };
  let name: string;
  try {
    name = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
  } catch {
    return null;
  }
  const file = join(folder, name);
  const inside = relative(folder, file);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside) || name.includes('\0')) return null;
  return { file, mime: MIME[extname(file).toLowerCase()] ?? 'application/octet-stream' };
}

/** A name that is not Unicode travels as bytes. */
export function pathOf(file: ServedFile['file']): string | Buffer {
  return typeof file === 'string' ? file : Buffer.from(file);
}

/** How a file is answered. `start` and `end` (included) are the bytes to send; null when there is no body. */
export interface FileAnswer {
  readonly status: 200 | 206 | 404 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: { readonly start: number; readonly end: number } | null;
}

/** The answer for a file and the `Range` asked for; 404 when it is gone. */
export async function answerFile(
  { file, mime, headers }: PageFile,
  request: { readonly method: string; readonly range: string | null },
): Promise<FileAnswer> {
  const found = await stat(pathOf(file)).catch(() => null);
  if (!found?.isFile()) return { status: 404, headers: {}, bytes: null };
  const range = rangeOf(request.range, found.size);
  if (range === 'unsatisfiable') return { status: 416, headers: { 'content-range': `bytes */${found.size}` }, bytes: null };
  const bytes = range ?? { start: 0, end: found.size - 1 };
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': mime,
      'content-length': String(found.size === 0 ? 0 : bytes.end - bytes.start + 1),
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      ...(range ? { 'content-range': `bytes ${bytes.start}-${bytes.end}/${found.size}` } : {}),
      ...headers,
    },
    bytes: request.method === 'HEAD' || found.size === 0 ? null : bytes,
  };
}

/** RFC 9110 §14.2, one range only; null means the whole file. */
function rangeOf(header: string | null, sizeBytes: number): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, sizeBytes - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  return start > end || start >= sizeBytes ? 'unsatisfiable' : { start, end };
}
