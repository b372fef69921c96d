import { App, Button } from 'antd';
import { useArchive } from '../api/archive.tsx';
import { useAct } from '../api/hooks.ts';

/** Takes the last step back and says so; `onUndone` runs after it succeeded. */
export function useUndo(onUndone?: () => void): () => void {
  const { archive } = useArchive();
  const { message, modal } = App.useApp();
  const undo = useAct('undo.run');
  return () =>
    undo.mutate(
      { archive },
      {
        onSuccess: (step) => {
          void message.success(`已撤销:${step.label}`);
          onUndone?.();
        },
        onError: (error) =>
          error.message.startsWith('没有可以撤销')
            ? void message.info(error.message)
            : void modal.error({ title: '没有撤销', content: error.message, okText: '知道了' }),
      },
    );
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
