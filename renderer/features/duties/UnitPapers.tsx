import { App, Button, Dropdown } from 'antd';
import { DUTY_PAPERS, type DutyPaper } from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { download } from '../../api/download.ts';
import { useAct } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';

/** 督办单 and 责任状 of one unit, as PDF. */
export function UnitPapers({ unit }: { readonly unit: string }) {
  const { archive, framework } = useArchive();
  const { message, modal } = App.useApp();
  const write = useAct('duties.paper');
  const run = async (what: DutyPaper): Promise<void> => {
    const path = desktop ? await desktop.pickSaveFile({ title: `存${what}`, defaultPath: `${what}_${unit}.pdf` }) : undefined;
    if (path === null) return;
    write.mutate(
      { archive, framework: framework.id, unit, what, ...(path === undefined ? {} : { path }) },
      {
        onSuccess: (made) => {
          if (made.file) download(`files/${made.file.token}`, made.file.name);
          if (made.path) void desktop?.reveal(made.path);
          void message.success(`已生成${what},共 ${made.pages} 页`);
        },
        onError: (error) => void modal.error({ title: `没有生成${what}`, content: error.message, okText: '知道了' }),
      },
    );
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: DUTY_PAPERS.map((what) => ({ key: what, label: `${what} PDF` })),
        onClick: ({ key }) => void run(key as DutyPaper),
      }}
    >
      <Button loading={write.isPending}>打印文书</Button>
    </Dropdown>
  );
}
