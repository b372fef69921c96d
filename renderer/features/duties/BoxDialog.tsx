import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  BOX_KEEPINGS,
  BOX_THICKNESS_MM,
  SPINE_THICKNESS_MM,
  PAPER_FORMATS,
  type BoxChoice,
  type PaperFormat,
} from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { FORMAT_WORDS } from '../../parts/paper-formats.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { LabelSheetForm } from './LabelSheetForm.tsx';

const isBox = (thickness: number): boolean => BOX_THICKNESS_MM.some((one) => one === thickness);
const THICKNESSES = [
  { value: 'auto' as const, label: '自动:每盒选装得下的最窄一种' },
  ...SPINE_THICKNESS_MM.map((value) => ({ value, label: `${value} 毫米${isBox(value) ? '' : '(卷皮)'}` })),
];

/** 盒脊、盒签、卷内目录和备考表: how thick the boxes are and what stands on them. */
export function BoxDialog({ onClose }: { readonly onClose: () => void }) {
  const { archive, framework } = useArchive();
  const [box, setBox] = useState<BoxChoice>({ thicknessMm: 'auto', fonds: '', keeping: '长期' });
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
      title="盒脊、盒签与卷内目录"
      open
      onCancel={onClose}
      width={560}
      style={{ top: 24 }}
      footer={<Button onClick={onClose}>完成</Button>}
    >
      <p className="muted">已确认的材料按测评项目分盒,每盒一张盒脊、一枚盒签、一份卷内目录和备考表。</p>
      <div className="duty-box">
        <label htmlFor="box-thickness">盒厚</label>
        <Select
          id="box-thickness"
          aria-label="盒厚"
          value={box.thicknessMm}
          options={THICKNESSES}
          onChange={(thicknessMm) => setBox({ ...box, thicknessMm })}
        />
        <label htmlFor="box-fonds">全宗号</label>
        <Input
          id="box-fonds"
          maxLength={20}
          value={box.fonds}
          placeholder="空着就留横线,用笔填"
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
        <span>盒脊与目录</span>
        <span className="duty-papers">
          {PAPER_FORMATS.map((format) => (
            <Button
              key={format}
              type={format === 'pdf' ? 'primary' : 'default'}
              loading={saving}
              onClick={() => void run(format)}
            >
              生成 {FORMAT_WORDS[format]}
            </Button>
          ))}
        </span>
      </div>
      <LabelSheetForm box={box} />
    </Modal>
  );
}
