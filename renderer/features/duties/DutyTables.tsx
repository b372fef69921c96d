import { Button } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { DutyImportDialog } from './DutyImportDialog.tsx';

/** 责任分解一体表 in and out. */
export function DutyTables({ done }: { readonly done: (text: string) => void }) {
  const { archive, framework } = useArchive();
  const [importing, setImporting] = useState(false);
  const { saving, save } = useSaveFile('duties.workbook');
  const run = (): Promise<void> =>
    save(
      { archive },
      {
        title: '导出责任分解一体表',
        name: `责任分解一体表_${framework.name}.xlsx`,
        done: (made) => `已导出 ${made.rows} 条指标`,
      },
    );
  return (
    <>
      <Button size="small" onClick={() => setImporting(true)}>
        导入…
      </Button>
      <Button size="small" loading={saving} onClick={() => void run()}>
        导出 Excel
      </Button>
      {importing && <DutyImportDialog onClose={() => setImporting(false)} done={done} />}
    </>
  );
}
