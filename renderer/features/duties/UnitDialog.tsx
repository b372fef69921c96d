import { AutoComplete, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { UnitRow } from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PledgePart } from './PledgePart.tsx';
import { PeoplePart } from './PeoplePart.tsx';

export interface UnitDialogProps {
  readonly unit: UnitRow;
  readonly units: readonly string[];
  readonly onClose: () => void;
  /** The unit's name after saving. */
  readonly onSaved: (name: string, text: string) => void;
  readonly done: (text: string) => void;
}

/** 单位: its name, the unit above, what else it is called, and its people. */
export function UnitDialog({ unit, units, onClose, onSaved, done }: UnitDialogProps) {
  const { archive } = useArchive();
  const [name, setName] = useState(unit.name);
  const [parent, setParent] = useState(unit.parent);
  const [former, setFormer] = useState<readonly string[]>(unit.formerNames);
  const [short, setShort] = useState<readonly string[]>(unit.abbreviations);
  const save = useAct('units.save');
  const submit = (): void =>
    save.mutate(
      { archive, name: unit.name, newName: name.trim(), parent, formerNames: [...former], abbreviations: [...short] },
      {
        onSuccess: (saved) =>
          onSaved(
            saved.name,
            saved.name === unit.name ? `已保存 ${saved.name}` : `已改名为 ${saved.name},${saved.indicators} 条指标随着改`,
          ),
      },
    );
  return (
    <Modal
      open
      title={`单位:${unit.name}`}
      onCancel={onClose}
      width={640}
      style={{ top: 32 }}
      footer={[
        <Button key="cancel" onClick={onClose}>
          关闭
        </Button>,
        <Button key="save" type="primary" disabled={name.trim() === ''} loading={save.isPending} onClick={submit}>
          保存单位
        </Button>,
      ]}
    >
      <div className="duty-dialog">
        <label className="duty-field">
          <span>名称</span>
          <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </label>
        {name.trim() !== unit.name && (
          <p className="muted">改名后“{unit.name}”留作曾用名。以前的材料仍写原来的发文单位,不会改动。</p>
        )}
        <label className="duty-field">
          <span>上级单位</span>
          <AutoComplete
            aria-label="上级单位"
            placeholder="没有上级"
            value={parent}
            options={units.filter((one) => one !== unit.name && one.includes(parent)).map((value) => ({ value }))}
            onChange={setParent}
          />
        </label>
        <label className="duty-field">
          <span>曾用名</span>
          <Select
            mode="tags"
            aria-label="曾用名"
            placeholder="如 市卫生局、市卫计委"
            value={[...former]}
            open={false}
            suffixIcon={null}
            onChange={setFormer}
          />
        </label>
        <label className="duty-field">
          <span>简称</span>
          <Select
            mode="tags"
            aria-label="简称"
            placeholder="如 卫健委"
            value={[...short]}
            open={false}
            suffixIcon={null}
            onChange={setShort}
          />
        </label>
        {save.error && <ErrorNotice error={save.error} />}
        <PeoplePart unit={unit.name} done={done} />
        <PledgePart unit={unit.name} done={done} />
      </div>
    </Modal>
  );
}
