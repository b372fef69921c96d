import { Buffer } from 'node:buffer';
import type { Sql } from '../db/database.ts';
import { inBoth, type Bits } from './bits.ts';

/**
 * In which documents each of the most frequent pieces stands: a bit a document, 1,024 documents a row. Beside a list of ids it costs less from one
 * document in ten on, and joining two of them or counting one takes microseconds whatever their length.
 */
export const LIST_TABLE = 'search.lists';

/** Tables of the index that this file keeps, as SQL. */
export const LIST_TABLES = `
  CREATE TABLE ${LIST_TABLE} (block INTEGER NOT NULL, piece INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (block, piece)) WITHOUT ROWID;`;

const BLOCK_BITS = 10;
const BYTES = 2 ** BLOCK_BITS / 8;

/** The documents that have every one of these pieces; the pieces must be at least one. */
export async function documentsWith(sql: Sql, pieces: readonly number[]): Promise<Bits> {
  const lists: Bits[] = [];
  for (const piece of pieces) lists.push(await listOf(sql, piece));
  return lists.reduce(inBoth);
}

async function listOf(sql: Sql, piece: number): Promise<Bits> {
  const row = await sql.get<{ blocks: string; bits: string | null }>(
    `WITH RECURSIVE known (block) AS (SELECT 0 UNION ALL SELECT block + 1 FROM known WHERE block < (SELECT max(block) FROM ${LIST_TABLE}))
     SELECT json_group_array(l.block) AS blocks, group_concat(hex(l.bits), '') AS bits
     FROM known CROSS JOIN ${LIST_TABLE} l ON l.block = known.block AND l.piece = ?`,
    [piece],
  );
  const blocks = JSON.parse(row?.blocks ?? '[]') as number[];
  const packed = Buffer.from(row?.bits ?? '', 'hex');
  const bits = new Uint8Array((Math.max(-1, ...blocks) + 1) * BYTES);
  for (const [at, block] of blocks.entries()) bits.set(packed.subarray(at * BYTES, (at + 1) * BYTES), block * BYTES);
  return bits;
}

/** Writes in the caller's transaction which of so many numbered pieces each of these documents has now; none for one that is gone. */
export async function writeLists(
  tx: Sql,
  pieces: number,
  documents: readonly { readonly id: number; readonly pieces: readonly number[] }[],
): Promise<void> {
  if (pieces === 0) return;
  const blocks = new Set(documents.map(({ id }) => id >> BLOCK_BITS));
  for (const block of blocks) {
    const inside = documents.filter(({ id }) => id >> BLOCK_BITS === block);
    await writeBlock(tx, pieces, block, inside);
  }
}

async function writeBlock(
  tx: Sql,
  pieces: number,
  block: number,
  documents: readonly { readonly id: number; readonly pieces: readonly number[] }[],
): Promise<void> {
  const matrix = await blockOf(tx, pieces, block);
  const changed = new Set<number>();
  for (const document of documents) {
    const [byte, mask] = [(document.id % 2 ** BLOCK_BITS) >> 3, 1 << (document.id & 7)];
    const wanted = new Uint8Array(pieces);
    for (const piece of document.pieces) wanted[piece] = mask;
    for (let piece = 0, at = byte; piece < pieces; piece++, at += BYTES) {
      if (((matrix[at] ?? 0) & mask) === wanted[piece]) continue;
      matrix[at] = (matrix[at] ?? 0) ^ mask;
      changed.add(piece);
    }
  }
  if (changed.size === 0) return;
  const numbers = [...changed];
  const rows = Buffer.concat(numbers.map((piece) => matrix.subarray(piece * BYTES, (piece + 1) * BYTES)));
  await tx.run(
    `INSERT OR REPLACE INTO ${LIST_TABLE} (block, piece, bits)
     SELECT ?1, value, substr(?2, key * ${BYTES} + 1, ${BYTES}) FROM json_each(?3) ORDER BY value`,
    [block, rows, JSON.stringify(numbers)],
  );
}

/** What is written of a block, one piece after the other. */
async function blockOf(tx: Sql, pieces: number, block: number): Promise<Uint8Array> {
  const row = await tx.get<{ pieces: string; bits: string | null }>(
    `SELECT json_group_array(piece) AS pieces, group_concat(hex(bits), '') AS bits FROM ${LIST_TABLE} WHERE block = ?`,
    [block],
  );
  const matrix = new Uint8Array(pieces * BYTES);
  const packed = Buffer.from(row?.bits ?? '', 'hex');
  for (const [at, piece] of (JSON.parse(row?.pieces ?? '[]') as number[]).entries())
    matrix.set(packed.subarray(at * BYTES, (at + 1) * BYTES), piece * BYTES);
  return matrix;
}
