import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, isAbsolute, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DocumentFileRequest, ServedFile } from '../core/documents/documents.ts';
import type { OwnFile } from '../core/downloads/downloads.ts';

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

/** How a browser keeps or shows a file of ours (RFC 6266, name in RFC 8187 form). */
export function dispositionOf({ name, disposition }: OwnFile): string {
  return `${disposition}; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

/** A file of the built page, or null when the path leaves its folder. */
export function staticFile(folder: string, pathname: string): ServedFile | null {
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

/** Sends a file, or the range asked for; 404 when it is gone. A person who closes the page half way is no failure. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, { file, mime }: ServedFile): Promise<void> {
  const path = typeof file === 'string' ? file : Buffer.from(file);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  const range = rangeOf(request.headers.range, found.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${found.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: found.size - 1 };
  response.writeHead(range ? 206 : 200, {
    'content-type': mime,
    'content-length': found.size === 0 ? 0 : end - start + 1,
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    ...(range ? { 'content-range': `bytes ${start}-${end}/${found.size}` } : {}),
  });
  if (request.method === 'HEAD' || found.size === 0) {
    response.end();
    return;
  }
  await pipeline(createReadStream(path, { start, end }), response).catch(() => response.destroy());
}

/** RFC 9110 §14.2, one range only; null means the whole file. */
function rangeOf(header: string | undefined, sizeBytes: number): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, sizeBytes - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  return start > end || start >= sizeBytes ? 'unsatisfiable' : { start, end };
}
