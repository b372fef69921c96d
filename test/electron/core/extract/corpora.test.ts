import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { createExtractPool } from '../../../../electron/core/extract/extract.ts';
import { sniffFile } from '../../../../electron/core/extract/sniff.ts';

const CORPORA = process.env['TAIZHANG_CORPORA'] ?? resolve(import.meta.dirname, '../../../../../shared/corpora');
const present = existsSync(CORPORA);
if (!present) console.log('corpora test skipped: ../shared/corpora is absent (TAIZHANG_CORPORA names another folder)');

const TIME_LIMIT_MS = 30_000;

it.skipIf(!present)(
  'ends on every file of the corpora, hostile ones included, with a state and a sentence for each failure',
  async () => {
    const pool = createExtractPool({ threads: 2, timeLimitMs: TIME_LIMIT_MS, memoryLimitMb: 512 });
    const rows = new Map<string, Record<string, number>>();
    const silent: string[] = [];
    const paths = readdirSync(CORPORA, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    try {
      for (const path of paths) {
        const type = await sniffFile(path);
        const started = performance.now();
        const read = await pool.extract({ path, sizeBytes: statSync(path).size, type }, new AbortController().signal);
        const tookMs = performance.now() - started;
        if ((read.state === 'failed' || read.state === 'encrypted') && read.message === null)
          silent.push(relative(CORPORA, path));
        const row = rows.get(type) ?? { files: 0, ok: 0, empty: 0, failed: 0, encrypted: 0, ms: 0 };
        rows.set(type, {
          ...row,
          files: (row['files'] ?? 0) + 1,
          [read.state]: (row[read.state] ?? 0) + 1,
          ms: Math.round((row['ms'] ?? 0) + tookMs),
        });
      }
    } finally {
      await pool.close();
    }
    console.table(Object.fromEntries(rows));
    const states = [...rows.values()].map((row) =>
      ['ok', 'empty', 'failed', 'encrypted'].reduce((sum, state) => sum + (row[state] ?? 0), 0),
    );
    expect(states.reduce((sum, count) => sum + count, 0)).toBe(paths.length);
    expect(silent).toEqual([]);
  },
  600_000,
);
