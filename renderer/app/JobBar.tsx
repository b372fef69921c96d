import { Button, Modal, Progress } from 'antd';
import { useState } from 'react';
import { PAUSABLE, type Job } from '../../shared/contract/jobs.ts';
import type { OcrResult } from '../../shared/contract/ocr.ts';
import type { CheckResult, ExportResult, IndexResult } from '../../shared/contract/results.ts';
import { useAct, useJobs } from '../api/hooks.ts';

const TITLES: Readonly<Record<Job['procedure'], string>> = {
  'index.run': '编目',
  'ocr.run': '识别文字',
  'export.run': '成册',
  'exports.preview': '预览',
  'verify.run': '校验',
  'check.run': '体检',
};

/** The one place for long work: stage, counts, an honest percent, pause, cancel; afterwards what came of it and what failed. */
export function JobBar() {
  const [job] = useJobs();
  const [shown, setShown] = useState<Job | null>(null);
  const pause = useAct('jobs.pause');
  const resume = useAct('jobs.resume');
  const cancel = useAct('jobs.cancel');
  if (!job) return <span role="status">没有进行中的工作</span>;
  const percent = job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null;
  return (
    <div role="status" aria-label="进行中的工作" style={{ display: 'flex', alignItems: 'center', gap: 8, minWidth: 0, flex: 1 }}>
      <strong style={{ fontWeight: 600 }}>{TITLES[job.procedure]}</strong>
      <span className="ellipsis">{sentenceOf(job)}</span>
      {job.status === 'running' && percent !== null && (
        <Progress percent={percent} size="small" style={{ width: 180, margin: 0 }} />
      )}
      {job.status === 'running' && PAUSABLE.includes(job.procedure) && (
        <Button size="small" type="text" onClick={() => pause.mutate({ id: job.id })}>
          暂停
        </Button>
      )}
      {job.status === 'paused' && (
        <Button size="small" type="text" onClick={() => resume.mutate({ id: job.id })}>
          继续
        </Button>
      )}
      {(job.status === 'running' || job.status === 'paused') && (
        <Button size="small" type="text" onClick={() => cancel.mutate({ id: job.id })}>
          取消
        </Button>
      )}
      {troublesOf(job).length > 0 && (
        <Button size="small" type="link" onClick={() => setShown(job)}>
          查看 {troublesOf(job).length} 项
        </Button>
      )}
      <Modal
        title={`${TITLES[job.procedure]}:没有做成的`}
        open={shown !== null}
        onCancel={() => setShown(null)}
        footer={null}
        width={760}
      >
        <ul style={{ maxHeight: 420, overflow: 'auto', paddingLeft: 20, lineHeight: 1.8 }} tabIndex={0} aria-label="没有做成的">
          {(shown ? troublesOf(shown) : []).map((trouble, at) => (
            <li key={at}>
              <strong>{trouble.what}</strong> <span className="muted">{trouble.why}</span>
            </li>
          ))}
        </ul>
      </Modal>
    </div>
  );
}

function sentenceOf(job: Job): string {
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
  const r = job.result as CheckResult;
  const notices = r.notices?.length ?? 0;
  const sentence = r.ok ? `没有问题,检查了 ${r.checked} 项` : `发现 ${r.problems.length} 个问题`;
  return notices > 0 ? `${sentence},${notices} 处请看一看` : sentence;
}

/** What failed or was left out, each with its reason; empty while it runs. */
function troublesOf(job: Job): readonly { readonly what: string; readonly why: string }[] {
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
  if (job.procedure === 'exports.preview') return [];
  const { problems, notices = [] } = job.result as CheckResult;
  return [...problems, ...notices].map((one) => ({ what: one.file, why: one.message }));
}
