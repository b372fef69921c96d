import { Button } from 'antd';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { sizeText } from '../../../shared/domain/size-text.ts';

/** The editions made so far, newest first. */
export function EditionHistory() {
  const { archive } = useArchive();
  const { data, error } = useRead('exports.list', { archive });
  if (error) return <ErrorNotice error={error} />;
  if (data?.editions.length === 0)
    return <p className="muted ex-none">还没有成过册。在左边选好范围,点“下一步”检查,然后预览并生成第 1 版。</p>;
  return (
    <ul className="ex-editions">
      {data?.editions.map((one) => (
        <li key={one.edition}>
          <Button type="link" onClick={() => go('exports', { edition: String(one.edition) })}>
            第 {one.edition} 版
          </Button>
          <span>{one.createdAt.slice(0, 16).replace('T', ' ')}</span>
          <span className="ellipsis" title={one.folder}>
            {one.volumes} 卷 {one.pages} 页 {sizeText(one.sizeBytes)}
          </span>
          <span style={{ color: one.complete ? 'var(--good)' : 'var(--warn)' }}>{one.complete ? '● 完整' : '◑ 不完整'}</span>
          <span className="muted">{one.present ? '' : '文件夹不在原处'}</span>
        </li>
      ))}
    </ul>
  );
}
