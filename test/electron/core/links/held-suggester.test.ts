import { afterEach, describe, expect, test } from 'vitest';
import { createSuggester } from '../../../../shared/domain/suggest.ts';
import { readFrameworks } from '../../../../electron/core/frameworks/frameworks.ts';
import { readCrosswalk } from '../../../../electron/core/links/crosswalk.ts';
import { readDecided } from '../../../../electron/core/links/decided.ts';
import { readFilingRules } from '../../../../electron/core/links/filing-rules.ts';
import { suggesterOf } from '../../../../electron/core/links/held-suggester.ts';
import { readArchiveLexicon } from '../../../../electron/core/links/lexicon.ts';
import { placeOf } from '../../../../electron/core/links/place.ts';
import type { Place } from '../sources/index-support.ts';
import { decideOn, placeWith, suggest } from './links-support.ts';

let place: Place;
afterEach(() => place.end());

const PATHS = [
  ...Array.from({ length: 8 }, (_, n) => `路口/IMG_${n + 1}.txt`),
  '春季灭鼠活动方案.txt',
  '秋季灭鼠活动方案.txt',
  '甲/林邑简讯第1期.txt',
  '乙/林邑简讯第2期.txt',
];
const placeWithAll = () => placeWith(Object.fromEntries(PATHS.map((path, n) => [path, `内容${n}`])));

const asked = (path: string) => ({ ...placeOf(path), source: 1, title: '', text: '', kind: null, issuer: null });

/** What the kept suggester says of every file, and what one says that was made from the database now. */
async function both() {
  const { db } = place.archive;
  return db.transaction(async (tx) => {
    const { suggester } = await suggesterOf(tx);
    const fresh = createSuggester({
      frameworks: await readFrameworks(tx),
      lexicon: await readArchiveLexicon(tx),
      decided: await readDecided(tx),
      filing: await readFilingRules(tx),
      crosswalk: await readCrosswalk(tx),
    });
    return { kept: PATHS.map((path) => suggester.suggest(asked(path))), fresh: PATHS.map((path) => fresh.suggest(asked(path))) };
  });
}

async function expectSame(): Promise<unknown> {
  const { kept, fresh } = await both();
  expect(kept).toEqual(fresh);
  return kept;
}

describe('the suggester kept between decisions says what one made anew would say', () => {
  test('after confirmations, rejections, and their taking back', async () => {
    place = await placeWithAll();
    await suggest(place);
    const untaught = await expectSame();
    for (const path of PATHS.slice(0, 5)) await decideOn(place, path, 'Ⅱ-11-1)', 'confirm');
    await decideOn(place, PATHS[8] ?? '', 'Ⅱ-9-1)', 'confirm');
    expect(await expectSame()).not.toEqual(untaught);
    await decideOn(place, PATHS[8] ?? '', 'Ⅱ-9-1)', 'clear');
    await decideOn(place, PATHS[8] ?? '', 'Ⅱ-9-1)', 'confirm');
    await decideOn(place, PATHS[8] ?? '', 'Ⅱ-9-1)', 'reject');
    await decideOn(place, PATHS[10] ?? '', 'Ⅱ-9-1)', 'confirm');
    await expectSame();
    for (const path of [...PATHS.slice(0, 5), PATHS[8] ?? '', PATHS[10] ?? '']) await decideOn(place, path, path === PATHS[8] || path === PATHS[10] ? 'Ⅱ-9-1)' : 'Ⅱ-11-1)', 'clear'); // prettier-ignore
    expect(await expectSame()).toEqual(untaught);
  });

  test('after a title, a place, a keyword of a leaf and a unit’s former name changed', async () => {
    place = await placeWithAll();
    await suggest(place);
    await decideOn(place, PATHS[8] ?? '', 'Ⅱ-9-1)', 'confirm');
    await decideOn(place, PATHS[0] ?? '', 'Ⅱ-9-1)', 'confirm');
    const before = await expectSame();
    const { db } = place.archive;
    await db.run(
      "UPDATE documents SET title = '秋季灭鼠活动方案' WHERE id = (SELECT document_id FROM locations WHERE path = ?)",
      [PATHS[0] ?? ''],
    );
    expect(await expectSame()).not.toEqual(before);
    await db.run("UPDATE locations SET path = '别处/IMG_1.txt' WHERE path = ?", [PATHS[0] ?? '']);
    await expectSame();
    await db.run("UPDATE locations SET missing_at = '2026-01-01' WHERE path = ?", [PATHS[8] ?? '']);
    await expectSame();
    const taught = await expectSame();
    await db.run(`UPDATE indicators SET keywords = '["林邑简讯"]' WHERE code = 'Ⅱ-9-2)'`);
    expect(await expectSame()).not.toEqual(taught);
  });

  test('after a transaction that was rolled back', async () => {
    place = await placeWithAll();
    await suggest(place);
    await expectSame();
    await decideOn(place, PATHS[8] ?? '', 'Ⅱ-9-1)', 'confirm');
    const before = await expectSame();
    const { db } = place.archive;
    const failing = db.transaction(async (tx) => {
      await tx.run("UPDATE links SET state = 'rejected' WHERE state = 'confirmed'");
      await suggesterOf(tx);
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(await expectSame()).toEqual(before);
    const first = db.transaction(async (tx) => {
      await suggesterOf(tx);
      throw new Error('stopped');
    });
    await expect(first).rejects.toThrow('stopped');
    expect(await expectSame()).toEqual(before);
  });
});
