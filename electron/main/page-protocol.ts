import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { protocol, type Session } from 'electron';
import type { ServedFile } from '../core/documents/documents.ts';
import type { OwnFile } from '../core/downloads/downloads.ts';
import { PAGE_FOLDER } from '../core/program-folder.ts';
import {
  answerFile,
  documentRequest,
  offeredToken,
  pathOf,
  staticFile,
  withDisposition,
  type PageFile,
} from '../hosts/page-files.ts';
import { SECURITY_HEADERS } from '../hosts/page-headers.ts';
import { isPageAddress, SCHEME } from './hardening.ts';

/** Asks the core on behalf of the main process; null when it has no such file. */
export type AskCore = <T>(procedure: string, input: unknown) => Promise<T | null>;

/** Before `ready`: our scheme behaves as a secure origin of its own. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the page and, by id or token, bytes of documents and of our own files; with the same headers as over loopback. */
export function servePage(page: Session, ask: AskCore): void {
  page.protocol.handle(SCHEME, async (request) => {
    const refused = new Response(null, { status: 404, headers: SECURITY_HEADERS });
    if (!isPageAddress(request.url) || (request.method !== 'GET' && request.method !== 'HEAD')) return refused;
    const file = await fileOf(new URL(request.url), ask);
    // A document without a thumbnail is nothing wrong: the page shows the sort of file instead.
    if (!file && documentRequest(new URL(request.url))?.form === 'thumbnail')
      return new Response(null, { status: 204, headers: SECURITY_HEADERS });
    if (!file) return refused;
    const answer = await answerFile(file, { method: request.method, range: request.headers.get('range') });
    const body = answer.bytes
      ? (Readable.toWeb(createReadStream(pathOf(file.file), answer.bytes)) as ReadableStream<Uint8Array>)
      : null;
    return new Response(body, { status: answer.status, headers: { ...SECURITY_HEADERS, ...answer.headers } });
  });
}

async function fileOf(url: URL, ask: AskCore): Promise<PageFile | null> {
  const document = documentRequest(url);
  if (document) return ask<ServedFile>('main.documentFile', document);
  const token = offeredToken(url.pathname);
  if (token === null) return staticFile(PAGE_FOLDER, url.pathname);
  const own = await ask<OwnFile>('main.ownFile', { token });
  return own ? withDisposition(own) : null;
}
