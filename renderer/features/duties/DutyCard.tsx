import { Button, Input } from 'antd';
import { useState } from 'react';
import { DUTY_WORDS, type Duty, type DutyField } from '../../../shared/domain/duty.ts';

export interface DutyCardProps {
  readonly duty: Duty;
  readonly onChange: (duty: Duty) => void;
  readonly onLead: () => void;
  readonly onRemove: () => void;
}

const WHO: readonly DutyField[] = ['leader', 'person', 'office', 'due'];
const FIVE: readonly DutyField[] = ['task', 'progress', 'responsibility', 'appraisal', 'reward'];

/** One unit's part: who, until when, and 五定 folded away while empty. */
export function DutyCard({ duty, onChange, onLead, onRemove }: DutyCardProps) {
  const [open, setOpen] = useState(FIVE.some((field) => duty[field] !== ''));
  const field = (name: DutyField) => (
    <label className="duty-field" key={name}>
      <span>{DUTY_WORDS[name]}</span>
      <Input
        size="small"
        value={duty[name]}
        maxLength={500}
        placeholder={name === 'due' ? '同上' : ''}
        aria-label={`${duty.unit} ${DUTY_WORDS[name]}`}
        onChange={(event) => onChange({ ...duty, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <section className="duty-card" aria-label={duty.unit}>
      <div className="duty-line">
        <b className="ellipsis duty-name">{duty.unit}</b>
        {duty.lead ? (
          <span className="duty-lead">★ 牵头</span>
        ) : (
          <Button size="small" type="link" onClick={onLead} aria-label={`设为牵头:${duty.unit}`}>
            设为牵头
          </Button>
        )}
        <Button size="small" type="text" onClick={onRemove} aria-label={`移去:${duty.unit}`}>
          移去
        </Button>
      </div>
      <div className="duty-fields">{WHO.map(field)}</div>
      <Button
        size="small"
        type="link"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        style={{ padding: 0, justifySelf: 'start' }}
      >
        五定(任务、进度、责任、考评、奖惩){open ? ' 收起' : ''}
      </Button>
      {open && <div className="duty-fields">{FIVE.map(field)}</div>}
    </section>
  );
}
