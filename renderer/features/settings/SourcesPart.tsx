import { App, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { SourceSummary } from '../../../shared/contract/session.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';
import { useIndex } from '../../parts/use-index.ts';
import { useCommand } from '../../ui/commands.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { Part } from './Part.tsx';

/** What the folder asked for is for: a new one, or where one lies now. */
type Asking = { readonly kind: 'add' } | { readonly kind: 'relink'; readonly from: string };

/** 材料文件夹: which folders are read, and what to do when one is gone or no longer wanted. */
export function SourcesPart({ asked }: { readonly asked: boolean }) {
  const { archive, summary } = useArchive();
  const { message, modal } = App.useApp();
  const add = useAct('source.add');
  const remove = useAct('source.remove');
  const relink = useAct('source.relink');
  const index = useIndex();
  const [asking, setAsking] = useState<Asking | null>(null);
  const error = add.error ?? remove.error ?? relink.error;
  const done = (words: string): void => {
    setAsking(null);
    void message.success(words);
    index(archive);
  };
  const take = (what: Asking, path: string): void => {
    for (const one of [add, remove, relink]) one.reset();
    if (what.kind === 'add') add.mutate({ archive, path }, { onSuccess: () => done('已添加,正在编目') });
    else relink.mutate({ archive, from: what.from, to: path }, { onSuccess: () => done('已重新指定,正在核对文件') });
  };
  const ask = async (what: Asking): Promise<void> => {
    if (!desktop) return setAsking(what);
    const title = what.kind === 'add' ? '选择材料文件夹' : '这个材料文件夹现在在哪里';
    const path = await desktop.pickFolder({ title });
    if (path) take(what, path);
  };
  const askNew = (): void => void ask({ kind: 'add' });
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
              </td>
              <td className="is-number">{source.files}</td>
              <td style={{ color: source.present ? undefined : 'var(--bad)' }}>{source.present ? '● 找得到' : '○ 现在找不到'}</td>
              <td>
                <Button size="small" type="link" onClick={() => void ask({ kind: 'relink', from: source.path })}>
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
      <FolderDialog asking={asking} onClose={() => setAsking(null)} onTake={take} />
    </Part>
  );
}

interface FolderDialogProps {
  readonly asking: Asking | null;
  readonly onClose: () => void;
  readonly onTake: (what: Asking, path: string) => void;
}

/** In a browser there is no folder window: the path is typed. */
function FolderDialog({ asking, onClose, onTake }: FolderDialogProps) {
  const [path, setPath] = useState('');
  const take = (): void => {
    if (asking && path.trim() !== '') onTake(asking, path.trim());
  };
  return (
    <Modal
      title={asking?.kind === 'relink' ? '重新指定材料文件夹' : '添加材料文件夹'}
      open={asking !== null}
      onCancel={onClose}
      onOk={take}
      okText="确定"
      cancelText="取消"
      okButtonProps={{ disabled: path.trim() === '' }}
      afterClose={() => setPath('')}
    >
      {asking?.kind === 'relink' && <p className="muted">原来在 {asking.from},请填它现在的完整路径。</p>}
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
