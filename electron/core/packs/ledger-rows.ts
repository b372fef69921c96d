import { checkValues, keyOf, wordsOf } from '../../../shared/domain/ledgers/check-values.ts';
import { ledgerOf } from '../../../shared/domain/ledgers/index.ts';
import type { LedgerDefinition, Values } from '../../../shared/domain/ledgers/ledger.ts';
import { canonical, type PackContent } from '../../../shared/domain/pack.ts';
import type { Sql } from '../db/database.ts';
import { insertRecord, readRecords, watchRecords, type StoredRecord } from '../records/records.ts';
import { itemOf, type AreaPlan, type Ground, type Item } from './area.ts';

type Attached = PackContent['records'][number]['documents'];

interface Row {
  readonly definition: LedgerDefinition;
  readonly values: Values;
  readonly state: string | null;
  readonly documents: Attached;
  readonly known: StoredRecord | null;
}

const textOf = (values: Values, state: string | null, documents: Attached): string =>
  canonical({ values, state, documents: documents.map(({ document, role }) => `${role} ${document}`).sort() });
const described = (values: Values, state: string | null, documents: Attached): string =>
  [state ?? '', ...Object.values(values).map(String)]
    .filter((one) => one !== '')
    .join(' · ')
    .slice(0, 120) + (documents.length > 0 ? `,附 ${documents.length} 份` : '');

/** 台账: rows known by their key columns, as when a workbook is read in; with their state and what proves them. */
export async function planRecords(sql: Sql, ground: Ground): Promise<AreaPlan> {
  const stored = await readRecords(sql);
  const shaOf = await attachedShas(sql, stored);
  const known = new Map<string, StoredRecord>();
  for (const [ledger, rows] of stored) {
    const definition = ledgerOf(ledger);
    for (const row of definition ? rows : []) {
      const key = definition ? keyOf(definition, row.values) : null;
      if (key !== null && !known.has(`record:${ledger}:${key}`)) known.set(`record:${ledger}:${key}`, row);
    }
  }
  const rows = new Map<string, Row>();
  const items: Item[] = [];
  const troubles: string[] = [];
  for (const { ledger, values: written, state: word, documents } of ground.content.records) {
    const definition = ledgerOf(ledger);
    if (!definition) {
      troubles.push(`本程序没有这种台账,一行收不进来:${ledger}。`);
      continue;
    }
    const { values, problems } = checkValues(definition, written);
    const state = definition.states?.find(({ name }) => name === word)?.name ?? null;
    const key = keyOf(definition, values);
    const [problem] = problems;
    if (problem || key === null || (definition.states && state === null)) {
      const why = problem?.reason ?? (key === null ? '没有可以辨认它的内容。' : `状态“${word ?? ''}”看不懂。`);
      troubles.push(`“${definition.name}”有一行收不进来(${wordsOf(definition, values)}):${why}`);
      continue;
    }
    const name = `record:${ledger}:${key}`;
    if (rows.has(name)) continue;
    const roles = new Set((definition.roles ?? []).map(({ role }) => role));
    const proofs = documents.filter(({ document, role }) => roles.has(role) && ground.usable.has(document));
    const row = known.get(name) ?? null;
    rows.set(name, { definition, values, state, documents: proofs, known: row });
    const held = row?.documents.map(({ documentId, role }) => ({ document: shaOf.get(documentId) ?? '', role })) ?? [];
    items.push(
      itemOf(ground, {
        ...{ key: name, words: `${definition.name}:${wordsOf(definition, values)}` },
        ...{ pack: textOf(values, state, proofs), here: row ? textOf(row.values, row.state, held) : null },
        packWords: described(values, state, proofs),
        hereWords: row ? described(row.values, row.state, held) : '已删除',
      }),
    );
  }
  const ids = JSON.stringify([...rows.values()].flatMap((row) => row.known?.id ?? []));
  const last = await sql.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
  return {
    ...{ area: '台账', items, troubles },
    documentsOf: (keys) =>
      [...rows].flatMap(([key, row]) => (keys.has(key) ? row.documents.map(({ document }) => document) : [])),
    watch: () => watchRecords('id > ? OR id IN (SELECT value FROM json_each(?))', [last?.id ?? 0, ids]),
    write: async (tx, { chosen, idOf, by }) => {
      for (const [key, row] of rows) {
        if (!chosen.has(key)) continue;
        const { definition, values, state, documents } = row;
        let id = row.known?.id ?? 0;
        if (row.known)
          await tx.run('UPDATE records SET row_values = ?, state = ?, updated_at = ?, updated_by = ? WHERE id = ?', [
            ...[JSON.stringify(values), state, by.now.toISOString(), by.actor, id],
          ]);
        else id = await insertRecord(tx, definition, { values, state }, by);
        await tx.run('DELETE FROM record_documents WHERE record_id = ?', [id]);
        await tx.run(
          `INSERT INTO record_documents (record_id, document_id, role, position)
           SELECT ?, value ->> 0, value ->> 1, key + 1 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
          [id, JSON.stringify(documents.map(({ document, role }) => [idOf(document), role]))],
        );
      }
    },
  };
}

async function attachedShas(
  sql: Sql,
  stored: ReadonlyMap<string, readonly StoredRecord[]>,
): Promise<ReadonlyMap<number, string>> {
  const ids = [...stored.values()].flatMap((rows) => rows.flatMap((row) => row.documents.map(({ documentId }) => documentId)));
  const rows = await sql.all<{ id: number; sha256: string }>(
    'SELECT id, sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify([...new Set(ids)])],
  );
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}
