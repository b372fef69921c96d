import { Select } from 'antd';
import { RELATION_WORDS, RELATIONS, type Relation } from '../../../shared/domain/crosswalk.ts';

export interface RelationSelectProps {
  /** Names the two leaves, for who does not see the table. */
  readonly label: string;
  readonly value: Relation;
  readonly onChange: (relation: Relation) => void;
}

/** What the left leaf is to the right one. */
export function RelationSelect({ label, value, onChange }: RelationSelectProps) {
  return (
    <Select<Relation>
      size="small"
      style={{ width: 124 }}
      aria-label={label}
      value={value}
      onChange={onChange}
      options={RELATIONS.map((one) => ({ value: one, label: RELATION_WORDS[one] }))}
    />
  );
}
