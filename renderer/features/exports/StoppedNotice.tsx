import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Job } from '../../../shared/contract/jobs.ts';

export interface StoppedNoticeProps {
  readonly message: string;
  /** Null while nothing can be started. */
  readonly onIndex: (() => void) | null;
  readonly onAnyway: (() => void) | null;
}

/** The last 成册 stopped because materials changed since the check, with the two ways on. */
export function StoppedNotice({ message, onIndex, onAnyway }: StoppedNoticeProps) {
  const first = useRef<HTMLButtonElement>(null);
  const ready = onIndex !== null;
  useEffect(() => {
    if (ready) first.current?.focus();
  }, [ready]);
  return (
    <Alert
      type="warning"
      showIcon
      className="ex-stopped"
      title={message}
      description={
        <div className="ex-stopped-ways">
          <Button ref={first} type="primary" disabled={!ready} onClick={() => onIndex?.()}>
            重新编目并检查
          </Button>
          <Button disabled={onAnyway === null} onClick={() => onAnyway?.()}>
            仍然生成
          </Button>
        </div>
      }
    />
  );
}

/** Why the newest 成册 stopped; null where it did not stop for changed materials, or something was started since. */
export function stoppedBy(jobs: readonly Job[]): string | null {
  const newest = jobs.reduce<Job | null>((last, job) => (last === null || job.startedAt > last.startedAt ? job : last), null);
  return newest?.procedure === 'export.run' && newest.error?.code === 'sources-changed' ? newest.error.message : null;
}
