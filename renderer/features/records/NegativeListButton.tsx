import { App, Button } from 'antd';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';

/** One press adds the 负面清单 that the framework on the screen brings along. */
export function NegativeListButton() {
  const { archive, framework } = useArchive();
  const { modal, message } = App.useApp();
  const make = useAct('records.negativeList');
  const done = useDone(useUndo());
  const run = (): void =>
    make.mutate(
      { archive, framework: framework.id },
      {
        onSuccess: ({ rows }) => {
          if (rows > 0) done(`已加入 ${rows} 项,逐项核对`);
          else void message.info('这个体系的负面清单已经都在表里');
        },
        onError: (error) => void modal.error({ title: '没有加入', content: error.message, okText: '知道了' }),
      },
    );
  return (
    <Button loading={make.isPending} title={`加入“${framework.name}”自带的负面清单`} onClick={run}>
      加入体系的清单
    </Button>
  );
}
