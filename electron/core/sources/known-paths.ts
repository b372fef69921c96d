import { Buffer } from 'node:buffer';
import type { Sql } from '../db/database.ts';

/** What the archive knows of a path from earlier runs. */
export interface KnownLocation {
  readonly id: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly documentId: number | null;
  readonly state: string;
  readonly reasonCode: string | null;
  readonly missing: boolean;
}

/**
 * The paths the archive knows in one source. Most runs find most of them as they were, so only what tells that is held, in a third of the
 * time of whole rows; those of the others are read when the walk is over.
 */
export interface KnownPaths {
  /** True when a file was read at this path and had this size and time (whole milliseconds since 1970); it then counts as met. */
  readonly isSame: (path: string, sizeBytes: number, modifiedMs: number) => boolean;
  /** The id of the row of this path, which then counts as met; null where the path is not known. */
  readonly meet: (path: string) => number | null;
  /** The rows the walk did not meet, without those already noted as missing. */
  readonly unmet: () => Promise<KnownLocation[]>;
}

/** Rows of one piece, read alike: every piece but the last has `PIECE_ROWS`. */
interface Piece {
  readonly paths: readonly string[];
  readonly ids: readonly number[];
  /** Bytes, or one of the two below. */
  readonly sizes: number[];
  readonly times: readonly number[];
}

const PIECE_ROWS = 5000;
/** Stand for a size: the path is known but no file was read at it; it is noted as missing, or was met, and is looked for no more. */
const [UNREAD, SETTLED] = [-1, -2];
/** What stands between two paths: no path holds it, since no name does and folders are set apart by one. */
const BETWEEN = '//';

/**
 * Reads the paths of one source. Pieces go by id (by the index SQLite would sort all rows for every piece) and come packed, the paths as
 * bytes: the driver pays per row, and for letters more than Node does. Throws where a path holds what no path can.
 */
export async function loadKnown(db: Sql, sourceId: number): Promise<KnownPaths> {
  const pieces: Piece[] = [];
  for (let [after, count] = [0, PIECE_ROWS]; count === PIECE_ROWS;) {
    const packed = await db.get<Packed>(
      `SELECT CAST(group_concat(path, '${BETWEEN}') AS BLOB) AS paths, group_concat(id) AS ids,
         group_concat(CASE WHEN missing_at IS NOT NULL THEN ${SETTLED} WHEN state <> 'ok' THEN ${UNREAD} ELSE size_bytes END) AS sizes,
         group_concat(CAST(modified_ms AS INTEGER)) AS times, count(*) AS count, max(id) AS last
       FROM (SELECT * FROM locations WHERE +source_id = ? AND id > ? ORDER BY id LIMIT ${PIECE_ROWS})`,
      [sourceId, after],
    );
    if (!packed || packed.count === 0) break;
    const { buffer, byteOffset, byteLength } = packed.paths;
    const paths = Buffer.from(buffer, byteOffset, byteLength).toString().split(BETWEEN);
    if (paths.length !== packed.count) throw new Error(`a path of source ${sourceId} holds ${BETWEEN}`);
    pieces.push({ paths, ids: numbers(packed.ids), sizes: numbers(packed.sizes), times: numbers(packed.times) });
    ({ count, last: after } = packed);
  }
  const placeOf = placesIn(pieces.map(({ paths }) => paths));
  return {
    isSame: (path, sizeBytes, modifiedMs) => {
      const place = placeOf(path);
      const [piece, at] = [pieces[Math.floor(place / PIECE_ROWS)], place % PIECE_ROWS];
      if (piece?.sizes[at] !== sizeBytes || piece.times[at] !== modifiedMs) return false;
      piece.sizes[at] = SETTLED;
      return true;
    },
    meet: (path) => {
      const place = placeOf(path);
      const [piece, at] = [pieces[Math.floor(place / PIECE_ROWS)], place % PIECE_ROWS];
      if (piece === undefined) return null;
      piece.sizes[at] = SETTLED;
      return piece.ids[at] ?? null;
    },
    unmet: () => readLocations(db, pieces.flatMap(({ ids, sizes }) => ids.filter((_, at) => sizes[at] !== SETTLED))), // prettier-ignore
  };
}

/** How far from where a path is expected it is looked for before all of them are put into a map. */
const NEAR = 4096;

/**
 * The place of a path, -1 where there is none. A walk meets files in the order in which another one did, which their rows keep in runs of
 * those fingerprinted together: mostly the next place is the right one, and the next run begins near it. So the map, which costs more than
 * reading all the paths, is made only where one is not found so.
 */
function placesIn(pieces: readonly (readonly string[])[]): (path: string) => number {
  let map: Map<string, number> | null = null;
  let next = 0;
  const isAt = (place: number, path: string): boolean => pieces[Math.floor(place / PIECE_ROWS)]?.[place % PIECE_ROWS] === path;
  const near = (path: string): number => {
    for (let by = 0; by <= NEAR; by++) {
      if (isAt(next + by, path)) return next + by;
      if (isAt(next - by, path)) return next - by;
    }
    return -1;
  };
  return (path) => {
    if (isAt(next, path)) return next++;
    let place = map === null ? near(path) : (map.get(path) ?? -1);
    if (map === null && place < 0) {
      map = new Map(pieces.flatMap((paths, piece) => paths.map((one, at) => [one, piece * PIECE_ROWS + at])));
      place = map.get(path) ?? -1;
    }
    if (place >= 0) next = place + 1;
    return place;
  };
}

interface Packed {
  readonly paths: Uint8Array;
  readonly ids: string;
  readonly sizes: string;
  readonly times: string;
  readonly count: number;
  readonly last: number;
}

const numbers = (listed: string): number[] => JSON.parse(`[${listed}]`) as number[];

/** The rows with these ids, in the order of the ids; one that is not there is left out. */
export async function readLocations(db: Sql, ids: readonly number[]): Promise<KnownLocation[]> {
  const rows: KnownLocation[] = [];
  for (let start = 0; start < ids.length; start += PIECE_ROWS) {
    const packed = await db.get<{ rows: string }>(
      `SELECT json_group_array(json_array(id, path, size_bytes, CAST(modified_ms AS INTEGER), document_id, state, reason_code,
         missing_at IS NOT NULL)) AS rows
       FROM (SELECT * FROM locations WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id)`,
      [JSON.stringify(ids.slice(start, start + PIECE_ROWS))],
    );
    for (const row of JSON.parse(packed?.rows ?? '[]') as KnownRow[]) {
      const [id, path, sizeBytes, modifiedMs, documentId, state, reasonCode, missing] = row;
      rows.push({ id, path, sizeBytes, modifiedMs, documentId, state, reasonCode, missing: missing === 1 });
    }
  }
  return rows;
}

type KnownRow = [number, string, number, number, number | null, string, string | null, number];
