import type { Backup } from '../../shared/contract/backups.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import { takenIn, type PackMade, type PackMerge } from '../../shared/contract/packs.ts';
import type { OcrResult } from '../../shared/contract/ocr.ts';
import type { CheckResult, ExportResult, IndexResult } from '../../shared/contract/results.ts';
import type { PackageResult } from '../../shared/contract/submit.ts';

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
      return doneSentence(job);
  }
}

function doneSentence(job: Job): string {
  if (job.procedure === 'index.run') {
    const r = job.result as IndexResult;
    return `找到 ${r.found} 个文件:编目 ${r.indexed},未变 ${r.unchanged},跳过 ${r.skipped.length},失败 ${r.failed.length}`;
  }
  if (job.procedure === 'ocr.run') {
    const r = job.result as OcrResult;
    return r.pages === 0 ? '没有要识别的扫描件和照片' : `识别 ${r.pages} 页,${r.withText} 页有文字,失败 ${r.failed.length}`;
  }
  if (job.procedure === 'export.run') {
    const r = job.result as ExportResult;
    const pages = r.volumes.reduce((sum, volume) => sum + volume.pages, 0);
    return `第 ${r.edition} 版,${r.volumes.length} 卷 ${pages} 页,未收入 ${r.omitted.length} 件`;
  }
  if (job.procedure === 'exports.preview') return '预览好了,请到“成册”查看';
  if (job.procedure === 'backup.run') {
    const r = job.result as Backup;
    return `已备份并核对:材料 ${r.documents} 件,已确认佐证 ${r.confirmed} 项`;
  }
  if (job.procedure === 'submit.run') {
    const r = job.result as PackageResult;
    return `第 ${r.number} 号报送包,${r.totals.files} 件原件,不报 ${r.leftOut.length} 件`;
  }
  if (job.procedure === 'pack.run') {
    const r = job.result as PackMade;
    const left = r.omitted.length > 0 ? `,${r.omitted.length} 份原件没有随包` : '';
    return `“${r.unit}”的交接包打好了:佐证 ${r.links} 项,原件 ${r.copied} 份${left}`;
  }
  if (job.procedure === 'merge.preview') return '看好了,请到“责任”的“收交接包”里决定收不收';
  if (job.procedure === 'merge.run') {
    const r = job.result as PackMerge;
    return r.changed
      ? `收进“${r.unit}”的佐证 ${takenIn(r, '佐证')} 项、材料 ${r.documents.added} 份`
      : `“${r.unit}”的都已经收过,没有改动`;
  }
  const r = job.result as CheckResult;
  const notices = r.notices?.length ?? 0;
  const sentence = r.ok ? `没有问题,检查了 ${r.checked} 项` : `发现 ${r.problems.length} 个问题`;
  return notices > 0 ? `${sentence},${notices} 处请看一看` : sentence;
}

export interface Trouble {
  readonly what: string;
  readonly why: string;
}

/** What failed or was left out, each with its reason; empty while it runs. */
export function troublesOf(job: Job): readonly Trouble[] {
  if (job.status !== 'done') return [];
  if (job.procedure === 'index.run') {
    const r = job.result as IndexResult;
    return [
      ...[...r.failed, ...r.unreadable].map((file) => ({ what: file.path, why: file.message })),
      ...r.skipped.map((file) => ({ what: file.path, why: `跳过:${file.reason}` })),
    ];
  }
  if (job.procedure === 'ocr.run')
    return (job.result as OcrResult).failed.map((file) => ({ what: file.path, why: file.message }));
  if (job.procedure === 'export.run')
    return (job.result as ExportResult).omitted.map((one) => ({ what: `${one.indicator} ${one.path}`, why: one.reason }));
  if (job.procedure === 'exports.preview' || job.procedure === 'backup.run' || job.procedure === 'merge.preview') return [];
  if (job.procedure === 'submit.run')
    return (job.result as PackageResult).leftOut.map((one) => ({
      what: `${one.indicator} ${one.path}`,
      why: `不报:${one.why}。${one.reason}`,
    }));
  if (job.procedure === 'pack.run') return (job.result as PackMade).omitted.map((one) => ({ what: one.path, why: one.reason }));
  if (job.procedure === 'merge.run') {
    const { troubles, conflicts } = job.result as PackMerge;
    const kept = conflicts.filter(({ taken }) => !taken);
    return [
      ...troubles.map((why) => ({ what: '收不进来', why })),
      ...kept.map((one) => ({ what: one.words, why: `保留这里的:${one.here};包里:${one.pack}` })),
    ];
  }
  const { problems, notices = [] } = job.result as CheckResult;
  return [...problems, ...notices].map((one) => ({ what: one.file, why: one.message }));
}

/** What the list of troubles is called: a check finds things, other work leaves some undone. */
export function troublesHeading({ procedure }: Job): string {
  return procedure === 'check.run' || procedure === 'verify.run' ? '发现的问题' : '没有做成的';
}
