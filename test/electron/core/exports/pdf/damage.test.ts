import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLooker } from '../../../../../electron/core/exports/pdf/look.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { DAMAGE_KINDS, damagePdf } from '../../../../support/damage-pdf.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { judgeDamage } from '../../../../support/judge-damage.ts';
import { createRandom } from '../../../../support/mutate.ts';
import { writeShapedPdf } from './pdf-fixtures.ts';

const SAMPLE = join(import.meta.dirname, '../../../../../resources/sample/files');
const COUNT = 40;
const folder = temporaryFolder('damage');
const looker = createLooker();
afterAll(() => looker.close());

/** Real papers of the sample and one with pages of every shape. */
async function wholeFiles(): Promise<readonly { readonly path: string; readonly pages: number }[]> {
  const shaped = join(folder, 'shaped.pdf');
  await writeShapedPdf(shaped, [{}, { rotate: 90 }, { widthPt: 842, heightPt: 595 }, { crop: [50, 60, 400, 500] }]);
  const names = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf'));
  const files = [];
  for (const path of [shaped, ...names.map((name) => join(SAMPLE, name)).sort()]) {
    const source = await openPdfSource(path).catch(() => null);
    if (source?.readerName === 'strict') files.push({ path, pages: source.pageCount });
    source?.close();
  }
  return files;
}

test(`of ${COUNT} PDFs damaged from a seed each is placed as it was, placed with a remark, or refused with a reason; none is silently wrong`, async () => {
  const files = await wholeFiles();
  expect(files.length).toBeGreaterThan(4);
  const random = createRandom(20261126);
  const judged: { readonly kind: string; readonly verdict: string; readonly words: string; readonly picture: boolean }[] = [];
  for (let at = 0; judged.length < COUNT; at++) {
    const { path, pages } = random.pick(files);
    const kind = DAMAGE_KINDS[at % DAMAGE_KINDS.length]!;
    const bytes = damagePdf(readFileSync(path), kind, random);
    if (!bytes) continue;
    const damaged = join(folder, 'damaged.pdf');
    writeFileSync(damaged, bytes);
    const { verdict, words } = await judgeDamage(damaged, path, pages, folder, looker);
    judged.push({ kind, verdict, words, picture: bytes.includes('DCTDecode') });
  }
  expect(judged.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  // Nothing short of the original finds what was altered within a JPEG.
  expect(judged.filter(({ verdict, picture }) => verdict === 'alike' && !picture)).toEqual([]);
  expect(judged.every(({ verdict, words }) => verdict === 'whole' || verdict === 'alike' || /[。]$/.test(words))).toBe(true);
  // The seed reaches every way out but page pictures, which few files need.
  expect([...new Set(judged.map(({ verdict }) => verdict))].sort()).toEqual(
    expect.arrayContaining(['refused', 'repaired', 'said']),
  );
}, 240_000);
