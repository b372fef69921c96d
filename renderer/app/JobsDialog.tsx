import { Button, Modal } from 'antd';
import { JOB_WORDS, type Job } from '../../shared/contract/jobs.ts';
import { JOB_OUTCOMES, jobSpanMs, sentenceOf, spanWords, troublesHeading, troublesOf } from './job-words.ts';

export interface JobsDialogProps {
  readonly jobs: readonly Job[];
  /** Id of the job whose troubles are unfolded; '' for the list alone, null while it is closed. */
  readonly shown: string | null;
  readonly onShow: (shown: string | null) => void;
}

/** 最近的工作: what ran since the program started, when, what came of it, and what failed with its reason. */
export function JobsDialog({ jobs, shown, onShow }: JobsDialogProps) {
  const newestFirst = [...jobs].sort((one, other) => Number(other.id) - Number(one.id));
  return (
    <Modal title="最近的工作" open={shown !== null} onCancel={() => onShow(null)} footer={null} width={760} destroyOnHidden>
      <ul className="jobs" aria-label="最近的工作" tabIndex={0}>
        {newestFirst.map((job) => (
          <JobRow key={job.id} job={job} open={job.id === shown} onToggle={() => onShow(job.id === shown ? '' : job.id)} />
        ))}
      </ul>
    </Modal>
  );
}

interface JobRowProps {
  readonly job: Job;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function JobRow({ job, open, onToggle }: JobRowProps) {
  const outcome = JOB_OUTCOMES[job.status];
  const troubles = troublesOf(job);
  return (
    <li>
      <div className="jobs-line">
        <strong>{JOB_WORDS[job.procedure]}</strong>
        <span className={`jobs-outcome is-${job.status}`}>
          <span aria-hidden="true">{outcome.shape}</span> {outcome.word}
        </span>
        <span className="muted">
          {clock(job.startedAt)}
          {job.endedAt !== null && `,用时 ${spanWords(jobSpanMs(job, 0))}`}
        </span>
        {troubles.length > 0 && (
          <Button size="small" type="link" aria-expanded={open} onClick={onToggle}>
            {open ? '收起' : `${troublesHeading(job)} ${troubles.length} 项`}
          </Button>
        )}
      </div>
      {job.status !== 'running' && <div className={job.status === 'failed' ? 'jobs-why' : 'muted'}>{sentenceOf(job)}</div>}
      {open && (
        <ul className="jobs-troubles" aria-label={troublesHeading(job)} tabIndex={0}>
          {troubles.map((trouble, at) => (
            <li key={at}>
              <strong>{trouble.what}</strong> <span className="muted">{trouble.why}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** `14:32`, local time; with the day when it is not today. */
function clock(iso: string): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' });
  return date.toDateString() === new Date().toDateString()
    ? time
    : `${date.toLocaleDateString('zh-CN', { month: 'numeric', day: 'numeric' })} ${time}`;
}
