import { App, Button } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { download } from '../../api/download.ts';
import { useAct } from '../../api/hooks.ts';
import { desktop } from '../../api/transport.ts';
import { DutyImportDialog } from './DutyImportDialog.tsx';

/** 责任分解一体表 in and out: to a chosen place in the desktop window, as a download in a browser. */
export function DutyTables({ done }: { readonly done: (text: string) => void }) {
  const { archive, framework } = useArchive();
  const { message, modal } = App.useApp();
  const [importing, setImporting] = useState(false);
  const write = useAct('duties.workbook');
  const run = async (): Promise<void> => {
    const path = desktop
      ? await desktop.pickSaveFile({ title: '导出责任分解一体表', defaultPath: `责任分解一体表_${framework.name}.xlsx` })
      : undefined;
    if (path === null) return;
    write.mutate(path === undefined ? { archive } : { archive, path }, {
      onSuccess: (made) => {
        if (made.file) download(`files/${made.file.token}`, made.file.name);
        if (made.path) void desktop?.reveal(made.path);
        void message.success(`已导出 ${made.rows} 条指标`);
      },
      onError: (error) => void modal.error({ title: '没有导出', content: error.message, okText: '知道了' }),
    });
  };
  return (
    <>
      <Button onClick={() => setImporting(true)}>导入…</Button>
      <Button loading={write.isPending} onClick={() => void run()}>
        导出 Excel
      </Button>
      {importing && <DutyImportDialog onClose={() => setImporting(false)} done={done} />}
    </>
  );
}
