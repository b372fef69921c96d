import { readFileSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { RULE_WORDS, type RuleCode } from '../../../shared/domain/package-rules.ts';
import type { Call } from './command.ts';
import type { Parsed } from './words.ts';

/** `submit` as a call: made, or with `--check` only looked at. Throws AppError `usage`. */
export function toSubmission(w: Parsed): Call {
  const rest = (action: 'accept' | 'leave-out'): readonly object[] => {
    const reason = w.text(action);
    return reason === undefined ? [] : (Object.keys(RULE_WORDS) as RuleCode[]).map((of) => ({ of, action, reason }));
  };
  if (w.text('accept') !== undefined && w.text('leave-out') !== undefined)
    throw new AppError('usage', '--accept 和 --leave-out 只能写一个;有的放行、有的不报,请用 --answers 文件.json 逐项写。');
  const input = {
    archive: w.at(0),
    framework: w.text('framework'),
    indicators: w.many('indicator').length > 0 ? w.many('indicator') : undefined,
    unit: w.text('unit'),
    pattern: w.text('name'),
    layout: w.text('layout'),
    rules: w.text('rules'),
    target: w.text('target'),
    since: w.text('since'),
    answers: [...answersIn(w.text('answers')), ...rest('accept'), ...rest('leave-out')],
  };
  const byUnit = w.flag('by-unit');
  if (w.text('to') !== undefined && (!byUnit || w.flag('check')))
    throw new AppError('usage', '--to 要和 --by-unit 一起用,并且不是 --check:它给每一包登记一行。');
  if (w.flag('zip') && !byUnit)
    throw new AppError('usage', '--zip 要和 --by-unit 一起用。只做一个 ZIP 时,把 --out 写成“文件名.zip”。');
  if (byUnit && (w.text('out') ?? '').toLowerCase().endsWith('.zip'))
    throw new AppError('usage', '--by-unit 的 --out 是放各单位报送包的文件夹,不能以 .zip 结尾。每包要成 ZIP,请加 --zip。');
  const form = w.flag('zip') ? 'zip' : undefined;
  if (w.flag('check'))
    return { procedure: 'submit.check', input: { ...input, form, byUnit, place: w.text('out'), xlsx: w.text('xlsx') } };
  if (w.text('xlsx') !== undefined) throw new AppError('usage', '--xlsx 要和 --check 一起用:它是检查报告。');
  if (byUnit) return { procedure: 'submit.runByUnit', input: { ...input, form, out: w.required('out'), to: w.text('to') } };
  return { procedure: 'submit.run', input: { ...input, out: w.required('out') } };
}

/** Answers a person wrote down: `[{"of":"format","action":"leave-out","reason":"…"}]`. Throws AppError `usage`. */
function answersIn(file: string | undefined): readonly object[] {
  if (file === undefined) return [];
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
    if (Array.isArray(read)) return read as readonly object[];
  } catch {
    // Said below, whatever is wrong with it.
  }
  throw new AppError(
    'usage',
    `处理意见读不出来:${file}。要写成 JSON 数组,如 [{"of":"format","action":"leave-out","reason":"系统不收"}]。`,
  );
}
