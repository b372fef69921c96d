import { Button, Progress } from 'antd';
import type { OwnJob } from './use-own-job.ts';

/** How far the work of a dialog is, with 取消; nothing while none runs. */
export function JobLine({ own }: { readonly own: OwnJob }) {
  const { job, isRunning } = own;
  if (!isRunning) return null;
  const percent = job?.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null;
  return (
    <div className="duty-line" role="status" aria-label="进行中">
      <span className="ellipsis" style={{ flex: 1 }}>
        {job ? `${job.stage} ${job.total === null ? '' : `${job.done} / ${job.total} `}${job.label}` : '正在开始'}
      </span>
      {percent !== null && <Progress percent={percent} size="small" style={{ width: 160 }} aria-label={`已完成 ${percent} %`} />}
      <Button size="small" disabled={job === null} onClick={own.cancel}>
        取消
      </Button>
    </div>
  );
}
