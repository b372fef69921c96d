import { FileExcelOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { PAPER_FORMATS, type PaperFormat } from '../../../shared/contract/duties.ts';
import type { RecordPaper } from '../../../shared/contract/records.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { FORMAT_WORDS } from '../../parts/paper-formats.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';

export interface ExcelMenuProps {
  readonly definition: LedgerDefinition;
  readonly today: string;
  readonly onImport: () => void;
  /** 从微信群导入, where the ledger takes that. */
  readonly onChat: (() => void) | null;
}

interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** Excel both ways, and the reports of the ledger as PDF or Word; a ledger with days also gives those of a week or a month. */
export function ExcelMenu({ definition, today, onImport, onChat }: ExcelMenuProps) {
  const { archive } = useArchive();
  const workbook = useSaveFile('records.workbook');
  const paper = useSaveFile('records.paper');
  const nameOf = (words: string, suffix: string): string => `${definition.name.replaceAll('/', '与')}${words}_${today}.${suffix}`;
  const table = (words: string, days: Days): Promise<void> =>
    workbook.save(
      { archive, ledger: definition.id, ...days },
      { title: '导出 Excel', name: nameOf(words, 'xlsx'), done: (made) => `已导出 ${made.rows} 行` },
    );
  const print = (what: RecordPaper, title: string, format: PaperFormat, days: Days): Promise<void> =>
    paper.save(
      { archive, ledger: definition.id, what, title, format, ...days },
      {
        title: `存${title}`,
        name: nameOf(title, format),
        done: ({ rows, pages }) => `已生成${title}:${rows} 行${pages === null ? '' : `,共 ${pages} 页`}`,
      },
    );
  const week = { from: before(today, 6), to: today };
  const month = { from: `${today.slice(0, 7)}-01`, to: today };
  const papers = (what: RecordPaper, title: string, words: string, days: Days): NonNullable<MenuProps['items']> =>
    PAPER_FORMATS.map((format) => ({
      key: `${title} ${format}`,
      label: `${words} ${FORMAT_WORDS[format]}`,
      onClick: () => void print(what, title, format, days),
    }));
  const photos = definition.roles?.some(({ role }) => role === 'after') ?? false;
  const items: MenuProps['items'] = [
    { key: 'import', label: '从 Excel 导入…', onClick: onImport },
    ...(onChat ? [{ key: 'chat', label: '从微信群导入…', onClick: onChat }] : []),
    { key: 'all', label: '导出全部', onClick: () => void table('', {}) },
    ...(definition.dayKey
      ? [
          { key: 'week', label: '导出周报(近 7 天)', onClick: () => void table('周报', week) },
          { key: 'month', label: '导出月报(本月)', onClick: () => void table('月报', month) },
        ]
      : []),
    { type: 'divider' },
    ...(definition.dayKey
      ? [...papers('报告', '周报', '周报(近 7 天)', week), ...papers('报告', '月报', '月报(本月)', month)]
      : []),
    ...papers('报告', '情况通报', '情况通报', {}),
    ...(photos ? papers('整改前后对照', '整改前后对照', '整改前后对照', {}) : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<FileExcelOutlined aria-hidden="true" />} loading={workbook.saving || paper.saving}>
        导入导出
      </Button>
    </Dropdown>
  );
}

function before(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
