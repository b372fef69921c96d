import {
  DATE_WORDS,
  type AlikePhoto,
  type DocumentDetails,
  type DocumentLink,
  type DocumentPhoto,
  type LinkStanding,
} from '../../../shared/contract/documents.ts';
import type { DocumentRow } from '../../../shared/contract/results.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PictureFacts } from '../../../shared/domain/document.ts';
import type { NearPhoto } from '../../../shared/domain/near-photos.ts';
import { proposeCaption } from '../../../shared/domain/photo-caption.ts';
import type { PhotoHint } from '../../../shared/domain/photo-hints.ts';
import { fold } from '../../../shared/domain/text.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import { VOLUME_PLACE } from './copies.ts';
import { readCaption } from '../photos/photos.ts';
import { rowsOf } from './documents.ts';
import { listingOf } from './listing.ts';
import { wordsOf } from './search.ts';
import { readSensitive } from './sensitive.ts';
import { placedEditions, versionsOf } from './versions.ts';

interface Facts {
  readonly issuer: string | null;
  readonly title_origin: string | null;
  readonly text_message: string | null;
  readonly picture: string | null;
  readonly photo_hints: string | null;
  readonly text_origin: string;
  readonly text: string | null;
}

export interface ReadRequest {
  readonly id: number;
  readonly query: string;
  /** Local date `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything known of one document. Throws AppError `not-found`. */
export async function readDocument(archive: Archive, { id, query, today }: ReadRequest): Promise<DocumentDetails> {
  const { db } = archive;
  const [row] = await rowsOf(db, [id], wordsOf(query));
  const facts = await db.get<Facts>(
    `SELECT d.issuer, d.title_origin, d.text_message, d.picture, d.photo_hints, d.text_origin, c.text FROM documents d
     LEFT JOIN contents c ON c.document_id = d.id WHERE d.id = ?`,
    [id],
  );
  if (!row || !facts) throw new AppError('not-found', '档案库里没有这份材料。请刷新列表后再试。');
  const evidence = await linksOf(db, id);
  const picture = facts.picture === null ? null : pictureOf(facts.picture);
  return {
    ...row,
    links: standingOf(evidence),
    issuer: facts.issuer,
    titleOrigin: facts.title_origin ?? '',
    dateWords: DATE_WORDS[row.dateOrigin],
    textMessage: facts.text_message,
    characters: facts.text?.length ?? 0,
    sensitive: (await readSensitive(db, [id])).get(id) ?? [],
    recognised: await recognisedOf(db, id),
    picture,
    photo: picture === null ? null : await photoOf(db, { row, facts, picture, today }),
    paths: await pathsOf(db, id),
    versions: await versionsOf(db, id),
    placed: (await placedEditions(db, [row.sha256])).get(row.sha256) ?? [],
    evidence,
    hitPages: hitPagesOf(facts.text ?? '', wordsOf(query)),
  };
}

/** A picture read by an earlier version knows less until 编目 reads it anew. */
const UNREAD = { photographer: null, software: null, sharpness: null, hash: null };

function pictureOf(stored: string): PictureFacts {
  return { ...UNREAD, ...(JSON.parse(stored) as Omit<PictureFacts, keyof typeof UNREAD>) };
}

interface PhotoInput {
  readonly row: DocumentRow;
  readonly facts: Facts;
  readonly picture: PictureFacts;
  readonly today: string;
}

async function photoOf(db: Database, { row, facts, picture, today }: PhotoInput): Promise<DocumentPhoto> {
  const near = (await listingOf(db)).photos.near(row.id);
  return {
    hints: JSON.parse(facts.photo_hints ?? '[]') as PhotoHint[],
    caption: await readCaption(db, row.id),
    proposal: proposeCaption({
      name: lastName(row.path),
      folder: folderOf(row.path),
      // What 识别 read on a picture are not its own remarks.
      remarks: facts.text_origin === 'file' ? (facts.text ?? '') : '',
      picture,
      date: row.date,
      dateOrigin: row.dateOrigin,
      today,
    }),
    alike: await alikeOf(db, near.slice(0, MOST_ALIKE)),
    alikeTotal: near.length,
  };
}

const MOST_ALIKE = 20;

async function alikeOf(db: Database, near: readonly NearPhoto[]): Promise<readonly AlikePhoto[]> {
  const rows = await rowsOf(
    db,
    near.map(({ id }) => id),
    [],
  );
  const bits = new Map(near.map((photo) => [photo.id, photo.bits]));
  return rows.map(({ id, sha256, title, path, date }) => ({ id, sha256, title, path, date, bits: bits.get(id) ?? 0 }));
}

function standingOf(evidence: readonly DocumentLink[]): LinkStanding {
  return (
    (['confirmed', 'suggested', 'rejected'] as const).find((state) => evidence.some((link) => link.state === state)) ?? 'none'
  );
}

async function pathsOf(db: Database, id: number): Promise<DocumentDetails['paths']> {
  const rows = await db.all<{ path: string; source: string; present: number; canonical: number }>(
    `SELECT l.path, s.path AS source, l.state = 'ok' AND l.missing_at IS NULL AS present, l.id IS ${VOLUME_PLACE} AS canonical
     FROM locations l JOIN sources s ON s.id = l.source_id JOIN documents d ON d.id = l.document_id
     WHERE l.document_id = ? ORDER BY present DESC, l.path, s.id`,
    [id],
  );
  return rows.map(({ path, source, present, canonical }) => ({
    path,
    source,
    present: present === 1,
    canonical: canonical === 1,
  }));
}

async function linksOf(db: Database, id: number): Promise<readonly DocumentLink[]> {
  const rows = await db.all<Omit<DocumentLink, 'reasons'> & { readonly reasons: string }>(
    `SELECT i.framework_id AS framework, f.name AS frameworkName, i.id AS indicatorId, i.code, i.name, k.state, k.band, k.reasons,
       k.caption, k.decided_by AS decidedBy, k.decided_at AS decidedAt
     FROM links k JOIN indicators i ON i.id = k.indicator_id JOIN frameworks f ON f.id = i.framework_id WHERE k.document_id = ?
     ORDER BY CASE k.state WHEN 'confirmed' THEN 0 WHEN 'suggested' THEN 1 ELSE 2 END, f.id, k.score DESC, i.position`,
    [id],
  );
  return rows.map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as DocumentLink['reasons'] }));
}

async function recognisedOf(db: Database, id: number): Promise<DocumentDetails['recognised']> {
  const row = await db.get<{ pages: number; confidence: number | null; corrected: number }>(
    `SELECT count(*) AS pages, avg(CASE WHEN text <> '' THEN confidence END) AS confidence, count(corrected_text) AS corrected
     FROM ocr_pages WHERE document_id = ?`,
    [id],
  );
  return row && row.pages > 0 ? row : null;
}

function hitPagesOf(text: string, words: readonly string[]): DocumentDetails['hitPages'] {
  if (words.length === 0 || !text.includes('\f')) return [];
  return text.split('\f').flatMap((page, index) => {
    const folded = fold(page);
    const hits = words.reduce((sum, word) => sum + folded.split(word).length - 1, 0);
    return hits > 0 ? [{ page: index + 1, hits }] : [];
  });
}
