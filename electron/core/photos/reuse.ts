import { findDates } from '../../../shared/domain/dates.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import { stemOf } from '../../../shared/domain/names.ts';
import { createNearIndex } from '../../../shared/domain/near-photos.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Sql } from '../db/database.ts';

/** One photo among the confirmed evidence, or several that look alike, with whatever an inspector would ask about. */
export interface PhotoUse {
  /** `reused`: one photo under several indicators of one framework. `dates`: one photo with several days. `alike`: several documents that look like one photo. */
  readonly code: 'reused' | 'dates' | 'alike';
  readonly documents: readonly { readonly id: number; readonly title: string; readonly path: string }[];
  readonly indicators: readonly { readonly framework: string; readonly code: string; readonly name: string }[];
  /** Local days, each with where it stands; only of `dates` and `alike`. */
  readonly dates: readonly { readonly date: string; readonly where: string }[];
}

interface Row {
  readonly id: number;
  readonly title: string | null;
  readonly taken_at: string | null;
  readonly date: string | null;
  readonly date_origin: string;
  readonly hash: string | null;
  readonly paths: string;
  readonly uses: string;
}

interface Photo {
  readonly id: number;
  readonly title: string;
  readonly path: string;
  readonly hash: string | null;
  readonly uses: PhotoUse['indicators'];
  readonly days: PhotoUse['dates'];
}

/**
 * Photos whose use should be looked at again (warned of, not forbidden: one material may prove several things). The same content counts
 * as one photo wherever it lies. `only`: document ids to look at, all confirmed evidence when absent. `today` is a local `YYYY-MM-DD`;
 * later dates in names are not believed.
 */
export async function findReusedPhotos(
  db: Sql,
  options: { readonly today: string; readonly only?: ReadonlySet<number> },
): Promise<readonly PhotoUse[]> {
  const rows = await db.all<Row>(
    `SELECT d.id, d.title, d.taken_at, d.date, d.date_origin, d.picture ->> '$.hash' AS hash,
       (SELECT json_group_array(l.path) FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL) AS paths,
       (SELECT json_group_array(json_object('framework', i.framework_id, 'code', i.code, 'name', i.name))
        FROM (SELECT * FROM links WHERE document_id = d.id AND state = 'confirmed') k
        JOIN indicators i ON i.id = k.indicator_id) AS uses
     FROM documents d WHERE d.type IN (SELECT value FROM json_each(?))
       AND EXISTS (SELECT 1 FROM links k WHERE k.document_id = d.id AND k.state = 'confirmed') ORDER BY d.id`,
    [JSON.stringify(PICTURE_TYPES)],
  );
  const photos = rows.filter(({ id }) => options.only?.has(id) ?? true).map((row) => toPhoto(row, options.today));
  return [
    ...photos.filter(isReused).map((photo) => useOf('reused', [photo])),
    ...photos.filter((photo) => new Set(photo.days.map(({ date }) => date)).size > 1).map((photo) => useOf('dates', [photo])),
    ...groupsOf(photos).map((group) => useOf('alike', group)),
  ];
}

function toPhoto(row: Row, today: string): Photo {
  const paths = (JSON.parse(row.paths) as string[]).toSorted();
  const title = row.title ?? paths[0] ?? '';
  return {
    id: row.id,
    title,
    path: paths[0] ?? title,
    hash: row.hash,
    uses: (JSON.parse(row.uses) as PhotoUse['indicators']).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    days: daysOf(row, paths, today),
  };
}

function isReused({ uses }: Photo): boolean {
  return new Set(uses.map(({ framework }) => framework)).size < uses.length;
}

function useOf(code: PhotoUse['code'], photos: readonly Photo[]): PhotoUse {
  const indicators = new Map(photos.flatMap(({ uses }) => uses).map((use) => [`${use.framework} ${use.code}`, use]));
  return {
    code,
    documents: photos.map(({ id, title, path }) => ({ id, title, path })),
    indicators: [...indicators.values()],
    dates: code === 'reused' ? [] : photos.flatMap(({ days }) => days),
  };
}

/** Chat programs name a picture by the moment it was saved, which is no day of the photo. */
const SAVED_NAME = /^(?:mmexport|微信|QQ|wx_|screenshot|截图|截屏)/i;

/** Days the photo itself and its names tell. A day that a person put right settles the question. */
function daysOf(row: Row, paths: readonly string[], today: string): PhotoUse['dates'] {
  if (row.date_origin === 'manual') return row.date === null ? [] : [{ date: row.date, where: '人工填写' }];
  const taken =
    row.taken_at !== null && row.taken_at > '2001-01-02' ? [{ date: row.taken_at.slice(0, 10), where: '拍摄时间' }] : [];
  const named = paths.flatMap((path) => {
    const name = lastName(path);
    if (SAVED_NAME.test(name)) return [];
    const found = findDates(stemOf(name), today, { fileName: true });
    return found.flatMap(({ date, future }) => (date === null || future ? [] : [{ date, where: `文件名 ${name}` }]));
  });
  return [...taken, ...named];
}

/** Photos joined with all that look like them, groups of two and more. */
function groupsOf(photos: readonly Photo[]): readonly (readonly Photo[])[] {
  const index = createNearIndex();
  for (const { id, hash } of photos) index.put(id, hash);
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  const seen = new Set<number>();
  return photos.flatMap((photo) => {
    if (seen.has(photo.id) || !index.hasNear(photo.id)) return [];
    const group: Photo[] = [];
    const open = [photo.id];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      group.push(byId.get(id) ?? photo);
      open.push(...index.near(id).map((other) => other.id));
    }
    return [group.sort((a, b) => a.id - b.id)];
  });
}
