import type { Kind } from '../../../shared/domain/document.ts';
import { canonical, type PackLink } from '../../../shared/domain/pack.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Sql } from '../db/database.ts';
import { itemOf, type AreaPlan, type Ground, type Item, type LeafHere, type Taking } from './area.ts';

interface LinkRow {
  readonly document: string;
  readonly leaf: number;
  readonly code: string;
  readonly path: string | null;
  readonly state: 'confirmed' | 'rejected';
  readonly kind: Kind | null;
  readonly caption: string | null;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
  readonly redLines: string;
}

type Said = Pick<PackLink, 'kind' | 'caption' | 'firstPage' | 'lastPage' | 'redLines'>;

const keyOf = (document: string, leaf: number): string => `link:${document}:${leaf}`;
const textOf = ({ kind, caption, firstPage, lastPage, redLines }: Said): string =>
  canonical({ kind, caption: caption ?? '', firstPage, lastPage, redLines });

function wordsOf({ kind, caption, firstPage, lastPage, redLines }: Said): string {
  const pages = firstPage === null ? '整份' : `第 ${firstPage}-${lastPage ?? firstPage} 页`;
  const more = [caption ? `说明“${caption}”` : '', redLines.length > 0 ? `红线 ${redLines.length} 条` : ''];
  return [`已确认:${kind ?? '没有定类型'},${pages}`, ...more.filter((one) => one !== '')].join(',');
}

/** 佐证: compared by content × leaf. What was rejected here, or the leaf that does not apply here, is a decision and stays. */
export async function planEvidence(sql: Sql, ground: Ground): Promise<AreaPlan> {
  const here = await readHere(sql, ground);
  const links = new Map<string, { readonly link: PackLink; readonly leaf: LeafHere }>();
  const items: Item[] = [];
  const absent = new Set<string>();
  for (const link of ground.content.links) {
    const leaf = ground.leaves[link.indicator] ?? null;
    const document = ground.documents.get(link.document);
    if (leaf === null || !document) continue;
    if (!ground.usable.has(link.document)) {
      absent.add(`“${document.path}”的原件没有随包,这里也没有,它的佐证收不进来。${document.problem}`);
      continue;
    }
    const key = keyOf(link.document, leaf.id);
    // Two leaves of the pack may be one here.
    if (links.has(key)) continue;
    links.set(key, { link, leaf });
    const row = here.get(key);
    const pack = textOf(link);
    const held = row?.state === 'confirmed' ? textOf({ ...row, redLines: linesOf(row) }) : null;
    const base = { key, words: `${lastName(document.path)} → ${leaf.code}`, pack, here: held, packWords: wordsOf(link) };
    if (row?.state === 'rejected') items.push(itemOf(ground, { ...base, standing: 'differs', hereWords: '已否决' }));
    else if (held === null && leaf.notApplicable !== null)
      items.push(itemOf(ground, { ...base, standing: 'differs', hereWords: `指标不适用:${leaf.notApplicable}` }));
    else {
      const hereWords = row && held !== null ? wordsOf({ ...row, redLines: linesOf(row) }) : '已退回,不再是佐证';
      items.push(itemOf(ground, { ...base, hereWords }));
    }
  }
  for (const [key, row] of here) {
    if (links.has(key) || row.state !== 'confirmed') continue;
    const held = textOf({ ...row, redLines: linesOf(row) });
    const words = `${lastName(row.path ?? row.document)} → ${row.code}`;
    items.push(itemOf(ground, { key, words, pack: null, here: held, hereWords: '已确认', packWords: '已撤回' }));
  }
  const watch = ({ idOf }: Taking) => {
    const ids = JSON.stringify(
      [...new Set([...ground.documents.keys(), ...[...here.values()].map((row) => row.document)])].map(idOf),
    );
    const where = 'document_id IN (SELECT value FROM json_each(?))';
    return (['links', 'red_lines'] as const).map((table) => ({ table, where, params: [ids] }));
  };
  return {
    ...{ area: '佐证', items: items.filter(({ standing }) => standing !== 'none'), troubles: [...absent], watch },
    documentsOf: (keys) => [...links].flatMap(([key, { link }]) => (keys.has(key) ? [link.document] : [])),
    write: async (tx, taking) => {
      const chosen = [...links].filter(([key]) => taking.chosen.has(key)).map(([, one]) => one);
      await confirm(tx, chosen, taking, ground);
      await withdraw(tx, [...here].filter(([key]) => taking.chosen.has(key) && !links.has(key)).map(([, row]) => row), taking); // prettier-ignore
    },
  };
}

const linesOf = (row: LinkRow): PackLink['redLines'] => JSON.parse(row.redLines) as PackLink['redLines'];

/** Decisions here about the pairs of the pack, and those an earlier pack of the unit brought. */
async function readHere(sql: Sql, { content, leaves, former }: Ground): Promise<Map<string, LinkRow>> {
  const now = content.links.map(({ document, indicator }) => [document, leaves[indicator]?.id ?? 0] as const);
  const before = [...former.keys()].flatMap((key) => {
    const [, document = '', leaf = ''] = /^link:([0-9a-f]{64}):(\d+)$/.exec(key) ?? [];
    return document === '' ? [] : [[document, Number(leaf)] as const];
  });
  const rows = await sql.all<LinkRow>(
    `SELECT d.sha256 AS document, k.indicator_id AS leaf, i.code, k.state, k.kind, k.caption, k.first_page AS firstPage,
       k.last_page AS lastPage, (SELECT min(l.path) FROM locations l WHERE l.document_id = d.id) AS path,
       (SELECT json_group_array(json_object('page', r.page, 'x1', r.x1, 'y1', r.y1, 'x2', r.x2, 'y2', r.y2) ORDER BY r.id)
        FROM red_lines r WHERE r.indicator_id = k.indicator_id AND r.document_id = k.document_id AND r.recheck = 0) AS redLines
     FROM (SELECT DISTINCT value ->> 0 AS sha256, value ->> 1 AS leaf FROM json_each(?)) p
     JOIN documents d ON d.sha256 = p.sha256 JOIN links k ON k.document_id = d.id AND k.indicator_id = p.leaf
     JOIN indicators i ON i.id = k.indicator_id WHERE k.state <> 'suggested'`,
    [JSON.stringify([...now, ...before])],
  );
  return new Map(rows.map((row) => [keyOf(row.document, row.leaf), row]));
}

async function confirm(
  tx: Sql,
  chosen: readonly { readonly link: PackLink; readonly leaf: LeafHere }[],
  { idOf, by }: Taking,
  { content }: Ground,
): Promise<void> {
  const rows = chosen.map(({ link, leaf }) => ({
    ...{ document: idOf(link.document), leaf: leaf.id, kind: link.kind, caption: link.caption === '' ? null : link.caption },
    ...{ firstPage: link.firstPage, lastPage: link.lastPage, redLines: link.redLines },
    // Its own order counts where nothing was ordered here before.
    position: leaf.held ? null : link.position,
    by: `${link.decidedBy}(${content.unit})`.slice(0, 200),
    at: link.decidedAt,
  }));
  const list = JSON.stringify(rows);
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, kind, caption, first_page, last_page, position, decided_by, decided_at)
     SELECT value ->> '$.document', value ->> '$.leaf', 'confirmed', value ->> '$.kind', value ->> '$.caption', value ->> '$.firstPage',
       value ->> '$.lastPage', value ->> '$.position', value ->> '$.by', value ->> '$.at' FROM json_each(?) WHERE true
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET state = 'confirmed', kind = excluded.kind, caption = excluded.caption,
       first_page = excluded.first_page, last_page = excluded.last_page, position = coalesce(position, excluded.position),
       decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [list],
  );
  await tx.run(
    `DELETE FROM red_lines WHERE (document_id, indicator_id) IN (SELECT value ->> '$.document', value ->> '$.leaf' FROM json_each(?))`,
    [list],
  );
  await tx.run(
    `INSERT INTO red_lines (document_id, indicator_id, page, x1, y1, x2, y2, drawn_by, drawn_at)
     SELECT k.value ->> '$.document', k.value ->> '$.leaf', r.value ->> '$.page', r.value ->> '$.x1', r.value ->> '$.y1',
       r.value ->> '$.x2', r.value ->> '$.y2', k.value ->> '$.by', ? FROM json_each(?) k, json_each(k.value, '$.redLines') r`,
    [by.now.toISOString(), list],
  );
}

/** As when a person takes a decision back: an open suggestion again where it was one. */
async function withdraw(tx: Sql, rows: readonly LinkRow[], { idOf }: Taking): Promise<void> {
  const pairs = JSON.stringify(rows.map(({ document, leaf }) => [idOf(document), leaf]));
  const chosen = '(document_id, indicator_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))';
  await tx.run(`DELETE FROM red_lines WHERE ${chosen}`, [pairs]);
  await tx.run(`DELETE FROM links WHERE ${chosen} AND score IS NULL`, [pairs]);
  await tx.run(
    `UPDATE links SET state = 'suggested', kind = NULL, caption = NULL, first_page = NULL, last_page = NULL, position = NULL,
       decided_by = NULL, decided_at = NULL WHERE ${chosen}`,
    [pairs],
  );
}
