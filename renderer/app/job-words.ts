import type { Output } from '../../shared/contract/api.ts';
import type { Job, JobProcedure } from '../../shared/contract/jobs.ts';
import { takenIn } from '../../shared/contract/packs.ts';
import type { CheckResult } from '../../shared/contract/results.ts';

/** The outcome in a word, with its shape: never colour alone. */
export const JOB_OUTCOMES: Readonly<Record<Job['status'], { readonly word: string; readonly shape: string }>> = {
  running: { word: '进行中', shape: '◔' },
  paused: { word: '已暂停', shape: '◫' },
  done: { word: '完成', shape: '●' },
  failed: { word: '没有做成', shape: '⊠' },
  cancelled: { word: '已取消', shape: '−' },
};

/** A span of time as a person says it: `5 秒`, `2 分 5 秒`, `1 小时 3 分`. */
export function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} 分 ${seconds % 60} 秒`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

/** How long a job has run or ran, milliseconds; `nowMs` counts while it runs. */
export function jobSpanMs(job: Pick<Job, 'startedAt' | 'endedAt'>, nowMs: number): number {
  return (job.endedAt === null ? nowMs : Date.parse(job.endedAt)) - Date.parse(job.startedAt);
}

/** What a job is at, or what came of it, in one line. */
export function sentenceOf(job: Job): string {
  switch (job.status) {
    case 'running':
      return `${job.stage} ${job.total === null ? job.done : `${job.done} / ${job.total}`} ${job.label}`;
    case 'paused':
      return '已暂停,已完成的部分都已保存';
    case 'cancelled':
      return '已取消,已完成的部分都已保存';
    case 'failed':
      return job.error?.message ?? '没有做成';
    case 'done':
      return outcomeOf(job).sentence;
  }
}

export interface Trouble {
  readonly what: string;
  readonly why: string;
}

/** What came of a job: one line, and what failed or was left out, each with its reason. */
interface Outcome {
  readonly sentence: string;
  readonly troubles: readonly Trouble[];
}

/** A line a kind of work; the compiler asks for it when there is a new one. */
const OUTCOMES: { readonly [P in JobProcedure]: (result: Output<P>) => Outcome } = {
  'index.run': (r) => ({
    sentence: `找到 ${r.found} 个文件:编目 ${r.indexed},未变 ${r.unchanged},跳过 ${r.skipped.length},失败 ${r.failed.length}`,
    troubles: [
      ...[...r.failed, ...r.unreadable].map((file) => ({ what: file.path, why: file.message })),
      ...r.skipped.map((file) => ({ what: file.path, why: `跳过:${file.reason}` })),
    ],
  }),
  'ocr.run': (r) => ({
    sentence: r.pages === 0 ? '没有要识别的扫描件和照片' : `识别 ${r.pages} 页,${r.withText} 页有文字,失败 ${r.failed.length}`,
    troubles: r.failed.map((file) => ({ what: file.path, why: file.message })),
  }),
  'export.run': (r) => ({
    sentence: `第 ${r.edition} 版,${r.volumes.length} 卷 ${r.volumes.reduce((sum, { pages }) => sum + pages, 0)} 页,未收入 ${r.omitted.length} 件`,
    troubles: r.omitted.map((one) => ({ what: `${one.indicator} ${one.path}`, why: one.reason })),
  }),
  'exports.preview': () => ({ sentence: '预览好了,请到“成册”查看', troubles: [] }),
  'backup.run': (r) => ({
    sentence: `已备份并核对:材料 ${r.documents} 件,已确认佐证 ${r.confirmed} 项${r.copiesFile === null ? '' : `,收来的原件 ${r.copies.copied} 份在旁边的 zip 里`}`,
    troubles: r.copies.lost.map((name) => ({ what: name, why: '收来的原件已不在或改过,没有备份' })),
  }),
  'submit.run': (r) => ({
    sentence: `第 ${r.number} 号报送包,${r.totals.files} 件原件,不报 ${r.leftOut.length} 件`,
    troubles: r.leftOut.map((one) => ({ what: `${one.indicator} ${one.path}`, why: `不报:${one.why}。${one.reason}` })),
  }),
  'submit.runByUnit': (r) => ({
    sentence: `${r.packages.length} 个单位的报送包,${r.packages.reduce((sum, { totals }) => sum + totals.files, 0)} 件原件${r.empty.length > 0 ? `;${r.empty.length} 个单位没有可报送的材料` : ''}${r.registered > 0 ? `;报送登记 ${r.registered} 行` : ''}`,
    troubles: [
      ...r.empty.map((unit) => ({ what: unit, why: '没有可报送的材料,没有报送包' })),
      ...r.packages.flatMap(({ unit, leftOut }) =>
        leftOut.map((one) => ({ what: `${unit} ${one.indicator} ${one.path}`, why: `不报:${one.why}。${one.reason}` })),
      ),
    ],
  }),
  'pack.run': (r) => ({
    sentence: `“${r.unit}”的交接包打好了:佐证 ${r.links} 项,原件 ${r.copied} 份${r.omitted.length > 0 ? `,${r.omitted.length} 份原件没有随包` : ''}`,
    troubles: r.omitted.map((one) => ({ what: one.path, why: one.reason })),
  }),
  'merge.preview': () => ({ sentence: '看好了,请到“责任”的“收交接包”里决定收不收', troubles: [] }),
  'merge.run': (r) => ({
    sentence: r.changed
      ? `收进“${r.unit}”的佐证 ${takenIn(r, '佐证')} 项、材料 ${r.documents.added} 份`
      : `“${r.unit}”的都已经收过,没有改动`,
    troubles: [
      ...r.troubles.map((why) => ({ what: '收不进来', why })),
      ...r.conflicts
        .filter(({ taken }) => !taken)
        .map((one) => ({ what: one.words, why: `保留这里的:${one.here};包里:${one.pack}` })),
    ],
  }),
  'check.run': checked,
  'verify.run': checked,
};

function checked({ ok, checked: count, problems, notices = [] }: CheckResult): Outcome {
  const sentence = ok ? `没有问题,检查了 ${count} 项` : `发现 ${problems.length} 个问题`;
  return {
    sentence: notices.length > 0 ? `${sentence},${notices.length} 处请看一看` : sentence,
    troubles: [...problems, ...notices].map((one) => ({ what: one.file, why: one.message })),
  };
}

/** A job carries the result of its procedure. */
const outcomeOf = (job: Job): Outcome => (OUTCOMES[job.procedure] as (result: unknown) => Outcome)(job.result);

/** What failed or was left out, each with its reason; empty while it runs. */
export function troublesOf(job: Job): readonly Trouble[] {
  return job.status === 'done' ? outcomeOf(job).troubles : [];
}

/** What the list of troubles is called: a check finds things, other work leaves some undone. */
export function troublesHeading({ procedure }: Job): string {
  return procedure === 'check.run' || procedure === 'verify.run' ? '发现的问题' : '没有做成的';
}
