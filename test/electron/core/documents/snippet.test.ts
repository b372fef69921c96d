import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArchive } from '../../../../electron/core/archives/archives.ts';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { wordsOf } from '../../../../electron/core/documents/search.ts';
import { snippetOf } from '../../../../electron/core/documents/snippet.ts';
import { storeDocuments } from '../../../support/store-documents.ts';
import { generateText, seeded } from './generated-text.ts';

/** Beside prose what cuts go wrong at: characters of two code units, white space that collapses, an end of a text that is none. */
const ODD = ['𠮷', '😀', '\n', ' \t', '\u0000', 'ＡＢ', 'A区', '…'];

test('the part of a text shown with a hit is that which the whole text gives, wherever the word stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-snippet-'));
  const random = seeded(41);
  const texts = Array.from({ length: 120 }, (_, at) => {
    let text = '';
    while (text.length < at * 2) text += random() < 0.3 ? ODD[Math.floor(random() * ODD.length)] : generateText(random, 4);
    return text;
  });
  const fill = async ({ db }: { readonly db: Parameters<typeof storeDocuments>[0] }): Promise<void> => {
    await db.run("INSERT INTO sources (path, added_at) VALUES ('/材料', '')");
    await storeDocuments(
      db,
      texts.map((text, at) => ({ id: at + 1, path: `${at + 1}.txt`, title: '-', text })),
    );
  };
  const settings = { name: 'n', unit: '', baseDate: '2026-06-30' };
  const archive = await createArchive(join(folder, '档案库'), settings, fill, { now: () => new Date('2026-06-30T00:00:00Z') });
  let compared = 0;
  for (const query of ['文明', '创建', '社区 学校', '三月', '𠮷', '😀', 'ab', 'A区', '志愿服务', '学校 😀', 'ab 文明']) {
    for (const { id, snippet } of (await listDocuments(archive, { query })).documents) {
      expect(snippet, `${query}: ${JSON.stringify(texts[id - 1])}`).toBe(
        snippetOf(texts[id - 1] ?? '', wordsOf(query)) ?? undefined,
      );
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(300);
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});
