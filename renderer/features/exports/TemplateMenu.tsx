import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { usePreference } from '../../api/preference.ts';
import { useDone } from '../../parts/use-undo.tsx';
import { initialChoice, isChoice, type Choice } from './choice.ts';

/** Options of a volume under a name, for every archive on this computer; what is chosen (范围, 输出文件夹) is not part of it. */
interface VolumeTemplate {
  readonly name: string;
  readonly look: Choice;
}

const LONGEST_NAME = 40;

function isTemplates(value: unknown): value is readonly VolumeTemplate[] {
  return (
    Array.isArray(value) &&
    value.every((one: Partial<VolumeTemplate> | null) => typeof one?.name === 'string' && isChoice(one.look))
  );
}

/** What of a choice a template keeps: how the volume looks. */
function lookOf(choice: Choice): Choice {
  const { framework, unit, leaves, folder, supplementTo, draft } = initialChoice('');
  return { ...choice, framework, unit, leaves, folder, supplementTo, draft };
}

export interface TemplateMenuProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** 模板: take the options of one, keep the present ones under a name (an old name is replaced), delete one with a way back. */
export function TemplateMenu({ choice, onChange }: TemplateMenuProps) {
  const [templates, setTemplates] = usePreference<readonly VolumeTemplate[]>('exports.templates', [], isTemplates);
  const [name, setName] = useState('');
  const [naming, setNaming] = useState(false);
  const { message } = App.useApp();
  const now = JSON.stringify(lookOf(choice));
  const current = templates.find(({ look }) => JSON.stringify(look) === now);
  const take = (wanted: string): void => {
    const found = templates.find((one) => one.name === wanted);
    if (!found) return;
    const { framework, unit, leaves, folder, supplementTo, draft } = choice;
    onChange({ ...found.look, framework, unit, leaves, folder, supplementTo, draft });
  };
  const done = useDone(() => setTemplates(templates));
  const trimmed = name.trim();
  const keep = (): void => {
    if (trimmed === '') return;
    setTemplates([...templates.filter((one) => one.name !== trimmed), { name: trimmed, look: lookOf(choice) }]);
    setNaming(false);
    setName('');
    void message.success(`已保存模板“${trimmed}”`);
  };
  const remove = (gone: VolumeTemplate): void => {
    setTemplates(templates.filter((one) => one !== gone));
    done(`已删除模板“${gone.name}”`);
  };
  return (
    <span className="ex-inline ex-templates">
      {templates.length > 0 && (
        <Select
          aria-label="模板"
          size="small"
          placeholder="用模板"
          value={current?.name ?? null}
          onChange={(wanted: string | null) => wanted !== null && take(wanted)}
          options={templates.map((one) => ({ value: one.name, label: one.name }))}
          style={{ width: 150 }}
        />
      )}
      {current && (
        <Button size="small" type="text" onClick={() => remove(current)}>
          删除模板
        </Button>
      )}
      {!current && !naming && (
        <Button size="small" type="text" onClick={() => setNaming(true)}>
          存为模板…
        </Button>
      )}
      {!current && naming && (
        <>
          <Input
            aria-label="模板名称"
            size="small"
            autoFocus
            maxLength={LONGEST_NAME}
            placeholder="如:年度迎检"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={keep}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setNaming(false);
            }}
            style={{ width: 130 }}
          />
          <Button size="small" type="primary" disabled={trimmed === ''} onClick={keep}>
            {templates.some((one) => one.name === trimmed) ? '替换' : '保存'}
          </Button>
          <Button size="small" type="text" onClick={() => setNaming(false)}>
            取消
          </Button>
        </>
      )}
    </span>
  );
}
