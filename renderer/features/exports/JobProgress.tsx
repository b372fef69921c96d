import { Button, Progress } from 'antd';
import type { Job } from '../../../shared/contract/jobs.ts';
import { useAct } from '../../api/hooks.ts';

/** A running job in the middle of the page: stage, counts, an honest percent, cancel. */
export function JobProgress({ job, title }: { readonly job: Job; readonly title: string }) {
  const cancel = useAct('jobs.cancel');
  const percent = job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null;
  return (
    <div className="ex-progress" role="status" aria-label={title}>
      <h2>{title}</h2>
      {percent === null ? <Progress percent={100} status="active" showInfo={false} /> : <Progress percent={percent} />}
      <p className="muted ellipsis">
        {job.stage} {job.total === null ? '' : `${job.done} / ${job.total}`} {job.label}
      </p>
      <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
        取消
      </Button>
    </div>
  );
}
