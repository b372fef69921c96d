import { AppError } from '../../../shared/contract/errors.ts';
import type { Call } from './command.ts';
import type { Parsed } from './words.ts';

/** `decide` as a call: one document's place, or a whole band of 建议. Throws AppError `usage`. */
export function toDecision(w: Parsed): Call {
  const band = w.text('confirm-band');
  if (band !== undefined) {
    if (w.text('document') ?? w.text('indicator'))
      throw new AppError('usage', '--confirm-band 不能和 --document、--indicator 一起用。');
    return { procedure: 'links.confirmBand', input: { archive: w.at(0), band } };
  }
  const actions = (['confirm', 'reject', 'clear'] as const).filter((name) => w.flag(name));
  if (actions.length !== 1) throw new AppError('usage', '请写一个动作:--confirm(确认)、--reject(否决)或 --clear(清除)。');
  const pages = w.text('pages');
  const range = pages === undefined ? null : /^(\d+)(?:-(\d+))?$/.exec(pages);
  if (pages !== undefined && !range) throw new AppError('usage', `--pages 要写成“3-5”或“3”,不能是“${pages}”。`);
  return {
    procedure: 'links.decide',
    input: {
      archive: w.at(0),
      document: w.required('document'),
      indicator: w.required('indicator'),
      framework: w.text('framework'),
      action: actions[0],
      kind: w.text('kind'),
      caption: w.text('caption'),
      firstPage: range ? Number(range[1]) : undefined,
      lastPage: range ? Number(range[2] ?? range[1]) : undefined,
    },
  };
}

/** `merge` as a call: looked at with `--dry-run`, else taken in. Throws AppError `usage`. */
export function toMerge(w: Parsed): Call {
  const take = w.many('take');
  const input = { archive: w.at(0), file: w.at(1) };
  if (!w.flag('dry-run')) return { procedure: 'merge.run', input: { ...input, take: take.includes('all') ? 'all' : take } };
  if (take.length > 0) throw new AppError('usage', '--take 不能和 --dry-run 一起用:先用 --dry-run 看,再用 --take 收。');
  return { procedure: 'merge.preview', input };
}

/** `doubts` as a call: listed, or one of 待核对 answered. Throws AppError `usage`. */
export function toAnswer(w: Parsed): Call {
  const [settle, same] = [w.text('settle'), w.text('same')];
  if (settle === undefined) {
    if (same !== undefined || w.flag('none'))
      throw new AppError('usage', '--same 和 --none 要和 --settle 一起用:先写明核对的是哪一份材料。');
    return { procedure: 'doubts.list', input: { archive: w.at(0) } };
  }
  if ((same === undefined) !== w.flag('none'))
    throw new AppError('usage', '--settle 后面要写 --same 候选文件路径,或者 --none(都不是),只能写一个。');
  return { procedure: 'doubts.answer', input: { archive: w.at(0), former: settle, candidate: same ?? null } };
}
