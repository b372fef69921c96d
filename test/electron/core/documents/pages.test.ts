import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DocumentFilter, DocumentListRow } from '../../../../shared/contract/documents.ts';
import { groupOf } from '../../../../shared/domain/type-groups.ts';
import { verifyAudit } from '../../../../electron/core/audit/audit.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { makeSampleCore, quiet } from '../../../support/sample-core.ts';

const sample = await makeSampleCore('pages');
const { core, archive } = sample;
const up = { sort: 'path', direction: 'up' } as const;
const page = (filter: DocumentFilter, more: object = {}) =>
  core.call('documents.page', { archive, filter, ...up, offset: 0, limit: 500, ...more }, quiet());
const facets = (filter: DocumentFilter) => core.call('documents.facets', { archive, filter }, quiet());
const all = (await page({})).documents;
const keys = (rows: readonly DocumentListRow[]): number[] => rows.map(({ id }) => id);

test('the list of the window holds exactly what the command line lists, in the same order', async () => {
  const listed = await core.call('documents.list', { archive }, quiet());
  expect(keys(all)).toEqual(listed.documents.map(({ id }) => id));
  expect((await page({})).total).toBe(listed.total);
});

test('pages cover every document once, whatever the size of a page', async () => {
  for (const sort of ['path', 'title', 'date', 'size', 'type', 'newest'] as const) {
    const whole = keys((await page({}, { sort })).documents);
    const pieces: number[] = [];
    for (let offset = 0; offset < whole.length; offset += 7)
      pieces.push(...keys((await page({}, { sort, offset, limit: 7 })).documents));
    expect(pieces).toEqual(whole);
    expect(keys((await page({}, { sort, direction: 'down' })).documents)).toEqual([...whole].reverse());
    expect((await core.call('documents.ids', { archive, filter: {}, sort, direction: 'up' }, quiet())).ids).toEqual(whole);
  }
});

const FILTERS: readonly DocumentFilter[] = [
  {},
  { groups: ['图片'] },
  { groups: ['文字', 'PDF'], links: ['confirmed'] },
  { kinds: ['工作台账', ''] },
  { states: ['ok'], folder: '02 交通文明' },
  { from: '2026-04-01', to: '2026-05-31' },
  { query: '志愿' },
  { query: '志愿', groups: ['图片'], links: ['none', 'suggested'] },
];

const fits = (row: DocumentListRow, hits: ReadonlySet<number> | null, filter: DocumentFilter): boolean => {
  const date = row.date ?? row.takenAt?.slice(0, 10) ?? '';
  return (
    (!filter.groups || filter.groups.includes(groupOf(row.type))) &&
    (!filter.links || filter.links.includes(row.links)) &&
    (!filter.kinds || filter.kinds.includes(row.kind ?? '')) &&
    (!filter.states || filter.states.includes(row.state)) &&
    (!filter.folder || row.path.startsWith(`${filter.folder}/`)) &&
    (!filter.from || date >= filter.from) &&
    (!filter.to || (date !== '' && date <= filter.to)) &&
    (!hits || hits.has(row.id))
  );
};

test.each(FILTERS)('filter %j gives what comparing every document gives, and so do its counts', async (filter) => {
  const hits = filter.query
    ? new Set((await core.call('documents.list', { archive, query: filter.query }, quiet())).documents.map(({ id }) => id))
    : null;
  const wanted = all.filter((row) => fits(row, hits, filter));
  const found = await page(filter);
  expect(keys(found.documents)).toEqual(keys(wanted));
  const counted = await facets(filter);
  expect(counted.total).toBe(wanted.length);
  const { groups: _groups, ...withoutGroups } = filter;
  const { kinds: _kinds, ...withoutKinds } = filter;
  const { links: _links, ...withoutLinks } = filter;
  for (const [values, rest, of] of [
    [counted.groups, withoutGroups, (row: DocumentListRow) => groupOf(row.type)],
    [counted.kinds, withoutKinds, (row: DocumentListRow) => row.kind ?? ''],
    [counted.links, withoutLinks, (row: DocumentListRow) => row.links],
  ] as const) {
    const under = all.filter((row) => fits(row, hits, rest));
    const brute = new Map<string, number>();
    for (const row of under) brute.set(of(row), (brute.get(of(row)) ?? 0) + 1);
    expect(new Map(values.map(({ value, count }) => [value, count]))).toEqual(brute);
  }
});

test('searches that are asked for at the same moment after opening all answer', async () => {
  await core.call('archive.close', { archive }, quiet());
  const query = { query: '志愿' };
  const [first, second, counted] = await Promise.all([page(query), page(query, { offset: 1 }), facets(query)]);
  expect(first.total).toBeGreaterThan(1);
  expect([second.total, counted.total]).toEqual([first.total, first.total]);
});

test('a decision shows in the list at once', async () => {
  const [row] = all.filter(({ links }) => links === 'suggested');
  const { evidence } = await core.call('documents.read', { archive, id: row!.id }, quiet());
  const input = { archive, document: row!.path, indicator: evidence[0]!.code, framework: evidence[0]!.framework };
  await core.call('links.decide', { ...input, action: 'confirm' }, quiet());
  expect((await page({ links: ['confirmed'] })).documents.map(({ id }) => id)).toContain(row!.id);
  expect((await page({ indicator: evidence[0]!.code })).documents.map(({ id }) => id)).toContain(row!.id);
  await core.call('links.decide', { ...input, action: 'clear' }, quiet());
  expect((await page({ links: ['confirmed'] })).documents.map(({ id }) => id)).not.toContain(row!.id);
});

test('what a person corrects is found, recorded, and kept when the file is read again', async () => {
  const row = all.find(({ path }) => path.endsWith('.txt'))!;
  const edited = { title: '人工改的题名甲乙丙', kind: '工作总结', date: '2026-02-28' } as const;
  await core.call('documents.edit', { archive, id: row.id, ...edited }, quiet());
  expect(keys((await page({ query: '题名甲乙丙' })).documents)).toEqual([row.id]);
  await core.call('archive.close', { archive }, quiet());
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await db.run("UPDATE documents SET text_state = 'pending'");
  expect(await verifyAudit(db)).toEqual([]);
  await db.close();
  await core.call('index.run', { archive }, quiet());
  const again = await core.call('documents.read', { archive, id: row.id }, quiet());
  expect(again).toMatchObject({ ...edited, dateOrigin: 'manual', dateWords: '人工填写', titleOrigin: 'manual' });
});

test('a day that does not exist, an empty title and an unknown document are refused with a sentence', async () => {
  const { id } = all[0]!;
  await expect(core.call('documents.edit', { archive, id, date: '2026-02-30' }, quiet())).rejects.toThrow('2026-02-30');
  await expect(core.call('documents.edit', { archive, id, title: '  ' }, quiet())).rejects.toMatchObject({ code: 'usage' });
  await expect(core.call('documents.read', { archive, id: 987654 }, quiet())).rejects.toMatchObject({ code: 'not-found' });
});

test('a document tells all its paths, where its date comes from and the pages of a hit', async () => {
  const pdf = all.find(({ path }) => path.includes('三年规划'))!;
  const read = await core.call('documents.read', { archive, id: pdf.id, query: '文明城市' }, quiet());
  expect(read.hitPages[0]).toMatchObject({ page: 1 });
  expect(read.paths).toEqual([{ path: pdf.path, source: sample.source, present: true, canonical: true }]);
  expect(read.dateWords).not.toBe('');
  const copied = all.find(({ otherPaths }) => otherPaths.length > 0)!;
  expect((await core.call('documents.read', { archive, id: copied.id }, quiet())).paths.length).toBeGreaterThan(1);
});

test('a file that is gone after indexing is listed as not in its place', async () => {
  const row = all.find(({ path }) => path.includes('季度考核现场检查记录'))!;
  renameSync(join(sample.source, row.path), join(sample.folder, '拿走'));
  await core.call('index.run', { archive }, quiet());
  expect(keys((await page({ states: ['missing'] })).documents)).toContain(row.id);
});
