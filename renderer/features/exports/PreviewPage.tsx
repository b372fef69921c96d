import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { ExportPreview } from '../../../shared/contract/exports.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import { JobProgress } from './JobProgress.tsx';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { VolumeViewer } from './VolumeViewer.tsx';

export interface PreviewPageProps {
  /** The newest preview of just this choice, or an export that runs now. */
  readonly job: Job | null;
  readonly onPreview: () => void;
}

/** 预览并生成: the very pages that will be written, then the button that writes them. */
export function PreviewPage({ job, onPreview }: PreviewPageProps) {
  const [at, setAt] = useState(0);
  if (job?.status === 'running') {
    const title = job.procedure === 'export.run' ? '正在生成' : '正在做预览';
    return <JobProgress job={job} title={title} />;
  }
  if (job?.procedure !== 'exports.preview' || job.status !== 'done') {
    return (
      <div className="ex-progress">
        {job?.error && <Alert type="error" showIcon title={job.error.message} />}
        <h2>{job?.status === 'cancelled' ? '已取消,没有留下半个文件' : '先看看册子的样子'}</h2>
        <p className="muted">预览用的就是成册的程序,一页不差;只放在档案库的缓存里,不算一版。也可以不看,直接生成。</p>
        <Button onClick={onPreview}>预览</Button>
      </div>
    );
  }
  const preview = job.result as ExportPreview;
  const volume = preview.volumes[at] ?? preview.volumes[0];
  return (
    <div className="ex-preview">
      <div className="ex-preview-head">
        {preview.volumes.length > 1 ? (
          <Select
            aria-label="卷"
            style={{ minWidth: 260 }}
            value={at}
            onChange={setAt}
            options={preview.volumes.map((one, index) => ({ value: index, label: `第 ${index + 1} 卷,${one.pages} 页` }))}
          />
        ) : (
          <strong className="ellipsis" title={volume?.name}>
            {volume?.name}
          </strong>
        )}
        <span className="muted">
          收入 {preview.placed} 份材料,{preview.omitted.length} 份未收入;{volume ? sizeText(volume.sizeBytes) : ''}
        </span>
        <span style={{ flex: 1 }} />
        <span className="muted">预览做于 {clock(job.endedAt)}</span>
        <Button size="small" onClick={onPreview}>
          重新预览
        </Button>
      </div>
      {volume && <VolumeViewer key={volume.token} address={`files/${volume.token}`} name={volume.name} />}
    </div>
  );
}

function clock(iso: string | null): string {
  return iso === null ? '' : new Date(iso).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' });
}
