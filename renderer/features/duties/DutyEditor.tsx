import { AutoComplete, Button, Input, Spin } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { IndicatorDuties } from '../../../shared/contract/duties.ts';
import { NO_DUTY, type Duty } from '../../../shared/domain/duty.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { DutyCard } from './DutyCard.tsx';

export interface DutyEditorProps {
  readonly indicator: number;
  readonly units: readonly string[];
  /** The leaf on which the person pressed Enter: its first field takes the focus as soon as it is there. */
  readonly entering: number | null;
  readonly onEntered: () => void;
  /** After saving; the list takes the focus back. */
  readonly onSaved: () => void;
  readonly done: (text: string) => void;
}

/** Who answers for one leaf: reading and editing in one. Ctrl+Enter saves, Esc takes back what was not saved. */
export function DutyEditor(props: DutyEditorProps) {
  const { archive } = useArchive();
  const detail = useRead('duties.read', { archive, indicator: props.indicator });
  const shown = detail.data?.id === props.indicator ? detail.data : null;
  if (detail.error) return <ErrorNotice error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!shown) return <Spin style={{ margin: 32 }} />;
  // What was saved, here or by 撤销, makes the fields anew.
  return <Fields key={JSON.stringify([shown.id, shown.due, shown.duties])} detail={shown} {...props} />;
}

interface FieldsProps extends DutyEditorProps {
  readonly detail: IndicatorDuties;
}

function Fields({ detail, units, entering, onEntered, onSaved, done }: FieldsProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (entering !== detail.id) return;
    frame.current?.querySelector('input')?.focus();
    onEntered();
  }, [entering, detail.id, onEntered]);
  const { archive } = useArchive();
  const [due, setDue] = useState(detail.due);
  const [duties, setDuties] = useState<readonly Duty[]>(detail.duties);
  const [adding, setAdding] = useState('');
  const set = useAct('duties.set');
  const changed = JSON.stringify([due, duties]) !== JSON.stringify([detail.due, detail.duties]);
  const reset = (): void => {
    setDue(detail.due);
    setDuties(detail.duties);
    set.reset();
  };
  const save = (): void => {
    if (!changed) return;
    const ordered = [...duties.filter((duty) => duty.lead), ...duties.filter((duty) => !duty.lead)];
    set.mutate(
      {
        ...{ archive, indicator: detail.id, due, lead: ordered[0]?.lead ?? false },
        duties: ordered.map(({ lead: _lead, ...duty }) => duty),
      },
      {
        onSuccess: () => {
          done(ordered.length === 0 ? `已清空“${detail.code}”的责任` : `已保存“${detail.code}”的责任`);
          onSaved();
        },
      },
    );
  };
  const add = (name: string): void => {
    const unit = name.trim();
    if (unit === '' || duties.some((duty) => duty.unit === unit)) return;
    setDuties([...duties, { ...NO_DUTY, unit, lead: duties.length === 0 }]);
    setAdding('');
  };
  const lead = (unit: string): void => setDuties(duties.map((duty) => ({ ...duty, lead: duty.unit === unit })));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey) save();
    else if (event.key === 'Escape' && changed) reset();
    else return;
    event.preventDefault();
  };
  return (
    <div className="duty-editor" ref={frame} onKeyDown={onKeyDown}>
      <div className="pane-body duty-body">
        <h2>
          {detail.code} {detail.name}
        </h2>
        <div className="duty-line">
          <StateTag state={detail.state} />
          <span className="duty-name">{detail.lacking.length > 0 ? `还缺 ${detail.lacking.join('、')}` : ''}</span>
          <Button size="small" type="link" onClick={() => go('indicators', { indicator: String(detail.id) })}>
            看指标
          </Button>
        </div>
        {detail.standard !== '' && <p className="muted">{detail.standard}</p>}
        <label className="duty-field">
          <span>完成时间</span>
          <Input
            value={due}
            maxLength={60}
            placeholder="2026-09-30,或 长期、每月"
            onChange={(event) => setDue(event.target.value)}
          />
        </label>
        {duties.length === 0 && <p className="muted">还没有单位承担这一条。先在下面加牵头单位,再加配合单位。</p>}
        {duties.map((duty) => (
          <DutyCard
            key={duty.unit}
            duty={duty}
            onChange={(next) => setDuties(duties.map((one) => (one.unit === duty.unit ? next : one)))}
            onLead={() => lead(duty.unit)}
            onRemove={() => setDuties(duties.filter((one) => one.unit !== duty.unit))}
          />
        ))}
        <div className="duty-line">
          <AutoComplete
            className="duty-name"
            aria-label="要加的单位"
            placeholder={duties.length === 0 ? '牵头单位' : '再加一个单位'}
            value={adding}
            options={units
              .filter((unit) => unit.includes(adding) && !duties.some((duty) => duty.unit === unit))
              .map((value) => ({ value }))}
            onChange={setAdding}
            onSelect={add}
          />
          <Button disabled={adding.trim() === ''} onClick={() => add(adding)}>
            加入
          </Button>
        </div>
        {set.error && <ErrorNotice error={set.error} />}
      </div>
      <div className="duty-foot">
        <Button disabled={!changed} onClick={reset}>
          还原
        </Button>
        <Button type="primary" disabled={!changed} loading={set.isPending} onClick={save}>
          保存 Ctrl+Enter
        </Button>
      </div>
    </div>
  );
}
