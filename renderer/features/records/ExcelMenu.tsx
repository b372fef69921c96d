import { FileExcelOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useSaveFile } from '../../parts/use-save-file.ts';

export interface ExcelMenuProps {
  readonly definition: LedgerDefinition;
  readonly today: string;
  readonly onImport: () => void;
}

/** Excel both ways; a ledger with days also gives the report of a week or a month. */
export function ExcelMenu({ definition, today, onImport }: ExcelMenuProps) {
  const { archive } = useArchive();
  const { saving, save } = useSaveFile('records.workbook');
  const run = async (words: string, days: { readonly from?: string; readonly to?: string }): Promise<void> => {
    const name = `${definition.name.replaceAll('/', '与')}${words}_${today}.xlsx`;
    await save(
      { archive, ledger: definition.id, ...days },
      { title: '导出 Excel', name, done: (made) => `已导出 ${made.rows} 行` },
    );
  };
  const items: MenuProps['items'] = [
    { key: 'import', label: '从 Excel 导入…', onClick: onImport },
    { key: 'all', label: '导出全部', onClick: () => void run('', {}) },
    ...(definition.dayKey
      ? [
          { key: 'week', label: '导出周报(近 7 天)', onClick: () => void run('周报', { from: before(today, 6), to: today }) },
          {
            key: 'month',
            label: '导出月报(本月)',
            onClick: () => void run('月报', { from: `${today.slice(0, 7)}-01`, to: today }),
          },
        ]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<FileExcelOutlined />} loading={saving}>
        Excel
      </Button>
    </Dropdown>
  );
}

function before(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
