import { AutoComplete, DatePicker, Input, Select, type SelectProps } from 'antd';
import dayjs from 'dayjs';
import { useId, useMemo } from 'react';
import type { RecordList } from '../../../shared/contract/records.ts';
import { isDay } from '../../../shared/domain/ledgers/check-values.ts';
import type { StoredColumn, Value } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { preferredLeaves } from './preferred-leaves.ts';

export interface RecordFieldProps {
  readonly column: StoredColumn;
  readonly value: Value;
  readonly known: RecordList['known'];
  readonly problem: string | null;
  /** While typing. */
  readonly onChange: (value: string) => void;
  /** Something was chosen: nothing more will be typed. */
  readonly onChoose: (value: string) => void;
  readonly onLeave: () => void;
}

/** One column of a row with the control of its type. */
export function RecordField(props: RecordFieldProps) {
  const { column, problem } = props;
  const id = useId();
  return (
    <div className="rec-field">
      <label htmlFor={id}>
        {column.header}
        {column.required && <span title="必填"> *</span>}
      </label>
      <div>
        <Control {...props} id={id} />
        {problem !== null && <div className="rec-problem">{problem}</div>}
        {problem === null && column.hint && <div className="muted rec-hint">{column.hint}</div>}
      </div>
    </div>
  );
}

function Control({ id, ...props }: RecordFieldProps & { readonly id: string }) {
  const { column, value, problem, onChange, onChoose, onLeave } = props;
  const text = String(value);
  const status = problem === null ? '' : 'error';
  switch (column.type) {
    case 'long':
      return (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 8 }}
          status={status}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      );
    case 'date':
      return (
        <DatePicker
          id={id}
          style={{ width: '100%' }}
          status={status}
          placeholder="没有日期"
          value={isDay(text) ? dayjs(text) : null}
          onChange={(day) => onChoose(day ? day.format('YYYY-MM-DD') : '')}
        />
      );
    case 'choice':
      if (column.open) return <Proposing id={id} {...props} words={column.choices ?? []} />;
      return (
        <Select
          id={id}
          allowClear
          style={{ width: '100%' }}
          status={status}
          value={text === '' ? null : text}
          placeholder="请选择"
          onChange={(next: string | null | undefined) => onChoose(next ?? '')}
          options={(column.choices ?? []).map((word) => ({ value: word, label: word }))}
        />
      );
    case 'unit':
      return <Proposing id={id} {...props} words={props.known.units} />;
    case 'person':
      return <Proposing id={id} {...props} words={props.known.persons} />;
    case 'site':
      return <Proposing id={id} {...props} words={props.known.sites} />;
    case 'siteType':
      return <SiteTypes id={id} {...props} />;
    case 'indicator':
      return <Indicators id={id} {...props} />;
    case 'number':
    case 'text':
      return (
        <Input
          id={id}
          status={status}
          value={text}
          inputMode={column.type === 'number' ? 'decimal' : 'text'}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      );
  }
}

interface ProposingProps extends RecordFieldProps {
  readonly id: string;
  readonly words: readonly string[];
}

/** What was written before is proposed; anything else may be written. */
function Proposing({ id, words, value, problem, onChange, onChoose, onLeave }: ProposingProps) {
  const text = String(value);
  const options = useMemo(
    () =>
      words
        .filter((word) => word.includes(text))
        .slice(0, 60)
        .map((word) => ({ value: word })),
    [words, text],
  );
  return (
    <AutoComplete
      id={id}
      style={{ width: '100%' }}
      status={problem === null ? '' : 'error'}
      value={text}
      options={options}
      onChange={(next: string) => onChange(next)}
      onSelect={(next: string) => onChoose(next)}
      onBlur={onLeave}
    />
  );
}

function SiteTypes(props: RecordFieldProps & { readonly id: string }) {
  const types = useRead('records.siteTypes', {});
  const words = useMemo(() => (types.data?.types ?? []).map(({ name }) => name), [types.data]);
  return <Proposing {...props} words={words} />;
}

/** A leaf of the framework on the screen, by number or name; a number of another framework stays as it is. */
function Indicators({ id, column, value, onChoose }: RecordFieldProps & { readonly id: string }) {
  const { archive, framework } = useArchive();
  const tree = useRead('indicators.tree', { archive, framework: framework.id });
  const { first, others } = useMemo(() => preferredLeaves(tree.data?.nodes ?? [], column.prefers ?? []), [tree.data, column]);
  const options: SelectProps['options'] =
    first.length === 0
      ? [...others]
      : [
          { label: '常用的指标', options: [...first] },
          { label: '其他指标', options: [...others] },
        ];
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      style={{ width: '100%' }}
      placeholder="编号或名称"
      value={value === '' ? null : String(value)}
      onChange={(next: string | null | undefined) => onChoose(next ?? '')}
      options={options}
    />
  );
}
