import { App } from 'antd';
import { useUndo } from '../parts/use-undo.tsx';
import { useCommand } from '../ui/commands.ts';

/** Ctrl+Z on every screen, and the answer to a Ctrl+S pressed by habit: everything is stored the moment it is decided. */
export function EditKeys() {
  const { message } = App.useApp();
  useCommand('undo', useUndo());
  useCommand('saved', () => {
    const now = new Date();
    void message.success(`已自动保存 ${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`);
  });
  return null;
}
