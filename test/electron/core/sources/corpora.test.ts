import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { createExtractPool, extractorVersion } from '../../../../electron/core/extract/extract.ts';
import { addSource, removeSource, type IndexDeps } from '../../../../electron/core/sources/sources.ts';
import { index, makePlace, textDeps } from './index-support.ts';

const corpora = process.env['TAIZHANG_CORPORA'] ?? '../shared/corpora';
const present = existsSync(corpora);
if (!present) console.warn('shared corpora not present: the run over hostile real files is skipped');

/** Names, sizes, times and bytes of everything below a folder. */
function treeHash(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stats = lstatSync(join(folder, name));
    hash.update(`${name}\0${stats.mode}\0${stats.size}\0${stats.mtimeMs}\0`);
    if (stats.isFile()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

test.skipIf(!present)(
  'a run over all shared corpora ends by itself, adds up, touches no source file, and the second run reads nothing',
  async () => {
    const place = await makePlace();
    const pool = createExtractPool({ threads: 2, timeLimitMs: 30_000, memoryLimitMb: 512 });
    const deps: IndexDeps = {
      now: () => new Date(),
      today: '2026-06-30',
      threads: 2,
      pool,
      extractorVersion,
      readFacts: textDeps().readFacts,
    };
    try {
      await removeSource(place.archive.db, place.source, { actor: '资料员', now: new Date() });
      await addSource(place.archive.db, corpora, place.archive.path, { actor: '资料员', now: new Date() });
      const before = treeHash(corpora);
      const first = await index(place, deps);
      const files = readdirSync(corpora, { recursive: true, encoding: 'utf8' }).filter((name) =>
        lstatSync(join(corpora, name)).isFile(),
      );
      expect(first.found).toBe(files.length);
      expect(first.indexed + first.skipped.length + first.failed.length).toBe(first.found);
      const second = await index(place, {
        ...deps,
        pool: { read: () => Promise.reject(new Error('an unchanged file was read')) },
      });
      expect(second).toMatchObject({
        found: first.found,
        indexed: 0,
        unchanged: first.indexed,
        bytes: 0,
        unreadable: first.unreadable,
      });
      expect(treeHash(corpora)).toBe(before);
      const { total, documents } = await listDocuments(place.archive, {});
      expect(total).toBeGreaterThan(200);
      expect(documents.every(({ title, state }) => title !== '' && state !== 'missing')).toBe(true);
      expect((await listDocuments(place.archive, { query: '文明' })).total).toBeGreaterThan(0);
    } finally {
      await pool.close();
      await place.end();
    }
  },
  300_000,
);
