import { Button } from 'antd';
import type { PackageRow } from '../../../../shared/contract/submit.ts';
import { go } from '../../../ui/go.ts';
import { sizeText } from '../../../../shared/domain/size-text.ts';

/** The packages made so far, newest first; null while they are read. */
export function PackageHistory({ packages }: { readonly packages: readonly PackageRow[] | null }) {
  if (packages?.length === 0)
    return <p className="muted ex-none">还没有生成过报送包。选好范围和报送要求,点“下一步”检查,逐处处理后生成第 1 号。</p>;
  return (
    <ul className="ex-editions">
      {packages?.map((one) => (
        <li key={one.number}>
          <Button type="link" onClick={() => go('exports', { package: String(one.number) })}>
            第 {one.number} 号
          </Button>
          <span>{one.createdAt.slice(0, 16).replace('T', ' ')}</span>
          <span className="ellipsis" title={`${one.scope};${one.out}`}>
            {one.scope},{one.files} 件 {sizeText(one.sizeBytes)}
          </span>
          <span>{one.form === 'zip' ? 'ZIP' : '文件夹'}</span>
          <span className="muted">{one.present ? '' : '不在原处'}</span>
        </li>
      ))}
    </ul>
  );
}
