import { AutoComplete, Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface PledgePartProps {
  readonly unit: string;
  readonly done: (text: string) => void;
}

const SCANS_SHOWN = 8;

/** 责任状 of a unit: the day, the scan among the 材料, the 风险抵押金; and how many units have signed. */
export function PledgePart({ unit, done }: PledgePartProps) {
  const { archive } = useArchive();
  const list = useRead('pledges.list', { archive, unit });
  const [signedOn, setSignedOn] = useState('');
  const [deposit, setDeposit] = useState<number | null>(null);
  const [scan, setScan] = useState<{ readonly id: number | null; readonly title: string }>({ id: null, title: '' });
  const words = scan.title.trim();
  const found = useRead(
    'documents.list',
    words === '' || scan.id !== null ? null : { archive, query: words, limit: SCANS_SHOWN },
  );
  const save = useAct('pledges.save');
  const remove = useAct('pledges.remove');
  const trouble = save.error ?? remove.error ?? list.error;
  const add = (): void =>
    save.mutate(
      { archive, unit, id: null, signedOn: signedOn.trim(), documentId: scan.id, depositYuan: deposit, note: '' },
      {
        onSuccess: () => {
          setSignedOn('');
          setDeposit(null);
          setScan({ id: null, title: '' });
          done(`已登记 ${unit} 的责任状`);
        },
      },
    );
  return (
    <section aria-label="责任状">
      <h3>
        责任状{' '}
        {list.data && (
          <span className="muted">
            签订 {list.data.signed} 个,共 {list.data.units} 个单位
          </span>
        )}
      </h3>
      <ul className="duty-people">
        {(list.data?.pledges ?? []).map((one) => (
          <li key={one.id}>
            {[one.signedOn, one.depositYuan === null ? '' : `抵押金 ${one.depositYuan} 元`, one.documentTitle ?? '没有扫描件']
              .filter((part) => part !== '')
              .join(' · ')}
            <Button
              size="small"
              type="link"
              aria-label={`删除 ${one.signedOn} 的责任状`}
              onClick={() => remove.mutate({ archive, id: one.id }, { onSuccess: () => done(`已删除 ${unit} 的责任状`) })}
            >
              删除
            </Button>
          </li>
        ))}
      </ul>
      <div className="duty-fields">
        <label className="duty-field">
          <span>签订日期</span>
          <Input size="small" value={signedOn} placeholder="2026-03-01" onChange={(event) => setSignedOn(event.target.value)} />
        </label>
        <label className="duty-field">
          <span>抵押金(元)</span>
          <InputNumber size="small" min={0} value={deposit} style={{ width: '100%' }} onChange={setDeposit} />
        </label>
      </div>
      <div className="duty-line">
        <AutoComplete
          className="duty-name"
          aria-label="扫描件"
          placeholder="扫描件:打几个字,从材料里选"
          value={scan.title}
          options={(scan.id === null && words !== '' ? (found.data?.documents ?? []) : []).map(({ id, title }) => ({
            value: String(id),
            label: title,
          }))}
          onChange={(title) => setScan({ id: null, title })}
          onSelect={(id, option) => setScan({ id: Number(id), title: String(option.label) })}
        />
        <Button disabled={signedOn.trim() === '' || (words !== '' && scan.id === null)} loading={save.isPending} onClick={add}>
          登记责任状
        </Button>
      </div>
      {trouble && <ErrorNotice error={trouble} />}
    </section>
  );
}
