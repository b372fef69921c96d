import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  BOX_KEEPINGS,
  BOX_THICKNESS_MM,
  PAPER_FORMATS,
  type BoxChoice,
  type PaperFormat,
} from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { FORMAT_WORDS } from '../../parts/paper-formats.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';

/** 盒脊、卷内目录和备考表: how thick the boxes are and what stands on them; one file with all of it. */
export function BoxDialog({ onClose }: { readonly onClose: () => void }) {
  const { archive, framework } = useArchive();
  const [box, setBox] = useState<BoxChoice>({ thicknessMm: 30, fonds: '', keeping: '长期' });
  const { saving, save } = useSaveFile('duties.materials');
  const run = (format: PaperFormat): Promise<void> =>
    save(
      { archive, framework: framework.id, what: '盒脊与卷内目录', format, box },
      {
        title: '存盒脊与卷内目录',
        name: `盒脊与卷内目录_${framework.name}.${format}`,
        done: ({ pages }) => `已生成盒脊与卷内目录${pages === null ? '' : `,共 ${pages} 页`}`,
      },
    );
  return (
    <Modal
      title="盒脊与卷内目录"
      open
      onCancel={onClose}
      width={460}
      footer={[
        <Button key="cancel" onClick={onClose}>
          完成
        </Button>,
        ...PAPER_FORMATS.map((format) => (
          <Button key={format} type={format === 'pdf' ? 'primary' : 'default'} loading={saving} onClick={() => void run(format)}>
            生成 {FORMAT_WORDS[format]}
          </Button>
        )),
      ]}
    >
      <p className="muted">已确认的材料按测评项目分盒,每盒一张盒脊、一份卷内目录和备考表。</p>
      <div className="duty-box">
        <label htmlFor="box-thickness">盒厚</label>
        <Select
          id="box-thickness"
          aria-label="盒厚"
          value={box.thicknessMm}
          options={BOX_THICKNESS_MM.map((value) => ({ value, label: `${value} 毫米` }))}
          onChange={(thicknessMm) => setBox({ ...box, thicknessMm })}
        />
        <label htmlFor="box-fonds">全宗号</label>
        <Input
          id="box-fonds"
          maxLength={20}
          value={box.fonds}
          onChange={(event) => setBox({ ...box, fonds: event.target.value })}
        />
        <label htmlFor="box-keeping">保管期限</label>
        <Select
          id="box-keeping"
          aria-label="保管期限"
          value={box.keeping}
          options={BOX_KEEPINGS.map((value) => ({ value, label: value }))}
          onChange={(keeping) => setBox({ ...box, keeping })}
        />
      </div>
    </Modal>
  );
}
