import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { leafLinksOf } from '../../../../electron/core/gaps/leaf-links.ts';
import { followMoved } from '../../../../electron/core/links/links.ts';
import { undoLast } from '../../../../electron/core/undo/undo.ts';
import { index, put, type Place } from '../sources/index-support.ts';
import { decideOn, NOW, placeWith, suggest } from '../links/links-support.ts';

let place: Place;
afterEach(() => place.end());

/** What the links of every leaf are now, asked of the database without anything kept. */
async function asStored(): Promise<Record<string, string[]>> {
  const rows = await place.archive.db.all<{ leaf: number; link: string }>(
    `SELECT l.indicator_id AS leaf, l.state || ' ' || coalesce(l.kind, d.kind, '-') || ' ' || coalesce(d.date, '-') || ' ' ||
       iif(EXISTS (SELECT 1 FROM locations p WHERE p.document_id = d.id AND p.missing_at IS NULL), 'here', 'gone') AS link
     FROM links l JOIN documents d ON d.id = l.document_id WHERE l.state <> 'rejected' ORDER BY l.indicator_id, l.id`,
  );
  const leaves: Record<string, string[]> = {};
  for (const { leaf, link } of rows) (leaves[leaf] ??= []).push(link);
  return leaves;
}

async function asKept(): Promise<Record<string, string[]>> {
  const kept = [...(await leafLinksOf(place.archive.db))].filter(([, links]) => links.length > 0).sort(([a], [b]) => a - b);
  const word = (link: { documentState: string }) => (link.documentState === 'missing' ? 'gone' : 'here');
  return Object.fromEntries(
    kept.map(([leaf, links]) => [
      leaf,
      links.map((link) => `${link.state} ${link.kind ?? '-'} ${link.date ?? '-'} ${word(link)}`),
    ]),
  );
}

test('the links kept for the leaves are those of the database after decisions, undo, 编目 and corrections', async () => {
  place = await placeWith({
    'Ⅱ-9-1) 办法.txt': '志愿服务记录办法',
    '文明交通/礼让斑马线.txt': '礼让',
    '文明交通/执勤20260301.txt': '执勤',
  });
  await suggest(place);
  const changes: [string, () => Promise<unknown>][] = [
    ['at first', async () => undefined],
    ['confirmed', () => decideOn(place, '文明交通/礼让斑马线.txt', 'Ⅱ-11-1)', 'confirm')],
    ['confirmed as a kind', () => decideOn(place, 'Ⅱ-9-1) 办法.txt', 'Ⅱ-9-1)', 'confirm', { kind: '规范文件' })],
    ['the same twice', () => decideOn(place, 'Ⅱ-9-1) 办法.txt', 'Ⅱ-9-1)', 'confirm')],
    ['rejected', () => decideOn(place, '文明交通/执勤20260301.txt', 'Ⅱ-11-1)', 'reject')],
    ['taken back', () => undoLast(place.archive.db, { actor: '资料员', now: NOW, onDocuments: async () => undefined, onLinks: followMoved })], // prettier-ignore
    ['dated', () => place.archive.db.run("UPDATE documents SET date = '2026-02-03' WHERE title LIKE '%礼让%'")],
    [
      'gone and another come',
      async () => {
        rmSync(join(place.source, '文明交通/礼让斑马线.txt'));
        put(place.source, '文明交通/礼让斑马线二.txt', '礼让二');
        await index(place);
        await suggest(place);
      },
    ],
  ];
  const seen = new Set<string>();
  for (const [change, work] of changes) {
    await work();
    const [kept, stored] = [await asKept(), await asStored()];
    expect([change, kept]).toEqual([change, stored]);
    seen.add(JSON.stringify(kept));
  }
  expect(seen.size).toBeGreaterThanOrEqual(changes.length - 2);
});
