import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChangedItem, PackageChanges } from '../../../shared/contract/submit.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { compareEditions } from '../../../shared/domain/edition-changes.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import type { Sql } from '../db/database.ts';
import { openBag } from './bag-reader.ts';
import { MANIFEST, readManifestLines } from './bag.ts';
import { packageRecord, RECORD_FILE } from './record.ts';

/** What of a package a comparison needs. */
export interface Compared {
  /** `第 2 号报送包`, or where it was read from. */
  readonly words: string;
  /** `framework code` of the leaves it was made of; null when that is not known. */
  readonly leaves: ReadonlySet<string> | null;
  readonly items: readonly ComparedItem[];
}

interface ComparedItem extends ChangedItem {
  readonly framework: string;
  readonly sha256: string;
}

/**
 * A package to compare with: the number of one made here, or the folder or `.zip` of one (ours by its own record, any other bag by its
 * manifest). Throws AppError `not-found`, `refused` for what is no package.
 */
export async function readCompared(db: Sql, reference: string): Promise<Compared> {
  if (/^\d+$/.test(reference) && !existsSync(resolve(reference))) {
    const row = await db.get<{ record: string }>('SELECT record FROM packages WHERE number = ?', [Number(reference)]);
    if (!row) throw new AppError('not-found', `没有第 ${reference} 号报送包。请在报送包的记录里选一个。`);
    return comparedOf(packageRecord.parse(JSON.parse(row.record)));
  }
  const bag = await openBag(reference);
  try {
    const record = await bag.text(RECORD_FILE);
    if (record !== null) {
      const parsed = packageRecord.safeParse(JSON.parse(record));
      if (parsed.success) return comparedOf(parsed.data);
    }
    const lines = readManifestLines((await bag.text(MANIFEST)) ?? '!');
    if (lines === null) throw new AppError('refused', `这个包里没有 ${MANIFEST},没法对比:${reference}。`);
    return {
      words: lastName(reference.replaceAll('\\', '/')),
      leaves: null,
      items: lines.map(({ path, digest }) => ({
        ...{ framework: '', indicator: folderOf(path), materialCode: '', title: lastName(path), path: lastName(path) },
        ...{ packagePath: path, sha256: digest },
      })),
    };
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new AppError('refused', `这个包的 ${RECORD_FILE} 读不出来,可能被改坏了:${reference}。`);
    throw error;
  } finally {
    await bag.close();
  }
}

/** A record as one side of a comparison. */
export function comparedOf(record: {
  readonly number: number;
  readonly scope: { readonly leaves: readonly string[] };
  readonly items: readonly ComparedItem[];
}): Compared {
  return { words: `第 ${record.number} 号报送包`, leaves: new Set(record.scope.leaves), items: record.items };
}

/** What came in, went out, was replaced and stayed, by content under each indicator; outside the newer one's scope nothing counts as gone. */
export function compareCompared(before: Compared, after: Compared): PackageChanges {
  // By a foreign bag nothing is known but paths: then ours are looked at by theirs.
  const foreign = before.leaves === null || after.leaves === null;
  const keyed = (item: ComparedItem) => ({
    ...item,
    indicator: foreign ? folderOf(item.packagePath) : `${item.framework} ${item.indicator}`,
    path: foreign ? lastName(item.packagePath) : item.path,
    plain: item,
  });
  const changes = compareEditions(before.items.map(keyed), after.items.map(keyed), foreign ? null : after.leaves);
  const shown = ({ plain }: { readonly plain: ComparedItem }): ChangedItem => {
    const { indicator, materialCode, title, path, packagePath } = plain;
    return { indicator, materialCode, title, path, packagePath };
  };
  return {
    since: before.words,
    added: changes.added.map(shown),
    removed: changes.removed.map(shown),
    replaced: changes.replaced.map((pair) => shown(pair.after)),
    kept: changes.kept.length,
  };
}
