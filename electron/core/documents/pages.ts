import type {
  DocumentFacets,
  DocumentFilter,
  DocumentListRow,
  DocumentSort,
  FacetValue,
} from '../../../shared/contract/documents.ts';
import { DOCUMENT_STATES, LINK_STATES, PHOTO_MARKS, type PhotoMark } from '../../../shared/contract/documents.ts';
import { KINDS } from '../../../shared/domain/document.ts';
import { TYPE_GROUPS } from '../../../shared/domain/type-groups.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { bitsOf, countBits, hasBit, idsOf, inBoth, type Bits } from './bits.ts';
import { rowsOf } from './documents.ts';
import { listingOf, type Listed, type Listing } from './listing.ts';
import { byRelevance, canRank } from './ranked.ts';
import { searchDocuments, wordsOf } from './search.ts';

export interface PageRequest {
  readonly filter: DocumentFilter;
  readonly sort: DocumentSort;
  readonly direction: 'up' | 'down';
}

const QUIET: JobContext = { signal: new AbortController().signal, progress: () => undefined };

/** One page of the documents that fit; `total` counts all of them. */
export async function readPage(
  archive: Archive,
  request: PageRequest & { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly documents: readonly DocumentListRow[] }> {
  const listing = await listingOf(archive.db);
  const { total, ids } = await pageOf(archive.db, listing, request);
  const rows = await rowsOf(archive.db, ids, wordsOf(request.filter.query ?? ''));
  return { total, documents: rows.map((row) => ({ ...row, links: listing.byId.get(row.id)?.links ?? 'none' })) };
}

/** Ids of all documents that fit, in order. */
export async function readIds(archive: Archive, request: PageRequest): Promise<readonly number[]> {
  const listing = await listingOf(archive.db);
  return (await pageOf(archive.db, listing, { ...request, offset: 0, limit: Infinity })).ids;
}

async function pageOf(
  db: Database,
  listing: Listing,
  request: PageRequest & { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly ids: readonly number[] }> {
  const { filter, sort, direction, offset, limit } = request;
  const { tests, hits } = await testsOf(db, listing, filter);
  if (hits !== null && sort === 'relevance' && canRank(filter.query ?? '')) {
    const shown = tests.length === 0 ? inBoth(hits, listing.ids) : fitting(listing, hits, tests);
    const ranking = await byRelevance(db, filter.query ?? '', hits, shown);
    const from = direction === 'down' ? offset : Math.max(0, ranking.total - offset - limit);
    const ids = ranking.ids(from, Math.max(0, Math.min(limit, ranking.total - offset)));
    return { total: ranking.total, ids: direction === 'down' ? ids : [...ids].reverse() };
  }
  if (hits !== null && tests.length === 0 && (sort === 'newest' || sort === 'relevance')) {
    // By their ids: whatever their number, only those of the page are looked at.
    const shown = inBoth(hits, listing.ids);
    return { total: countBits(shown), ids: idsOf(shown, { direction, offset, limit }) };
  }
  const all = hits === null ? listing.sorted(sort) : listing.chosen(hits, sort);
  const found = tests.length === 0 ? all : all.filter((one) => tests.every(({ fits }) => fits(one)));
  const wanted = direction === 'up' ? found.slice(offset, offset + limit) : fromTheEnd(found, offset, limit);
  return { total: found.length, ids: wanted.map(({ id }) => id) };
}

const fitting = (listing: Listing, hits: Bits, tests: readonly Test[]): Bits =>
  bitsOf(listing.chosen(hits, 'newest').flatMap((one) => (tests.every(({ fits }) => fits(one)) ? [one.id] : [])));

/** A page of a list read from its end to its beginning. */
const fromTheEnd = <T>(list: readonly T[], offset: number, limit: number): T[] =>
  list.slice(Math.max(0, list.length - offset - limit), Math.max(0, list.length - offset)).reverse();

type Facet = 'states' | 'groups' | 'kinds' | 'links' | 'photos' | 'sources' | 'folders' | 'copies';
type SingleFacet = Exclude<Facet, 'photos'>;

interface Test {
  /** The facet this filter is chosen in; null for filters without counts. */
  readonly facet: Facet | null;
  readonly fits: (one: Listed) => boolean;
}

function marksOf({ photos }: Listing, { id, hints }: Listed): readonly PhotoMark[] {
  return photos.hasNear(id) ? [...hints, 'alike'] : hints;
}

/** Tests of a filter, and what a search in it found. */
async function testsOf(
  db: Database,
  listing: Listing,
  filter: DocumentFilter,
): Promise<{ readonly tests: readonly Test[]; readonly hits: Bits | null }> {
  const tests: Test[] = [];
  const add = (facet: Facet | null, fits: Test['fits']): void => void tests.push({ facet, fits });
  const { query, states, groups, kinds, links, photos, source, folder, from, to, indicator, copies } = filter;
  if (states && states.length > 0) add('states', ({ state }) => states.includes(state));
  if (groups && groups.length > 0) add('groups', ({ group }) => groups.includes(group));
  if (kinds && kinds.length > 0) add('kinds', ({ kind }) => kinds.includes(kind));
  if (links && links.length > 0) add('links', (one) => links.includes(one.links));
  if (photos && photos.length > 0) add('photos', (one) => marksOf(listing, one).some((mark) => photos.includes(mark)));
  if (source !== undefined) {
    const row = await db.get<{ id: number }>('SELECT id FROM sources WHERE path = ?', [source]);
    add('sources', ({ sourceId }) => sourceId === row?.id);
  }
  if (folder !== undefined && folder !== '') add(null, ({ path }) => path.startsWith(`${folder}/`));
  if (copies) add('copies', ({ places }) => places > 1);
  if (from !== undefined) add(null, ({ date }) => date >= from);
  if (to !== undefined) add(null, ({ date }) => date !== '' && date <= to);
  if (indicator !== undefined) {
    const under = await documentsUnder(db, indicator, filter.framework);
    add(null, ({ id }) => under.has(id));
  }
  if (query !== undefined && wordsOf(query).length > 0) {
    return { tests, hits: await searchDocuments(db, query, QUIET) };
  }
  return { tests, hits: null };
}

async function documentsUnder(db: Database, code: string, framework: string | undefined): Promise<ReadonlySet<number>> {
  const rows = await db.all<{ id: number }>(
    `SELECT DISTINCT k.document_id AS id FROM links k JOIN indicators i ON i.id = k.indicator_id
     WHERE i.code = ?1 AND (?2 IS NULL OR i.framework_id = ?2) AND k.state <> 'rejected'`,
    [code, framework ?? null],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Counts of every choice. A document counts in a facet when it fits all filters but that facet's own. */
export async function readFacets(archive: Archive, filter: DocumentFilter): Promise<DocumentFacets> {
  const { db } = archive;
  const listing = await listingOf(db);
  const { tests, hits } = await testsOf(db, listing, filter);
  const counts: Record<Facet, Map<string, number>> = {
    states: new Map(),
    groups: new Map(),
    kinds: new Map(),
    links: new Map(),
    photos: new Map(),
    sources: new Map(),
    folders: new Map(),
    copies: new Map(),
  };
  const add = (facet: Facet, value: string): void => void counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  const depth = filter.folder ? filter.folder.length + 1 : 0;
  let total = 0;
  for (const one of listing.byId.values()) {
    if (hits !== null && !hasBit(hits, one.id)) continue;
    let missed: Test | null = null;
    let misses = 0;
    for (const test of tests) {
      if (test.fits(one)) continue;
      missed = test;
      if (++misses > 1) break;
    }
    if (misses > 1 || (missed && missed.facet === null)) continue;
    const values: Readonly<Record<SingleFacet, string>> = {
      states: one.state,
      groups: one.group,
      kinds: one.kind,
      links: one.links,
      sources: String(one.sourceId),
      folders: folderBelow(one.path, depth),
      copies: one.places > 1 ? 'more' : '',
    };
    if (missed === null || missed.facet === 'photos') for (const mark of marksOf(listing, one)) add('photos', mark);
    if (missed?.facet === 'photos') continue;
    if (missed?.facet) add(missed.facet, values[missed.facet]);
    else {
      total++;
      for (const facet of Object.keys(values) as SingleFacet[])
        if (values[facet] !== '' || facet === 'kinds') add(facet, values[facet]);
    }
  }
  const paths = new Map(
    (await db.all<{ id: number; path: string }>('SELECT id, path FROM sources ORDER BY id')).map((s) => [String(s.id), s.path]),
  );
  const inOrder = (facet: Facet, values: readonly string[]): FacetValue[] =>
    values.flatMap((value) => (counts[facet].has(value) ? [{ value, count: counts[facet].get(value) ?? 0 }] : []));
  return {
    total,
    states: inOrder('states', DOCUMENT_STATES),
    groups: inOrder('groups', TYPE_GROUPS),
    kinds: inOrder('kinds', [...KINDS, '']),
    links: inOrder('links', LINK_STATES),
    copies: counts.copies.get('more') ?? 0,
    photos: inOrder('photos', PHOTO_MARKS),
    sources: [...paths].flatMap(([id, value]) => (counts.sources.has(id) ? [{ value, count: counts.sources.get(id) ?? 0 }] : [])),
    folders: [...counts.folders].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1)),
  };
}

/** The first folder of a path behind `depth` characters, '' when the file lies right there. */
function folderBelow(path: string, depth: number): string {
  const end = path.indexOf('/', depth);
  return end < 0 ? '' : path.slice(0, end);
}
