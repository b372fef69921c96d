import type { AnsweredDoubt } from '../../../shared/contract/doubts.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { countDoubts, listDoubts } from './list.ts';
import { settleDoubt } from './settle.ts';

/** So many characters of a SHA-256 name a content. */
const TELLING_DIGITS = 8;

export interface WordedAnswer {
  /** Path (relative to its source, or whole) or the beginning of a SHA-256. */
  readonly former: string;
  /** As `former`; null: none of the candidates. */
  readonly candidate: string | null;
  readonly actor: string;
  readonly now: Date;
}

interface Named {
  readonly path: string;
  readonly sha256: string;
  readonly source?: string;
}

/**
 * `settleDoubt` for somebody who writes names: finds the open question and the candidate they mean. Throws AppError `not-found` (with
 * what there is to choose from) or `usage` where several fit.
 */
export async function answerDoubt(archive: Archive, answer: WordedAnswer): Promise<AnsweredDoubt> {
  const { actor, now } = answer;
  const doubts = await listDoubts(archive.db);
  const formers = doubts.map(({ former }) => former);
  const former = oneOf(formers, answer.former, formers.length === 0 ? '现在没有待核对的材料。' : '待核对的材料有');
  const candidates = doubts.find((doubt) => doubt.former.id === former.id)?.candidates ?? [];
  const candidate = answer.candidate === null ? null : oneOf(candidates, answer.candidate, '可以选的文件有');
  const settled = await settleDoubt(archive, { formerId: former.id, candidateId: candidate?.id ?? null, actor, now });
  return {
    ...settled,
    former: { path: former.path, sha256: former.sha256 },
    candidate: candidate === null ? null : { path: candidate.path, source: candidate.source, sha256: candidate.sha256 },
    open: await countDoubts(archive.db),
  };
}

const spelled = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC');

function oneOf<T extends Named>(named: readonly T[], word: string, choice: string): T {
  const path = spelled(word);
  const isDigest = word.length >= TELLING_DIGITS && /^[0-9a-f]+$/i.test(word);
  const exact = named.filter(
    (one) =>
      spelled(one.path) === path ||
      (one.source !== undefined && spelled(`${one.source}/${one.path}`) === path) ||
      (isDigest && one.sha256.startsWith(word.toLowerCase())),
  );
  // A former is known by its path in a source that may be gone: a whole path names it by its end.
  const found = exact.length > 0 ? exact : named.filter((one) => path.endsWith(`/${spelled(one.path)}`));
  const list = (some: readonly T[]): string =>
    some.map((one) => `${one.path}(${one.sha256.slice(0, TELLING_DIGITS)})`).join('、');
  const [first, second] = found;
  if (first === undefined)
    throw new AppError(
      'not-found',
      `没有这份待核对的材料或候选文件:${word}。${named.length === 0 ? choice : `${choice}:${list(named)}。`}`,
    );
  if (second !== undefined)
    throw new AppError('usage', `“${word}”对应几份内容:${list(found)}。请写括号里的编码(SHA-256 的开头)指明是哪一份。`);
  return first;
}
