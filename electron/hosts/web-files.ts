import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { answerFile, pathOf, type PageFile } from './page-files.ts';

/** Sends a file, or the range asked for; 404 when it is gone. A person who closes the page half way is no failure. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, page: PageFile): Promise<void> {
  const answer = await answerFile(page, { method: request.method ?? 'GET', range: request.headers.range ?? null });
  response.writeHead(answer.status, answer.headers);
  if (!answer.bytes) {
    response.end();
    return;
  }
  await pipeline(createReadStream(pathOf(page.file), answer.bytes), response).catch(() => response.destroy());
}
