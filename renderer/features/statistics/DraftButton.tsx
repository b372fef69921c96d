import { Button, Dropdown } from 'antd';
import { PAPER_FORMATS, type PaperFormat } from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { FORMAT_WORDS } from '../../parts/paper-formats.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';

/** 汇报草稿: numbers of the ledgers put into sentences, each with where it comes from; Word to go on writing in. */
export function DraftButton() {
  const { archive, framework } = useArchive();
  const { saving, save } = useSaveFile('records.draft');
  const run = (format: PaperFormat): Promise<void> =>
    save(
      { archive, framework: framework.id, format },
      { title: '存汇报草稿', name: `汇报草稿_${framework.name}.${format}`, done: () => '已生成汇报草稿,数字来源列在文末' },
    );
  const items = PAPER_FORMATS.toReversed().map((format) => ({
    key: format,
    label: FORMAT_WORDS[format],
    onClick: () => void run(format),
  }));
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button loading={saving}>汇报草稿</Button>
    </Dropdown>
  );
}
