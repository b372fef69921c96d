import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { Person } from '../../../shared/contract/duties.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface PeoplePartProps {
  readonly unit: string;
  readonly done: (text: string) => void;
}

const EMPTY = { name: '', post: '', phone: '', since: '' };
const FIELDS = [
  ['name', '姓名', ''],
  ['post', '职务', ''],
  ['phone', '电话', ''],
  ['since', '任职日期', '2026-01-01'],
] as const;

/** A unit's people, those who left below with their days; adding one may take over from another. */
export function PeoplePart({ unit, done }: PeoplePartProps) {
  const { archive } = useArchive();
  const list = useRead('people.list', { archive, unit });
  const [fields, setFields] = useState(EMPTY);
  const [replaces, setReplaces] = useState<number | null>(null);
  const save = useAct('people.save');
  const people = list.data?.people ?? [];
  const add = (): void =>
    save.mutate(
      { archive, id: null, unit, ...fields, until: '', note: '', replaces },
      {
        onSuccess: ({ duties }) => {
          setFields(EMPTY);
          setReplaces(null);
          done(replaces === null ? `已添加 ${fields.name}` : `${fields.name} 已接替,${duties} 条责任转过来`);
        },
      },
    );
  return (
    <section aria-label="人员">
      <h3>人员</h3>
      {list.error && <ErrorNotice error={list.error} />}
      {people.length === 0 && <p className="muted">还没有登记人员。换人时选“接替”,离任的人留在名单里。</p>}
      <ul className="duty-people">
        {people.map((person) => (
          <li key={person.id} className={person.until === '' ? undefined : 'muted'}>
            {wordsOf(person)}
          </li>
        ))}
      </ul>
      <div className="duty-fields">
        {FIELDS.map(([key, word, hint]) => (
          <label className="duty-field" key={key}>
            <span>{word}</span>
            <Input
              size="small"
              value={fields[key]}
              maxLength={60}
              placeholder={hint}
              onChange={(event) => setFields({ ...fields, [key]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <div className="duty-line">
        <Select<number | null>
          className="duty-name"
          aria-label="接替"
          value={replaces}
          onChange={setReplaces}
          options={[
            { value: null, label: '新增,不接替别人' },
            ...people.filter((one) => one.until === '').map((one) => ({ value: one.id, label: `接替 ${one.name}` })),
          ]}
        />
        <Button disabled={fields.name.trim() === ''} loading={save.isPending} onClick={add}>
          添加人员
        </Button>
      </div>
      {save.error && <ErrorNotice error={save.error} />}
    </section>
  );
}

function wordsOf({ name, post, phone, since, until }: Person): string {
  const days = until !== '' ? `${since || '?'} 至 ${until} 离任` : since === '' ? '' : `${since} 起`;
  return [name, post, phone, days].filter((part) => part !== '').join(' · ');
}
