import type { Input } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { NodeChange } from '../../../shared/contract/nodes.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import type { TreeNode } from '../../../shared/domain/tree-change.ts';
import type { Sql } from '../db/database.ts';
import { readNodes } from './tree.ts';

/**
 * A change as the command line says it, nodes by their codes in any spelling; `under` '' is the top level. Throws AppError `not-found` for a
 * code that the framework does not have, `usage` when a word is missing.
 */
export async function nodeChangeByCodes(db: Sql, said: Omit<Input<'node.run'>, 'archive'>): Promise<NodeChange> {
  const { nodes, codeStyles } = await readNodes(db, said.framework);
  const index = createCodeIndex(nodes, codeStyles);
  const named = (code: string): TreeNode => {
    const found = index.exact(code);
    if (!found) throw new AppError('not-found', `测评体系里没有编号为 ${code} 的指标。请核对编号。`);
    return found;
  };
  const before = said.before === undefined ? null : named(said.before);
  const under = said.under === undefined ? undefined : said.under === '' ? null : named(said.under).id;
  if (said.act === 'add') {
    const place = { parentId: under ?? before?.parentId ?? null, before: before?.id ?? null };
    return { act: 'add', ...place, code: said.code ?? '', name: said.name ?? '', ...(said.heading ? { heading: true } : {}) };
  }
  if (said.node === undefined) throw new AppError('usage', '没有写要改哪一条指标。请写上它的编号。');
  const node = named(said.node);
  if (said.act === 'name') return { act: 'name', id: node.id, code: said.code ?? node.code, name: said.name ?? node.name };
  if (said.act === 'shape') return { act: 'shape', id: node.id, leaf: said.heading !== true };
  if (said.act === 'remove') return { act: 'remove', id: node.id, to: said.to === undefined ? null : named(said.to).id };
  if (under === undefined && before === null)
    throw new AppError('usage', '没有写移到哪里。请用 --under 写上级的编号(--top 为最上一级),或用 --before 写排在哪一条前面。');
  return {
    act: 'move',
    id: node.id,
    parentId: under === undefined ? (before?.parentId ?? null) : under,
    before: before?.id ?? null,
  };
}
