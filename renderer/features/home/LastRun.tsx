import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { Home } from '../../../shared/contract/home.ts';
import { keysOf } from '../../ui/commands.ts';

export interface LastRunProps {
  readonly run: Home['lastRun'];
  readonly troubles: Home['troubles'];
  readonly onIndex: () => void;
  readonly running: boolean;
}

/** The last 编目: every file found is accounted for, and each that was skipped or failed is named with its reason. */
export function LastRun({ run, troubles, onIndex, running }: LastRunProps) {
  const [open, setOpen] = useState(false);
  return (
    <section className="home-card" aria-label="最近一次编目">
      <h2>
        最近一次编目
        <span style={{ flex: 1 }} />
        <Button size="small" disabled={running} onClick={onIndex}>
          编目 <kbd>{keysOf('index.run')}</kbd>
        </Button>
      </h2>
      {run === null ? (
        <div className="muted">还没有编目。</div>
      ) : (
        <>
          <div>
            {new Date(run.endedAt).toLocaleString('zh-CN', { dateStyle: 'medium', timeStyle: 'short' })},用时{' '}
            {(run.sums.durationMs / 1000).toFixed(1)} 秒
          </div>
          <div className="muted">
            找到 {run.sums.found} = 编目 {run.sums.indexed} + 未变 {run.sums.unchanged} + 跳过 {run.sums.skipped} + 失败{' '}
            {run.sums.failed}
          </div>
          {run.sums.missing > 0 && <div className="muted">以前编过、这次不在原处的 {run.sums.missing} 个</div>}
          {troubles.length > 0 && (
            <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(true)}>
              查看跳过和没读出来的 {troubles.length} 个
            </Button>
          )}
        </>
      )}
      <Modal title="跳过和没读出来的文件" open={open} onCancel={() => setOpen(false)} footer={null} width={760}>
        <ul className="home-list" style={{ maxHeight: 420, overflow: 'auto' }} tabIndex={0} aria-label="跳过和没读出来的文件">
          {troubles.map((one, at) => (
            <li key={at} style={{ display: 'block' }}>
              <strong>{one.path}</strong> <span className="muted">{one.why}</span>
            </li>
          ))}
        </ul>
      </Modal>
    </section>
  );
}
