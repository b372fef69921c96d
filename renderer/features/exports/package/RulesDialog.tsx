import { Button, Input, InputNumber, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import {
  MATERIAL_GROUPS,
  NO_RULES,
  rulesProblem,
  tidySuffixes,
  type PackageRules,
} from '../../../../shared/domain/package-rules.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useAct } from '../../../api/hooks.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

const USUAL = ['pdf', 'doc', 'docx', 'wps', 'xls', 'xlsx', 'et', 'ppt', 'pptx', 'jpg', 'jpeg', 'png', 'mp4', 'zip'];

const LIMITS = [
  { key: 'maxFileMegabytes', label: '单件大小', unit: 'MB' },
  { key: 'maxFilesPerIndicator', label: '每条指标件数', unit: '件' },
  { key: 'maxTotalMegabytes', label: '整包大小', unit: 'MB' },
  { key: 'maxWords', label: '说明字数', unit: '字' },
] as const;

interface FormatsProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: readonly string[];
  readonly onChange: (formats: readonly string[]) => void;
}

/** A white list of suffixes, typed or chosen. */
function Formats({ id, label, placeholder, value, onChange }: FormatsProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        mode="tags"
        placeholder={placeholder}
        tokenSeparators={[',', '、', ' ', ';']}
        value={[...value]}
        onChange={(formats: readonly string[]) => onChange(tidySuffixes(formats))}
        options={USUAL.map((suffix) => ({ value: suffix, label: suffix }))}
      />
    </>
  );
}

export interface RulesDialogProps {
  readonly rules: PackageRules & { readonly shipped: boolean };
  /** The name that is to be used from now on; null where nothing changed. */
  readonly onClose: (name: string | null) => void;
}

/** 报送要求: what a 申报系统 takes. Shipped ones are a starting point for one's own. */
export function RulesDialog({ rules, onClose }: RulesDialogProps) {
  const { archive } = useArchive();
  const { shipped, ...start } = rules;
  const [draft, setDraft] = useState<PackageRules>(shipped ? { ...start, name: '' } : start);
  const save = useAct('submit.saveRules');
  const remove = useAct('submit.removeRules');
  const problem = rulesProblem(draft);
  const keep = (): void => {
    const { minPixels, formats, formatsFor, ...rest } = draft;
    const own = Object.fromEntries(MATERIAL_GROUPS.map((group) => [group, [...(formatsFor?.[group] ?? [])]]));
    const input = {
      archive,
      rules: { ...rest, formats: [...formats], formatsFor: own, minPixels },
      ...(shipped ? {} : { was: rules.name }),
    };
    save.mutate(input, { onSuccess: () => onClose(draft.name.trim()) });
  };
  const pixels = draft.minPixels;
  const side = (key: 'longSide' | 'shortSide', value: number | null): void => {
    const next = { longSide: pixels?.longSide ?? 0, shortSide: pixels?.shortSide ?? 0, [key]: value ?? 0 };
    setDraft({ ...draft, minPixels: next.longSide === 0 && next.shortSide === 0 ? null : next });
  };
  return (
    <Modal
      open
      title={shipped ? `照“${rules.name}”新建报送要求` : `修改报送要求“${rules.name}”`}
      width={620}
      onCancel={() => onClose(null)}
      footer={[
        shipped ? null : (
          <Button
            key="remove"
            style={{ float: 'left' }}
            loading={remove.isPending}
            onClick={() => remove.mutate({ archive, name: rules.name }, { onSuccess: () => onClose(NO_RULES.name) })}
          >
            删除
          </Button>
        ),
        <Button key="cancel" onClick={() => onClose(null)}>
          取消
        </Button>,
        <Button key="save" type="primary" disabled={problem !== null} loading={save.isPending} onClick={keep}>
          保存
        </Button>,
      ]}
    >
      <div className="pk-rules">
        <label htmlFor="pk-name">名称</label>
        <Input
          id="pk-name"
          autoFocus
          maxLength={40}
          placeholder="如:省申报系统 2026"
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <Formats
          id="pk-formats"
          label="允许的格式"
          placeholder="不限"
          value={draft.formats}
          onChange={(formats) => setDraft({ ...draft, formats })}
        />
        {MATERIAL_GROUPS.map((group) => (
          <Formats
            key={group}
            id={`pk-formats-${group}`}
            label={`其中${group}`}
            placeholder="同上"
            value={draft.formatsFor?.[group] ?? []}
            onChange={(formats) => setDraft({ ...draft, formatsFor: { ...draft.formatsFor, [group]: formats } })}
          />
        ))}
        {LIMITS.map(({ key, label, unit }) => (
          <Limit
            key={key}
            id={`pk-${key}`}
            label={`${label}不超过`}
            unit={unit}
            value={draft[key]}
            onChange={(value) => setDraft({ ...draft, [key]: value })}
          />
        ))}
        <span>照片像素不小于</span>
        <span className="ex-inline">
          <InputNumber
            aria-label="照片长边像素"
            min={1}
            placeholder="不限"
            value={pixels?.longSide ?? null}
            onChange={(value) => side('longSide', value)}
            style={{ width: 100 }}
          />
          ×
          <InputNumber
            aria-label="照片短边像素"
            min={1}
            placeholder="不限"
            value={pixels?.shortSide ?? null}
            onChange={(value) => side('shortSide', value)}
            style={{ width: 100 }}
          />
        </span>
        <span>照片都要有说明</span>
        <span>
          <Switch
            aria-label="照片都要有说明"
            checked={draft.captions}
            onChange={(captions) => setDraft({ ...draft, captions })}
          />
        </span>
      </div>
      <p className="muted">
        空着就是不限。照片等单独写了格式的,按单独写的;一份材料算哪一类看它的材料类型,没有类型的看文件格式。说明字数管佐证的说明和“说明报告”的正文,空格不算。保存、删除都能撤销。
      </p>
      {problem !== null && draft.name !== '' && (
        <p role="alert" style={{ color: 'var(--bad)' }}>
          ⊠ {problem}
        </p>
      )}
      {save.error && <ErrorNotice error={save.error} />}
      {remove.error && <ErrorNotice error={remove.error} />}
    </Modal>
  );
}

interface LimitProps {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function Limit({ id, label, unit, value, onChange }: LimitProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <span className="ex-inline">
        <InputNumber id={id} min={1} placeholder="不限" value={value} onChange={onChange} style={{ width: 120 }} />
        {unit}
      </span>
    </>
  );
}
