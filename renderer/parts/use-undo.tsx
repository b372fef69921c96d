import { App, Button } from 'antd';
import { useRef } from 'react';
import { AppError } from '../../shared/contract/errors.ts';
import { useArchive } from '../api/archive.tsx';
import { useAct } from '../api/hooks.ts';

/** Takes the last step back and says so; `onUndone` runs after it succeeded. */
export function useUndo(onUndone?: () => void): () => void {
  return useMove('undo.run', onUndone);
}

/** Does again what was taken back last, and says so; `onRedone` runs after it succeeded. */
export function useRedo(onRedone?: () => void): () => void {
  return useMove('undo.redo', onRedone);
}

function useMove(procedure: 'undo.run' | 'undo.redo', onMoved?: () => void): () => void {
  const { archive } = useArchive();
  const { message, modal } = App.useApp();
  const move = useAct(procedure);
  const latest = useRef(onMoved);
  latest.current = onMoved;
  const word = procedure === 'undo.run' ? '撤销' : '重做';
  const run = async (): Promise<void> => {
    try {
      const step = await move.mutateAsync({ archive });
      void message.success(`已${word}:${step.label}${step.indexAgain ? '。材料文件夹的位置变了,请重新编目' : ''}`);
      latest.current?.();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.message.startsWith(`没有可以${word}`)) void message.info(error.message);
      else void modal.error({ title: `没有${word}`, content: error.message, okText: '知道了' });
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
