import { App } from 'antd';
import { useArchive } from '../api/archive.tsx';
import { useIndex } from '../parts/use-index.ts';
import { useRedo, useUndo } from '../parts/use-undo.tsx';
import { useCommand } from '../ui/commands.ts';
import { go } from '../ui/go.ts';

/** Ctrl+Z, Ctrl+Y, 编目 and 添加材料文件夹 on every screen, and the answer to a Ctrl+S pressed by habit: everything is stored the moment it is decided. */
export function EditKeys() {
  const { message } = App.useApp();
  const { archive } = useArchive();
  const index = useIndex();
  useCommand('undo', useUndo());
  useCommand('redo', useRedo());
  useCommand('index.run', () => index(archive));
  useCommand('source.add', () => go('settings', { add: 'source' }));
  useCommand('saved', () => {
    const now = new Date();
    void message.success(`已自动保存 ${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`);
  });
  return null;
}
