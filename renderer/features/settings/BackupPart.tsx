import { App, Button } from 'antd';
import { useState } from 'react';
import type { BackupRow } from '../../../shared/contract/backups.ts';
import { backupFileName } from '../../../shared/domain/backup-files.ts';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useJobs, useRead } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';
import { PathField } from '../../parts/PathField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Part } from './Part.tsx';

/** 备份: what there is, a new one now or on a stick, and the proof that one can be restored. */
export function BackupPart() {
  const { archive } = useArchive();
  const { message } = App.useApp();
  const list = useRead('backup.list', { archive });
  const start = useAct('jobs.start');
  const rehearse = useAct('backup.rehearse');
  const [folder, setFolder] = useState('');
  const backups = list.data?.backups ?? [];
  const back = (out?: string): void =>
    start.mutate({ procedure: 'backup.run', input: out === undefined ? { archive } : { archive, out } });
  const copyName = (): string => `${folder.trim().replace(/[\\/]+$/, '')}/${backupFileName(new Date(), '手动')}`;
  const tryRestore = (row: BackupRow): void =>
    rehearse.mutate(
      { archive, file: row.file },
      {
        onSuccess: (o) =>
          void message.success(
            `可以恢复:材料 ${o.documents} 件,已确认佐证 ${o.confirmed} 项,成册 ${o.editions} 版。演练用的那一份已删除`,
          ),
      },
    );
  const error = start.error ?? rehearse.error ?? list.error;
  // One at a time: a second press before the first has read its file back would only be refused.
  const isRunning = useJobs().some((job) => job.procedure === 'backup.run' && job.status === 'running');
  const busy = start.isPending || isRunning;
  return (
    <Part
      title="备份"
      actions={
        <Button size="small" onClick={() => back()} loading={busy}>
          立即备份
        </Button>
      }
    >
      {error && <ErrorNotice error={error} />}
      {backups.length === 0 ? (
        <p className="muted">还没有备份。点“立即备份”做第一份;以后每天打开档案库时,有改动就自动备份一次。</p>
      ) : (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">时间</th>
              <th scope="col">怎么来的</th>
              <th scope="col" className="is-number">
                大小
              </th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {backups.slice(0, MOST_SHOWN).map((row) => (
              <tr key={row.file}>
                <td title={row.file}>{row.at}</td>
                <td>{row.origin}</td>
                <td className="is-number">{sizeText(row.sizeBytes)}</td>
                <td>
                  <Button
                    size="small"
                    type="link"
                    aria-label={`演练恢复 ${row.at}`}
                    loading={rehearse.isPending && rehearse.variables?.file === row.file}
                    onClick={() => tryRestore(row)}
                  >
                    演练恢复
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="settings-form" style={{ marginTop: 10 }}>
        <label>另存一份到</label>
        <div className="settings-row" style={{ width: '100%', flexWrap: 'nowrap' }}>
          <PathField
            label="存放备份的文件夹"
            value={folder}
            onChange={setFolder}
            pick="folder"
            placeholder="U 盘或移动硬盘上的文件夹"
          />
          <Button disabled={folder.trim() === ''} loading={busy} onClick={() => back(copyName())}>
            备份到这里
          </Button>
        </div>
      </div>
      <p className="muted">
        备份里是归类、说明、台账和成册记录,不含材料原件;另存时,交接包收来的副本一起写成旁边的“….收来的原件.zip”。每份写完都读回核对过。自动备份留最近
        7 天和最近 4 周各一份,手动的一直留着。要用备份时按 Ctrl+O,点“从备份恢复”,它会恢复成一个新的档案库。
        {backups.length > MOST_SHOWN && `这里列出最近 ${MOST_SHOWN} 份,共 ${backups.length} 份。`}
      </p>
      {desktop && list.data && backups.length > 0 && (
        <Button size="small" type="link" style={{ padding: 0 }} onClick={() => void desktop?.reveal(list.data.folder)}>
          打开备份文件夹
        </Button>
      )}
    </Part>
  );
}

const MOST_SHOWN = 6;
