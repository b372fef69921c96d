import { App, Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/contract/errors.ts';
import { JOB_WORDS, PAUSABLE } from '../../shared/contract/jobs.ts';
import { useAct, useJobs } from '../api/hooks.ts';
import { jobSpanMs, sentenceOf, spanWords, troublesOf } from './job-words.ts';
import { JobsDialog } from './JobsDialog.tsx';
import './jobs.css';

/** The one place for long work: stage, counts, an honest percent, time, pause, cancel; and all that ran since the program started. */
export function JobBar() {
  const { message } = App.useApp();
  const jobs = useJobs();
  const [job] = jobs;
  /** Id of the job whose troubles are unfolded; '' for the list alone, null while it is closed. */
  const [shown, setShown] = useState<string | null>(null);
  const pause = useAct('jobs.pause');
  const resume = useAct('jobs.resume');
  const cancel = useAct('jobs.cancel');
  const nowMs = useNow(job?.status === 'running');
  if (!job) return <span role="status">没有进行中的工作</span>;
  const percent = job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null;
  const onError = (error: AppError): void => void message.error(error.message);
  const troubles = troublesOf(job).length;
  return (
    <div className="job-bar">
      <div role="status" aria-label="进行中的工作" className="job-now">
        <strong style={{ fontWeight: 600 }}>{JOB_WORDS[job.procedure]}</strong>
        <span className="ellipsis" title={sentenceOf(job)}>
          {sentenceOf(job)}
        </span>
      </div>
      {job.status === 'running' && (
        <>
          {percent !== null && (
            <Progress percent={percent} size="small" className="job-progress" aria-label={`已完成 ${percent} %`} />
          )}
          <span className="job-time">已用 {spanWords(jobSpanMs(job, nowMs))}</span>
        </>
      )}
      {job.status === 'running' && PAUSABLE.includes(job.procedure) && (
        <Button size="small" type="text" onClick={() => pause.mutate({ id: job.id }, { onError })}>
          暂停
        </Button>
      )}
      {job.status === 'paused' && (
        <Button size="small" type="text" onClick={() => resume.mutate({ id: job.id }, { onError })}>
          继续
        </Button>
      )}
      {(job.status === 'running' || job.status === 'paused') && (
        <Button size="small" type="text" onClick={() => cancel.mutate({ id: job.id }, { onError })}>
          取消
        </Button>
      )}
      {troubles > 0 && (
        <Button size="small" type="link" onClick={() => setShown(job.id)}>
          查看 {troubles} 项
        </Button>
      )}
      <Button size="small" type="text" aria-haspopup="dialog" onClick={() => setShown('')}>
        最近的工作
      </Button>
      <JobsDialog jobs={jobs} shown={shown} onShow={setShown} />
    </div>
  );
}

/** The time, milliseconds, anew every second while `ticking`. */
function useNow(ticking: boolean): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (!ticking) return;
    setNowMs(Date.now());
    const timer = window.setInterval(() => setNowMs(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [ticking]);
  return nowMs;
}
