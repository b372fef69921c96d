import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./draw-then-read.ts', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../../../resources/sample/files/', import.meta.url));

test('a scan is recognised in a process that has drawn other PDFs before and draws them after, and the process lives', async () => {
  const files = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.pdf'))
    .map((file) => join(SAMPLE, file));
  const scan = files.find((file) => file.includes('扫描件')) ?? '';
  const child = spawn(process.execPath, [PROGRAM, scan, ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const how = await new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  expect(how).toEqual({ code: 0, signal: null });
  expect(Number(printed)).toBeGreaterThan(10);
});
