import { Alert, App, Checkbox, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useArchive } from '../api/archive.tsx';
import { useAct, useRead } from '../api/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { PathField } from './PathField.tsx';
import { useIndex } from './use-index.ts';
import './relink.css';

export interface RelinkDialogProps {
  /** The folder that is being pointed to its new place, or null. */
  readonly moved: string | null;
  readonly onClose: () => void;
}

/** 重新指定: where a 材料文件夹 lies now, and which others moved alike; one step that can be undone, followed by 编目. */
export function RelinkDialog({ moved, onClose }: RelinkDialogProps) {
  const { archive, summary } = useArchive();
  const { message } = App.useApp();
  const index = useIndex();
  const [target, setTarget] = useState('');
  const [left, setLeft] = useState<readonly string[]>([]);
  const relink = useAct('source.relink');
  const asked = useDeferredValue(target.trim());
  const plan = useRead('source.relinkPlan', moved === null || asked === '' ? null : { archive, from: moved, to: asked });
  const planned = plan.error || plan.isPlaceholderData || asked === '' ? [] : (plan.data?.relinks ?? []);
  const [own, ...others] = planned;
  const gone = summary.sources.some(({ path, present }) => path === moved && !present);
  // A folder of the same name without the files is another one.
  const alike = others.filter(({ known, found }) => found > 0 || known === 0);
  const also = alike.map(({ from }) => from).filter((from) => !left.includes(from));
  const close = (): void => {
    onClose();
    setTarget('');
    setLeft([]);
    relink.reset();
  };
  const aim = (path: string): void => {
    setTarget(path);
    // What was refused was another place.
    relink.reset();
  };
  const apply = (): void => {
    if (moved === null || target.trim() === '') return;
    relink.mutate(
      { archive, from: moved, to: target.trim(), also },
      {
        onSuccess: () => {
          close();
          void message.success('已重新指定,正在核对文件');
          index(archive);
        },
      },
    );
  };
  return (
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
        原来的位置 <strong>{moved}</strong>
        {gone ? ' 现在找不到。' : '。'}换了盘符或文件夹改了名,指出新位置即可,已确认的佐证都会保留。
      </p>
      <PathField label="新位置" value={target} onChange={aim} pick="folder" onEnter={apply} />
      {plan.error && asked !== '' && (
        <div className="relink-plan muted" role="status">
          {plan.error.message}
        </div>
      )}
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
  );
}
