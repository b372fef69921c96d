import { Button, Input, InputNumber, Select } from 'antd';
import type { Requirement } from '../../../shared/contract/indicators.ts';
import { KINDS } from '../../../shared/domain/document.ts';

export interface RequirementRowProps {
  readonly row: Requirement;
  readonly ordinal: number;
  readonly onChange: (row: Requirement) => void;
  readonly onRemove: () => void;
}

type WindowForm = 'none' | 'months' | 'fixed';
const FORMS: readonly { readonly value: WindowForm; readonly label: string }[] = [
  { value: 'none', label: '不限时间' },
  { value: 'months', label: '近几个月' },
  { value: 'fixed', label: '起止日期' },
];
const USUAL_MONTHS = 12;

/** One requirement: kind, count, window, note. */
export function RequirementRow({ row, ordinal, onChange, onRemove }: RequirementRowProps) {
  const form: WindowForm =
    row.windowMonths !== null ? 'months' : row.windowFrom !== null || row.windowTo !== null ? 'fixed' : 'none';
  const change = (part: Partial<Requirement>): void => onChange({ ...row, ...part });
  const word = (what: string): string => `第 ${ordinal} 行的${what}`;
  const changeForm = (next: WindowForm): void =>
    change({
      windowMonths: next === 'months' ? USUAL_MONTHS : null,
      windowFrom: next === 'fixed' ? `${new Date().getFullYear()}-01-01` : null,
      windowTo: null,
    });
  return (
    <div className="ind-requirement" role="group" aria-label={`第 ${ordinal} 行`}>
      <Select
        aria-label={word('材料类型')}
        value={row.kind}
        options={KINDS.map((kind) => ({ value: kind, label: kind }))}
        onChange={(kind) => change({ kind })}
      />
      <InputNumber
        aria-label={word('份数')}
        value={row.minCount}
        min={1}
        suffix="份"
        onChange={(minCount) => change({ minCount: minCount ?? 1 })}
      />
      <Select aria-label={word('时限')} value={form} options={[...FORMS]} onChange={changeForm} />
      <Button onClick={onRemove} aria-label={`删去第 ${ordinal} 行`}>
        删去
      </Button>
      {form === 'months' && (
        <InputNumber
          aria-label={word('月数')}
          value={row.windowMonths}
          min={1}
          suffix="个月"
          onChange={(windowMonths) => change({ windowMonths: windowMonths ?? USUAL_MONTHS })}
        />
      )}
      {form === 'fixed' && (
        <>
          <Input
            aria-label={word('起始日期')}
            placeholder="起 YYYY-MM-DD"
            value={row.windowFrom ?? ''}
            onChange={(event) => change({ windowFrom: event.target.value || null })}
          />
          <Input
            aria-label={word('截止日期')}
            placeholder="止 YYYY-MM-DD"
            value={row.windowTo ?? ''}
            onChange={(event) => change({ windowTo: event.target.value || null })}
          />
        </>
      )}
      <Input
        aria-label={word('备注')}
        placeholder="备注"
        value={row.note}
        onChange={(event) => change({ note: event.target.value })}
      />
    </div>
  );
}
