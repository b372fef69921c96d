import { App, Button, Spin, Typography } from 'antd';
import type { EditionDetail } from '../../../shared/contract/exports.ts';
import type { ExportedVolume, ExportResult } from '../../../shared/contract/results.ts';
import { ARCHIVAL_NAMES, type Archival } from '../../../shared/domain/volume-look.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useJobs, useRead } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { AgainButtons } from './AgainButtons.tsx';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { EditionChanges } from './EditionChanges.tsx';
import { PlaceOnDisk } from './PlaceOnDisk.tsx';

/** One edition: what is in it, what is not and why, where it lies, whether it still is what it was. */
export function EditionPage({ edition }: { readonly edition: number }) {
  const { archive } = useArchive();
  const { data, error } = useRead('exports.read', { archive, edition });
  if (error) return <ErrorNotice error={error} />;
  if (data?.edition !== edition) return <Spin style={{ margin: 40 }} />;
  return <Edition key={edition} edition={data} />;
}

function Edition({ edition }: { readonly edition: EditionDetail }) {
  const jobs = useJobs();
  const exported = jobs.find((job) => job.procedure === 'export.run' && job.status === 'done');
  const result = exported?.result as ExportResult | undefined;
  const warnings = result?.edition === edition.edition ? result.warnings : [];
  const total = edition.placed + edition.omitted.length;
  return (
    <div className="page ex-edition">
      <h1>
        第 {edition.edition} 版{edition.supplementTo === null ? '' : `(第 ${edition.supplementTo} 版的补充卷)`}
      </h1>
      <p className="ex-sentence">
        本册收入 {edition.placed} 份材料
        {edition.omitted.length > 0 ? `,${edition.omitted.length} 份未收入(原因见下)。` : ',一份不漏。'}
        <span style={{ color: edition.complete ? 'var(--good)' : 'var(--warn)' }}>
          {edition.complete ? ' ● 完整' : ' ◑ 不完整'}
        </span>
      </p>
      <p className="muted">
        {edition.createdAt.slice(0, 16).replace('T', ' ')};共 {total} 份,{edition.pages} 页,{sizeText(edition.sizeBytes)};
        {edition.frameworks.join('、')}
      </p>
      {edition.plan?.archival && <p className="muted">{archivalWords(edition.plan.archival)}</p>}
      {edition.signOff !== '' && <p className="muted">签署放行:{edition.signOff}</p>}
      <p className="muted">
        清单的数字指纹:{edition.digest.slice(0, 16)}…
        {edition.listHolds === false && <b style={{ color: 'var(--bad)' }}> ⊠ 文件夹里的清单与成册时记下的不同</b>}
        {edition.listHolds === true && ' ● 文件夹里的清单与成册时记下的一致'}
      </p>
      <PlaceOnDisk
        path={edition.folder}
        shown={joined(edition.folder, edition.volumes[0]?.file ?? 'manifest.json')}
        present={edition.present}
        gone="这一版的文件夹不在原处。它可能被移走或在没插上的盘里;记录还在,找回后可以校验。"
        unchanged={(checked) => `校验通过:${checked - 1} 个文件与成册时一致,没有缺少,没有多出。`}
        advice="请用成册时的原件,或再次导出。"
      >
        <AgainButtons edition={edition} />
        <Button onClick={() => go('exports')}>全部版次</Button>
      </PlaceOnDisk>
      {edition.changes && <EditionChanges changes={edition.changes} />}
      <h2>卷册</h2>
      <div className="ex-table">
        <table>
          <thead>
            <tr>
              <th>文件</th>
              <th className="ex-number">页数</th>
              <th className="ex-number">大小</th>
              <th>SHA-256</th>
              <th>
                <span className="visually-hidden">打开</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {edition.volumes.map((volume) => (
              <VolumeRow key={volume.file} edition={edition} volume={volume} />
            ))}
          </tbody>
        </table>
      </div>
      {edition.omitted.length > 0 && (
        <section aria-label="未收入的材料">
          <h2>未收入的材料 {edition.omitted.length} 份</h2>
          <ul className="ex-omitted">
            {edition.omitted.map(({ path, indicator, reason, title, documentId }) => (
              <li key={`${indicator} ${path}`}>
                <span>{indicator}</span>
                <span className="ellipsis" title={path}>
                  {title}
                </span>
                <span className="muted">{reason}</span>
                {documentId !== null && (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`查看 ${title}`}
                    onClick={() => go('documents', { document: String(documentId) })}
                  >
                    查看
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <details>
          <summary>成册时的提醒 {warnings.length} 条</summary>
          <ul className="ex-warnings">
            {warnings.map((warning, at) => (
              <li key={at}>{warning.message}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function VolumeRow({ edition, volume }: { readonly edition: EditionDetail; readonly volume: ExportedVolume }) {
  const { archive } = useArchive();
  const { message } = App.useApp();
  const offer = useAct('exports.offer');
  const open = (): void => {
    if (desktop) return void desktop.reveal(joined(edition.folder, volume.file));
    offer.mutate(
      { archive, edition: edition.edition, file: volume.file },
      {
        onSuccess: (file) => void window.open(`files/${file.token}`, '_blank', 'noopener'),
        onError: (error) => void message.error(error.message),
      },
    );
  };
  return (
    <tr>
      <td title={volume.file}>{volume.file}</td>
      <td className="ex-number">{volume.pages}</td>
      <td className="ex-number">{sizeText(volume.sizeBytes)}</td>
      <td>
        <Typography.Text code copyable={{ text: volume.sha256, tooltips: ['复制 SHA-256', '已复制'] }} title={volume.sha256}>
          {volume.sha256.slice(0, 16)}…
        </Typography.Text>
      </td>
      <td>
        <Button type="link" size="small" aria-label={`打开 ${volume.file}`} disabled={!edition.present} onClick={open}>
          打开
        </Button>
      </td>
    </tr>
  );
}

function joined(folder: string, file: string): string {
  return `${folder}${folder.includes('\\') ? '\\' : '/'}${file}`;
}

function archivalWords(archival: Archival): string {
  const within = archival === '3b' ? ',原件附在卷内' : '';
  return `长期保存格式 ${ARCHIVAL_NAMES[archival]}${within}`;
}
