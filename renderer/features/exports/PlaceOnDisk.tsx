import { Alert, Button, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CheckResult } from '../../../shared/contract/results.ts';
import { useAct, useJobs } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface PlaceOnDiskProps {
  /** What is verified: a folder or a ZIP. */
  readonly path: string;
  /** The file that 打开文件夹 shows in its folder. */
  readonly shown: string;
  readonly present: boolean;
  /** What is said while it is not where it was put. */
  readonly gone: string;
  /** What is said when it is as it was made, of the number of files that were checked. */
  readonly unchanged: (checked: number) => string;
  /** What to do when it is not. */
  readonly advice: string;
  /** Buttons behind 打开文件夹 and 校验. */
  readonly children: ReactNode;
}

/** Where an edition or a package lies, whether it is still there, and whether it still is what it was. */
export function PlaceOnDisk({ path, shown, present, gone, unchanged, advice, children }: PlaceOnDiskProps) {
  const [verifying, setVerifying] = useState('');
  const start = useAct('jobs.start');
  const job = useJobs().find((one) => one.id === verifying);
  const check = job?.status === 'done' ? (job.result as CheckResult) : null;
  const verify = (): void =>
    start.mutate({ procedure: 'verify.run', input: { path } }, { onSuccess: (started) => setVerifying(started.id) });
  return (
    <>
      <p className="ex-place">
        <Typography.Text copyable={{ text: path, tooltips: ['复制位置', '已复制'] }} ellipsis={{ tooltip: path }}>
          {path}
        </Typography.Text>
      </p>
      {!present && <Alert type="warning" showIcon title={gone} />}
      <div className="ex-actions">
        {desktop && present && (
          <Button type="primary" onClick={() => void desktop?.reveal(shown)}>
            打开文件夹
          </Button>
        )}
        <Button disabled={!present} loading={job?.status === 'running' || start.isPending} onClick={verify}>
          校验
        </Button>
        {children}
      </div>
      {start.error && <ErrorNotice error={start.error} />}
      {job?.error && <Alert type="error" showIcon title={job.error.message} />}
      {check?.ok && <Alert type="success" showIcon title={unchanged(check.checked)} />}
      {check && (check.lists ?? []).length > 0 && (
        <dl className="ex-lists" aria-label="清单摘要">
          {check.lists?.map(({ volume, digest }) => (
            <div key={volume}>
              <dt>{volume}</dt>
              <dd>
                清单摘要 <code>{digest}</code>,应与这一卷备考表上印的一致。
              </dd>
            </div>
          ))}
        </dl>
      )}
      {check && !check.ok && (
        <Alert
          type="error"
          showIcon
          title={`校验没有通过,发现 ${check.problems.length} 个问题。${advice}`}
          description={
            <ul className="ex-warnings">
              {check.problems.slice(0, 100).map((problem, at) => (
                <li key={at}>
                  {problem.file}:{problem.message}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
