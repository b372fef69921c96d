import { Button, Dropdown } from 'antd';
import { DUTY_PAPERS, PAPER_FORMATS, type DutyPaper, type PaperFormat } from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { FORMAT_WORDS } from '../../parts/paper-formats.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';

/** 督办单 and 责任状 of one unit, as PDF or Word. */
export function UnitPapers({ unit }: { readonly unit: string }) {
  const { archive, framework } = useArchive();
  const { saving, save } = useSaveFile('duties.paper');
  const run = (what: DutyPaper, format: PaperFormat): Promise<void> =>
    save(
      { archive, framework: framework.id, unit, what, format },
      {
        title: `存${what}`,
        name: `${what}_${unit}.${format}`,
        done: ({ pages }) => `已生成${what}${pages === null ? '' : `,共 ${pages} 页`}`,
      },
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: DUTY_PAPERS.flatMap((what) =>
          PAPER_FORMATS.map((format) => ({
            key: `${what} ${format}`,
            label: `${what} ${FORMAT_WORDS[format]}`,
            onClick: () => void run(what, format),
          })),
        ),
      }}
    >
      <Button size="small" loading={saving}>
        打印文书
      </Button>
    </Dropdown>
  );
}
