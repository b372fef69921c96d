import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { index, makePlace, put, reopen, textDeps, type Place } from './index-support.ts';

const FILES = 400;

/** Starts an index run in a process of its own and kills it (SIGKILL) when the first line of a stage past `done` appears. */
async function killDuring(place: Place, stage: string, done: number): Promise<boolean> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'index-child.ts'), place.archive.path, stage], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString();
    const reached = printed.split('\n').some((line) => line.startsWith(`${stage} `) && Number(line.split(' ')[1]) >= done);
    if (reached) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('exit', (_code, by) => resolve(by)));
  return signal === 'SIGKILL';
}

test.each([
  ['指纹', 100],
  ['读取', 150],
  ['建索引', 1],
])('after kill -9 during %s the archive is usable and the next run completes it', async (stage, done) => {
  const place = await makePlace();
  try {
    for (let n = 0; n < FILES; n++) put(place.source, `${n % 9}/${n}.txt`, `第${n}份材料`);
    await place.archive.close();
    expect(await killDuring(place, stage, done)).toBe(true);
    const archive = await reopen(place.archive);
    try {
      const check = await archive.db.get<{ integrity_check: string }>('PRAGMA integrity_check');
      expect(check?.integrity_check).toBe('ok');
      const deps = textDeps();
      const ran = await index({ archive }, deps);
      expect(ran.found).toBe(FILES);
      expect(ran.indexed + ran.unchanged).toBe(FILES);
      if (stage === '读取' || stage === '建索引') expect(ran.indexed).toBe(0);
      if (stage === '建索引') expect(deps.read).toEqual([]);
      expect((await listDocuments(archive, { query: '份材料', limit: 0 })).total).toBe(FILES);
      expect((await listDocuments(archive, { state: 'ok', limit: 0 })).total).toBe(FILES);
    } finally {
      await archive.close();
    }
  } finally {
    await place.end().catch(() => undefined);
  }
});
