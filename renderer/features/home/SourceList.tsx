import { Button } from 'antd';
import type { ArchiveSummary } from '../../../shared/contract/session.ts';
import { RelinkDialog } from '../../parts/RelinkDialog.tsx';
import { go } from '../../ui/go.ts';

export interface SourceListProps {
  readonly summary: ArchiveSummary;
  /** The folder that is being pointed to its new place, or null. */
  readonly moved: string | null;
  readonly onMoved: (path: string | null) => void;
}

/** 材料文件夹: where the work lies; one that is not there can be pointed to its new place. */
export function SourceList({ summary, moved, onMoved }: SourceListProps) {
  return (
    <section className="home-card" aria-label="材料文件夹">
      <h2>
        材料文件夹
        <span style={{ flex: 1 }} />
        <Button size="small" type="text" onClick={() => go('settings')}>
          管理
        </Button>
      </h2>
      {summary.sources.length === 0 && <div className="muted">还没有材料文件夹。</div>}
      <ul className="home-list">
        {summary.sources.map((source) => (
          <li key={source.path}>
            <span className="ellipsis" style={{ flex: 1 }} title={source.path}>
              {source.path}
            </span>
            {source.present ? (
              <span className="muted" style={{ whiteSpace: 'nowrap' }}>
                {source.indexed ? `${source.files} 个文件` : '还没有编目'}
              </span>
            ) : (
              <>
                <span style={{ color: 'var(--bad)', whiteSpace: 'nowrap' }}>⊘ 不在原处</span>
                <Button size="small" onClick={() => onMoved(source.path)}>
                  重新指定…
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <RelinkDialog moved={moved} onClose={() => onMoved(null)} />
    </section>
  );
}
