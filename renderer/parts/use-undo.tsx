import { App, Button } from 'antd';
import { useRef } from 'react';
import { AppError } from '../../shared/contract/errors.ts';
import { useArchive } from '../api/archive.tsx';
import { useAct } from '../api/hooks.ts';

/** Takes the last step back and says so; `onUndone` runs after it succeeded. */
export function useUndo(onUndone?: () => void): () => void {
  const { archive } = useArchive();
  const { message, modal } = App.useApp();
  const undo = useAct('undo.run');
  const latest = useRef(onUndone);
  latest.current = onUndone;
  const run = async (): Promise<void> => {
    try {
      const step = await undo.mutateAsync({ archive });
      void message.success(`已撤销:${step.label}`);
      latest.current?.();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.message.startsWith('没有可以撤销')) void message.info(error.message);
      else void modal.error({ title: '没有撤销', content: error.message, okText: '知道了' });
    }
  };
  return () => void run();
}

/** Says what a step did, with 撤销 beside it. */
export function useDone(undo: () => void): (text: string) => void {
  const { message } = App.useApp();
  return (text) => {
    const key = 'done';
    void message.success({
      key,
      duration: 5,
      content: (
        <>
          {text}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              undo();
            }}
          >
            撤销
          </Button>
        </>
      ),
    });
  };
}
