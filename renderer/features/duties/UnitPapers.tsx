import { Button, Dropdown } from 'antd';
import { DUTY_PAPERS, type DutyPaper } from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { useSaveFile } from '../../parts/use-save-file.ts';

/** 督办单 and 责任状 of one unit, as PDF. */
export function UnitPapers({ unit }: { readonly unit: string }) {
  const { archive, framework } = useArchive();
  const { saving, save } = useSaveFile('duties.paper');
  const run = (what: DutyPaper): Promise<void> =>
    save(
      { archive, framework: framework.id, unit, what },
      { title: `存${what}`, name: `${what}_${unit}.pdf`, done: (made) => `已生成${what},共 ${made.pages} 页` },
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: DUTY_PAPERS.map((what) => ({ key: what, label: `${what} PDF` })),
        onClick: ({ key }) => void run(key as DutyPaper),
      }}
    >
      <Button size="small" loading={saving}>
        打印文书
      </Button>
    </Dropdown>
  );
}
