import { App, Button } from 'antd';
import { useRef } from 'react';
import { AppError } from '../../shared/contract/errors.ts';
import { useArchive } from '../api/archive.tsx';
import { useAct } from '../api/hooks.ts';
import { NotSent } from '../api/in-order.ts';

/** Takes the last step back and says so. `ahead` shows it before the core has answered, and returns what shows the step again where it stays. */
export function useUndo(ahead?: () => () => void): () => void {
  return useMove('undo.run', { ahead });
}

/** Does again what was taken back last, and says so; `onRedone` runs after it succeeded. */
export function useRedo(onRedone?: () => void): () => void {
  return useMove('undo.redo', { onMoved: onRedone });
}

interface Shown {
  readonly ahead?: (() => () => void) | undefined;
  readonly onMoved?: (() => void) | undefined;
}

function useMove(procedure: 'undo.run' | 'undo.redo', { ahead, onMoved }: Shown): () => void {
  const { archive } = useArchive();
  const { message, modal } = App.useApp();
  const move = useAct(procedure);
  const latest = useRef(onMoved);
  latest.current = onMoved;
  const word = procedure === 'undo.run' ? '撤销' : '重做';
  const run = async (): Promise<void> => {
    const showAgain = ahead?.();
    try {
      const step = await move.mutateAsync({ archive });
      void message.success(`已${word}:${step.label}${step.indexAgain ? '。材料文件夹的位置变了,请重新编目' : ''}`);
      latest.current?.();
    } catch (error) {
      showAgain?.();
      if (error instanceof NotSent) return;
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
      duration: 8,
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
