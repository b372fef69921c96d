import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { MATERIAL_PAPERS, PAPER_FORMATS, type MaterialPaper, type PaperFormat } from '../../../shared/contract/duties.ts';
import { FORMAT_WORDS } from '../../parts/paper-formats.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { BoxDialog } from './BoxDialog.tsx';
import { DutyImportDialog } from './DutyImportDialog.tsx';

/** 责任分解一体表 in and out; 资料目录汇总表 and 测评材料提交表 as papers. */
export function DutyTables({ done }: { readonly done: (text: string) => void }) {
  const { archive, framework } = useArchive();
  const [importing, setImporting] = useState(false);
  const [boxing, setBoxing] = useState(false);
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
  const papers = useSaveFile('duties.materials');
  const print = (what: MaterialPaper, format: PaperFormat): Promise<void> =>
    papers.save(
      { archive, framework: framework.id, what, format },
      {
        title: `存${what}`,
        name: `${what}_${framework.name}.${format}`,
        done: ({ pages }) => `已生成${what}${pages === null ? '' : `,共 ${pages} 页`}`,
      },
    );
  const items = MATERIAL_PAPERS.filter((what) => what !== '盒脊与卷内目录').flatMap((what) =>
    PAPER_FORMATS.map((format) => ({
      key: `${what} ${format}`,
      label: `${what} ${FORMAT_WORDS[format]}`,
      onClick: () => void print(what, format),
    })),
  );
  return (
    <>
      <Button size="small" onClick={() => setImporting(true)}>
        导入…
      </Button>
      <Button size="small" loading={saving} onClick={() => void run()}>
        导出 Excel
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{ items: [...items, { key: 'boxes', label: '盒脊、盒签与卷内目录…', onClick: () => setBoxing(true) }] }}
      >
        <Button size="small" loading={papers.saving}>
          目录与提交表
        </Button>
      </Dropdown>
      {boxing && <BoxDialog onClose={() => setBoxing(false)} />}
      {importing && <DutyImportDialog onClose={() => setImporting(false)} done={done} />}
    </>
  );
}
