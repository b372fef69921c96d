import { Alert, Button, Checkbox, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { ArchiveSummary } from '../../../shared/contract/session.ts';
import { useAct, useRead } from '../../api/hooks.ts';
import { PathField } from '../../parts/PathField.tsx';
import { useIndex } from '../../parts/use-index.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';

export interface SourceListProps {
  readonly summary: ArchiveSummary;
  /** The folder that is being pointed to its new place, or null. */
  readonly moved: string | null;
  readonly onMoved: (path: string | null) => void;
}

/** 材料文件夹: where the work lies; one that is not there can be pointed to its new place. */
export function SourceList({ summary, moved, onMoved }: SourceListProps) {
  const index = useIndex();
  const [target, setTarget] = useState('');
  const [left, setLeft] = useState<readonly string[]>([]);
  const relink = useAct('source.relink');
  const asked = useDeferredValue(target.trim());
  const plan = useRead(
    'source.relinkPlan',
    moved === null || asked === '' ? null : { archive: summary.archive, from: moved, to: asked },
  );
  const planned = plan.error || plan.isPlaceholderData || asked === '' ? [] : (plan.data?.relinks ?? []);
  const [own, ...others] = planned;
  // A folder of the same name without the files is another one.
  const alike = others.filter(({ known, found }) => found > 0 || known === 0);
  const also = alike.map(({ from }) => from).filter((from) => !left.includes(from));
  const close = (): void => {
    onMoved(null);
    setTarget('');
    setLeft([]);
    relink.reset();
  };
  const apply = (): void => {
    if (moved === null || target.trim() === '') return;
    relink.mutate(
      { archive: summary.archive, from: moved, to: target.trim(), also },
      {
        onSuccess: () => {
          close();
          index(summary.archive);
        },
      },
    );
  };
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
      <Modal
        title="重新指定材料文件夹"
        open={moved !== null}
        onCancel={close}
        onOk={apply}
        okText={also.length > 0 ? `重新指定 ${also.length + 1} 个` : '重新指定'}
        cancelText="取消"
        okButtonProps={{ disabled: target.trim() === '', loading: relink.isPending }}
      >
        <p style={{ marginTop: 0 }}>
          原来的位置 <strong>{moved}</strong> 现在找不到。换了盘符或文件夹改了名,指出新位置即可,已确认的佐证都会保留。
        </p>
        <PathField label="新位置" value={target} onChange={setTarget} pick="folder" onEnter={apply} />
        {own && own.known > 0 && (
          <div className="relink-plan" role="status">
            {own.found === 0 ? (
              <Alert type="warning" showIcon title={`这里没有找到原来的文件(抽查 ${own.known} 个)。请看看是不是选错了文件夹。`} />
            ) : (
              <div className="muted">
                抽查 {own.known} 个文件,找到 {own.found} 个。
              </div>
            )}
          </div>
        )}
        {alike.length > 0 && (
          <fieldset className="relink-plan">
            <legend>这些文件夹也一同搬了,一并改指</legend>
            {alike.map(({ from, to, known, found }) => (
              <Checkbox
                key={from}
                checked={!left.includes(from)}
                onChange={(event) => setLeft(event.target.checked ? left.filter((one) => one !== from) : [...left, from])}
              >
                {from} → {to} <span className="muted">{`抽查 ${known} 个文件,找到 ${found} 个`}</span>
              </Checkbox>
            ))}
          </fieldset>
        )}
        {relink.error && (
          <div style={{ marginTop: 12 }}>
            <ErrorNotice error={relink.error} />
          </div>
        )}
      </Modal>
    </section>
  );
}
