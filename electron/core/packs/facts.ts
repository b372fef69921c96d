import { CAPTION_ELEMENTS, isEmptyCaption, type PhotoCaption } from '../../../shared/domain/photo-caption.ts';
import { canonical, type PackDocument } from '../../../shared/domain/pack.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Sql } from '../db/database.ts';
import { applyPages, type FactsDeps } from '../ocr/ocr.ts';
import { itemOf, type AreaPlan, type Ground, type Item, type Taking } from './area.ts';

const FACTS = { title: '题名', kind: '材料类型', date: '日期' } as const;
type Fact = keyof typeof FACTS;
const FACT_KEYS = Object.keys(FACTS) as Fact[];

const ids = (taking: Taking, shas: Iterable<string>): string => JSON.stringify([...shas].map(taking.idOf));

/** Those of the pack that stand here, or will. */
type Documents = readonly PackDocument[];

/** 材料信息: title, kind and day a person corrected by hand; what a person here corrected stays. */
export async function planFacts(sql: Sql, ground: Ground, documents: Documents): Promise<AreaPlan> {
  const rows = await sql.all<Record<Fact, string | null> & Record<`${Fact}_origin`, string | null> & { sha256: string }>(
    `SELECT sha256, title, title_origin, kind, kind_origin, date, date_origin FROM documents
     WHERE id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...ground.knownIds.values()])],
  );
  const held = new Map(rows.map((row) => [row.sha256, row]));
  const said = new Map<string, readonly [string, Fact, string]>();
  const items = documents.flatMap((document) => {
    const row = held.get(document.sha256);
    return FACT_KEYS.flatMap((fact): Item[] => {
      const value = document[fact];
      if (value === null) return [];
      const key = `${fact}:${document.sha256}`;
      said.set(key, [document.sha256, fact, value]);
      const here = row?.[`${fact}_origin`] === 'manual' ? (row[fact] ?? '') : null;
      const words = `${lastName(document.path)} 的${FACTS[fact]}`;
      return [itemOf(ground, { key, words, pack: value, here, packWords: value, hereWords: here ?? '没有' })];
    });
  });
  return {
    ...{ area: '材料信息', items, troubles: [] },
    // Only documents that are here already: what comes new is as the unit left it.
    watch: () => [
      {
        table: 'documents',
        where: 'id IN (SELECT value FROM json_each(?))',
        params: [JSON.stringify([...ground.knownIds.values()])],
      },
    ],
    write: async (tx, taking) => {
      for (const fact of FACT_KEYS) {
        const wanted = [...said].filter(([key, [, of]]) => of === fact && taking.chosen.has(key));
        await tx.run(
          `UPDATE documents SET ${fact} = r.value ->> 1, ${fact}_origin = 'manual' FROM json_each(?) r WHERE documents.id = r.value ->> 0`,
          [JSON.stringify(wanted.map(([, [sha256, , value]]) => [taking.idOf(sha256), value]))],
        );
      }
    },
  };
}

/** 照片说明: the six elements of each photo as one. */
export async function planCaptions(sql: Sql, ground: Ground, documents: Documents): Promise<AreaPlan> {
  const rows = await sql.all<PhotoCaption & { sha256: string }>(
    `SELECT d.sha256, ${CAPTION_ELEMENTS.map((one) => `c.${one}`).join(', ')} FROM captions c JOIN documents d ON d.id = c.document_id
     WHERE d.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...ground.knownIds.values()])],
  );
  const held = new Map(rows.map(({ sha256, ...caption }) => [sha256, caption]));
  const words = (caption: PhotoCaption): string =>
    CAPTION_ELEMENTS.map((one) => caption[one]).filter((one) => one !== '').join(';'); // prettier-ignore
  const said = new Map<string, readonly [string, PhotoCaption]>();
  const items = documents.flatMap(({ sha256, path, caption }): Item[] => {
    if (caption === null || isEmptyCaption(caption)) return [];
    const key = `caption:${sha256}`;
    said.set(key, [sha256, caption]);
    const row = held.get(sha256);
    const here = row ? canonical(row) : null;
    const base = { key, words: lastName(path), pack: canonical(caption), here };
    return [itemOf(ground, { ...base, packWords: words(caption), hereWords: row ? words(row) : '没有' })];
  });
  return {
    ...{ area: '照片说明', items, troubles: [] },
    watch: (taking) => [
      {
        table: 'captions',
        where: 'document_id IN (SELECT value FROM json_each(?))',
        params: [
          ids(
            taking,
            [...said.values()].map(([sha256]) => sha256),
          ),
        ],
      },
    ],
    write: async (tx, taking) => {
      const wanted = [...said]
        .filter(([key]) => taking.chosen.has(key))
        .map(([, [sha256, caption]]) => ({
          ...caption,
          id: taking.idOf(sha256),
        }));
      await tx.run(
        `INSERT INTO captions (document_id, ${CAPTION_ELEMENTS.join(', ')}, decided_by, decided_at)
         SELECT value ->> '$.id', ${CAPTION_ELEMENTS.map((one) => `value ->> '$.${one}'`).join(', ')}, ?, ? FROM json_each(?) WHERE true
         ON CONFLICT (document_id) DO UPDATE SET ${[...CAPTION_ELEMENTS, 'decided_by', 'decided_at']
           .map((column) => `${column} = excluded.${column}`)
           .join(', ')}`,
        [`${ground.content.madeBy}(${ground.content.unit})`, taking.by.now.toISOString(), JSON.stringify(wanted)],
      );
    },
  };
}

/** 改正文字: what a person read on a page of a scan, beside what the engine read there. */
export async function planCorrections(sql: Sql, ground: Ground, documents: Documents, deps: FactsDeps): Promise<AreaPlan> {
  const rows = await sql.all<{ sha256: string; page: number; corrected: string | null }>(
    `SELECT d.sha256, o.page, o.corrected_text AS corrected FROM ocr_pages o JOIN documents d ON d.id = o.document_id
     WHERE d.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...ground.knownIds.values()])],
  );
  const held = new Map(rows.map((row) => [`text:${row.sha256}:${row.page}`, row.corrected]));
  const said = new Map<string, readonly [string, PackDocument['corrections'][number]]>();
  const items = documents.flatMap(({ sha256, path, corrections }) =>
    corrections.map((one): Item => {
      const key = `text:${sha256}:${one.page}`;
      said.set(key, [sha256, one]);
      const here = held.get(key) ?? null;
      const base = { key, words: `${lastName(path)} 第 ${one.page} 页`, pack: one.corrected, here };
      return itemOf(ground, { ...base, packWords: one.corrected.slice(0, 60), hereWords: here?.slice(0, 60) ?? '没有改正' });
    }),
  );
  const touched = (taking: Taking) => [...said].filter(([key]) => taking.chosen.has(key)).map(([, one]) => one);
  return {
    ...{ area: '改正文字', items, troubles: [] },
    watch: (taking) => [
      {
        table: 'ocr_pages',
        where: 'document_id IN (SELECT value FROM json_each(?))',
        params: [ids(taking, new Set([...said.values()].map(([sha256]) => sha256)))],
      },
    ],
    prepare: async (tx, taking) => {
      const pages = touched(taking).map(([sha256, one]) => ({ ...one, id: taking.idOf(sha256) }));
      await tx.run(
        `INSERT INTO ocr_pages (document_id, page, engine_version, text, confidence, lines, read_at)
         SELECT value ->> '$.id', value ->> '$.page', value ->> '$.engineVersion', value ->> '$.read', CAST(value ->> '$.confidence' AS REAL),
           value -> '$.picture', ? FROM json_each(?) WHERE true ON CONFLICT (document_id, page) DO NOTHING`,
        [taking.by.now.toISOString(), JSON.stringify(pages)],
      );
    },
    write: async (tx, taking) => {
      const pages = touched(taking).map(([sha256, one]) => [taking.idOf(sha256), one.page, one.corrected] as const);
      await tx.run(
        `UPDATE ocr_pages SET corrected_text = r.value ->> 2 FROM json_each(?) r
         WHERE ocr_pages.document_id = r.value ->> 0 AND ocr_pages.page = r.value ->> 1`,
        [JSON.stringify(pages)],
      );
      // Documents that come new get the words with the 编目 that follows.
      const read = new Set(ground.knownIds.values());
      for (const id of new Set(pages.map(([document]) => document))) if (read.has(id)) await applyPages(tx, id, deps);
    },
  };
}
