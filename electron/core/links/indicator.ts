import { AppError } from '../../../shared/contract/errors.ts';
import { codeKey, isWrittenOf } from '../../../shared/domain/code-keys.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import type { Indicator } from '../../../shared/domain/framework.ts';
import type { Database } from '../db/database.ts';
import { readFrameworks, type StoredFramework } from '../frameworks/frameworks.ts';

export interface FoundIndicator {
  /** Row id. */
  readonly id: number;
  readonly code: string;
  readonly frameworkId: string;
}

/**
 * The leaf with this code in any spelling, in one framework or in all. A framework's own code comes before another code for the
 * same thing. Throws AppError `not-found` with the nearest codes, `usage` when it is no leaf or several frameworks have it.
 */
export async function findIndicator(db: Database, code: string, frameworkId: string | undefined): Promise<FoundIndicator> {
  const all = await readFrameworks(db);
  const frameworks = frameworkId === undefined ? all : all.filter((one) => one.id === frameworkId);
  if (frameworks.length === 0) {
    const ids = all.map((one) => one.id).join('、');
    throw new AppError('not-found', `档案库里没有测评体系“${frameworkId ?? ''}”。已有的是:${ids}。`);
  }
  const found = frameworks.flatMap((framework) => {
    const indicator = createCodeIndex(framework.indicators, framework.codeStyles).exact(code);
    return indicator === undefined ? [] : [{ framework, indicator }];
  });
  const own = found.filter(({ indicator }) => isWrittenOf(code, indicator.code));
  const fitting = own.length > 0 ? own : found;
  const [first] = fitting;
  if (first === undefined)
    throw new AppError('not-found', `没有编号为“${code}”的指标。相近的有:${nearest(code, frameworks).join('、')}。`);
  if (fitting.length > 1) {
    const names = fitting.map(({ framework }) => framework.id).join('、');
    throw new AppError('usage', `几个测评体系都有编号“${code}”:${names}。请用 --framework 指明是哪一个。`);
  }
  const { framework, indicator } = first;
  if (!indicator.leaf) {
    const below = framework.indicators.filter((one) => one.parentId === indicator.id).map((one) => one.code || one.name);
    throw new AppError('usage', `“${indicator.code}”不是末级指标,材料要归到它下面的一条:${below.slice(0, 8).join('、')}。`);
  }
  return { id: framework.rowIds.get(indicator.id) ?? 0, code: indicator.code, frameworkId: framework.id };
}

/** Up to five leaf codes, those that share the longest beginning first. */
function nearest(code: string, frameworks: readonly StoredFramework[]): string[] {
  const key = codeKey(code);
  const shared = (indicator: Indicator) => {
    const other = codeKey(indicator.code);
    let length = 0;
    while (length < key.length && key[length] === other[length]) length++;
    return length;
  };
  return frameworks
    .flatMap((framework) => framework.indicators.filter((one) => one.leaf && one.code !== ''))
    .map((indicator) => ({ code: indicator.code, length: shared(indicator) }))
    .sort((a, b) => b.length - a.length)
    .slice(0, 5)
    .map((one) => one.code);
}
