import { statSync } from 'node:fs';
import { createExtractPool } from '../../electron/core/extract/extract.ts';

/** The words of a PDF or Word file as a reader of it sees them, without spaces. */
export async function paperWords(path: string, type: 'pdf' | 'docx'): Promise<string> {
  const pool = createExtractPool({ threads: 1, timeLimitMs: 30_000, memoryLimitMb: 512 });
  const { text } = await pool.extract({ path, sizeBytes: statSync(path).size, type }, new AbortController().signal);
  await pool.close();
  return text.replaceAll(/\s/g, '');
}
