import { App, Button } from 'antd';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';

/** One press makes a round of 自查 from the framework on the screen. */
export function SelfCheckButton() {
  const { archive, framework } = useArchive();
  const { modal } = App.useApp();
  const make = useAct('records.selfCheck');
  const done = useDone(useUndo());
  const run = (): void =>
    make.mutate(
      { archive, framework: framework.id },
      {
        onSuccess: ({ round, rows }) => done(`已生成${round},${rows} 条`),
        onError: (error) => void modal.error({ title: '没有生成', content: error.message, okText: '知道了' }),
      },
    );
  return (
    <Button loading={make.isPending} title={`按“${framework.name}”逐条生成`} onClick={run}>
      生成自查表
    </Button>
  );
}
