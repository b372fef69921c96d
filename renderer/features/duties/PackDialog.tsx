import { Button, Modal, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { PackCliOutputs } from '../../../shared/contract/packs.ts';
import { packFileName } from '../../../shared/domain/pack.ts';
import { useArchive } from '../../api/archive.tsx';
import { desktop } from '../../api/transport.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { JobLine } from './JobLine.tsx';
import { useOwnJob } from './use-own-job.ts';

export interface PackDialogProps {
  /** Every unit there is, and the one chosen on the screen. */
  readonly units: readonly string[];
  readonly chosen: string | null;
  readonly onClose: () => void;
}

/** 打交接包: whose, and where to; then what is in it and what could not come along. */
export function PackDialog({ units, chosen, onClose }: PackDialogProps) {
  const { archive, summary } = useArchive();
  const own = summary.unit;
  const names = [...new Set([...(own === '' ? [] : [own]), ...units])];
  const [unit, setUnit] = useState<string | undefined>(chosen ?? (own === '' ? undefined : own));
  const work = useOwnJob();
  const made = work.job?.status === 'done' ? (work.job.result as PackCliOutputs['pack.run']) : null;
  const shown = useRef<unknown>(null);
  useEffect(() => {
    if (made === null || shown.current === made) return;
    shown.current = made;
    if (made.download) fetchFile(`files/${made.download.token}`, made.download.name);
    else void desktop?.reveal(made.file);
  }, [made]);
  const run = async (): Promise<void> => {
    if (unit === undefined) return;
    const name = packFileName(unit, today());
    const out = desktop ? await desktop.pickSaveFile({ title: '存交接包', defaultPath: name }) : undefined;
    if (out === null) return;
    work.start('pack.run', { archive, unit, ...(out === undefined ? {} : { out }) });
  };
  return (
    <Modal
      open
      title="打交接包"
      width="min(680px, 94%)"
      style={{ top: 24 }}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {made ? '完成' : work.isRunning ? '关上,继续打包' : '取消'}
        </Button>,
        <Button
          key="run"
          type={made ? 'default' : 'primary'}
          disabled={unit === undefined}
          loading={work.isRunning}
          onClick={() => void run()}
        >
          {made ? '再打一份' : '打包…'}
        </Button>,
      ]}
    >
      <div className="duty-dialog pack-body">
        <p>
          把一个单位和它下级的成果合成一个文件,拷给上级:已确认的佐证(类型、说明、页码、红线、顺序)、改过的题名日期和文字、照片说明、责任、台账,以及原件副本。原件和档案库都不会改动。
        </p>
        <div className="duty-field">
          <span>单位</span>
          <Select
            showSearch
            aria-label="单位"
            value={unit ?? null}
            placeholder="选一个单位"
            disabled={work.isRunning}
            options={names.map((name) => ({ value: name, label: name === own ? `${name}(本档案库,全部佐证)` : name }))}
            onChange={(name: string | null) => {
              setUnit(name ?? undefined);
              work.forget();
            }}
          />
        </div>
        <JobLine own={work} />
        {work.error && <ErrorNotice error={work.error} />}
        {work.job?.status === 'cancelled' && <p role="status">已取消,没有留下半个文件。</p>}
        {made && (
          <>
            <p role="status">
              ● 打好了:佐证 {made.links} 项,材料 {made.documents} 份(原件 {made.copied} 份),责任 {made.duties} 条,台账{' '}
              {made.records} 行,共 {sizeText(made.sizeBytes)}。{made.units > 1 && `连同下级 ${made.units - 1} 个单位。`}
            </p>
            {made.download === null && (
              <p className="muted" style={{ overflowWrap: 'anywhere' }}>
                {made.file}
              </p>
            )}
            {made.omitted.length > 0 && (
              <ul className="pack-list" aria-label="没有随包的原件" tabIndex={0}>
                {made.omitted.map(({ path, reason }) => (
                  <li key={path}>
                    <b>! {path}</b> <span className="muted">{reason}</span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </Modal>
  );
}

/** Local day, `YYYY-MM-DD`. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function fetchFile(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
