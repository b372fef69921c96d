import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createExtractPool, extractorFor, extractorVersion } from '../../../../electron/core/extract/extract.ts';
import { sniffFile } from '../../../../electron/core/extract/sniff.ts';
import type { Extraction } from '../../../../electron/core/extract/extractor.ts';
import type { DocumentType } from '../../../../shared/domain/document.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/extract');
const pool = createExtractPool({ threads: 1, timeLimitMs: 30_000, memoryLimitMb: 512 });
afterAll(() => pool.close());

describe('every folder of fixtures/extract is read as its expected.json says', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  it.each(folders.map((folder) => folder.name))('%s', async (folder) => {
    const name = readdirSync(join(FOLDER, folder)).find((file) => file.startsWith('input.'));
    const path = join(FOLDER, folder, name ?? 'input');
    const expected = JSON.parse(readFileSync(join(FOLDER, folder, 'expected.json'), 'utf8')) as Extraction & {
      type: DocumentType;
    };
    const type = await sniffFile(path);
    const read = await pool.extract({ path, sizeBytes: statSync(path).size, type }, new AbortController().signal);
    const { extractor, extractorVersion: version, ...extraction } = read;
    expect({ type, ...extraction }).toEqual(expected);
    expect(extractor).toBe(extractorFor(type)?.id ?? '');
    expect(version).toBe(extractorVersion(type));
  });
});
