import { App, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { SourceSummary } from '../../../shared/contract/session.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';
import { RelinkDialog } from '../../parts/RelinkDialog.tsx';
import { useIndex } from '../../parts/use-index.ts';
import { useCommand } from '../../ui/commands.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { Part } from './Part.tsx';

/** 材料文件夹: which folders are read, and what to do when one is gone or no longer wanted. */
export function SourcesPart({ asked }: { readonly asked: boolean }) {
  const { archive, summary } = useArchive();
  const { message, modal } = App.useApp();
  const add = useAct('source.add');
  const remove = useAct('source.remove');
  const index = useIndex();
  const [asking, setAsking] = useState(false);
  const [moved, setMoved] = useState<string | null>(null);
  const error = add.error ?? remove.error;
  const take = (path: string): void => {
    remove.reset();
    add.mutate(
      { archive, path },
      {
        onSuccess: () => {
          setAsking(false);
          void message.success('已添加,正在编目');
          index(archive);
        },
      },
    );
  };
  const ask = async (): Promise<void> => {
    if (!desktop) return setAsking(true);
    const path = await desktop.pickFolder({ title: '选择材料文件夹' });
    if (path) take(path);
  };
  const askNew = (): void => void ask();
  useCommand('source.add', askNew);
  useEffect(() => {
    if (!asked) return;
    go('settings');
    askNew();
    // Once for the address that asks.
  }, [asked]);
  const confirmRemoval = (source: SourceSummary): void =>
    void modal.confirm({
      title: '不再使用这个材料文件夹',
      content: `${source.path} 里的 ${source.files} 个文件将不再列在“材料”里,由它们支撑的指标会重新变成缺项。文件夹和文件本身不会有任何改动;以后重新添加并编目,已确认的归类会回来。`,
      okText: '移除',
      cancelText: '取消',
      onOk: () => remove.mutate({ archive, path: source.path }, { onSuccess: () => void message.success('已移除,文件没有改动') }),
    });
  return (
    <Part
      title="材料文件夹"
      actions={
        <Button size="small" onClick={askNew}>
          添加材料文件夹
        </Button>
      }
    >
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">文件夹</th>
            <th scope="col" className="is-number">
              文件
            </th>
            <th scope="col">状态</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {summary.sources.map((source) => (
            <tr key={source.path}>
              <td title={source.path}>
                <div>{source.path}</div>
                {source.received && <div className="muted">交接包带来的副本,在档案库里</div>}
              </td>
              <td className="is-number">{source.files}</td>
              <td style={{ color: source.present ? undefined : 'var(--bad)' }}>{source.present ? '● 找得到' : '○ 现在找不到'}</td>
              <td>
                <Button size="small" type="link" onClick={() => setMoved(source.path)}>
                  重新指定
                </Button>
                <Button size="small" type="link" onClick={() => confirmRemoval(source)}>
                  移除
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">只读取,从不改动。U 盘换了盘符或文件夹搬了家,用“重新指定”,已确认的归类全部保留。</p>
      {error && <ErrorNotice error={error} />}
      <FolderDialog asking={asking} onClose={() => setAsking(false)} onTake={take} />
      <RelinkDialog moved={moved} onClose={() => setMoved(null)} />
    </Part>
  );
}

interface FolderDialogProps {
  readonly asking: boolean;
  readonly onClose: () => void;
  readonly onTake: (path: string) => void;
}

/** In a browser there is no folder window: the path is typed. */
function FolderDialog({ asking, onClose, onTake }: FolderDialogProps) {
  const [path, setPath] = useState('');
  const take = (): void => {
    if (path.trim() !== '') onTake(path.trim());
  };
  return (
    <Modal
      title="添加材料文件夹"
      open={asking}
      onCancel={onClose}
      onOk={take}
      okText="确定"
      cancelText="取消"
      okButtonProps={{ disabled: path.trim() === '' }}
      afterClose={() => setPath('')}
    >
      <Input
        aria-label="文件夹路径"
        placeholder="完整路径"
        value={path}
        onChange={(event) => setPath(event.target.value)}
        onPressEnter={take}
      />
    </Modal>
  );
}
