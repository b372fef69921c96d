import { Checkbox, DatePicker, Input, Modal, Select, Spin } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { YearEndDone } from '../../../shared/contract/year-end.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import { nextYear } from '../../../shared/domain/year-end.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface YearEndDialogProps {
  readonly onClose: () => void;
  readonly onDone: (made: YearEndDone) => void;
}

/** 年度结转: which frameworks go on, what the next year is called, its 测评基准日, and what would stand there, before anything is written. */
export function YearEndDialog({ onClose, onDone }: YearEndDialogProps) {
  const { archive, summary, framework } = useArchive();
  const [frameworks, setFrameworks] = useState<readonly string[]>([framework.id]);
  const [baseDate, setBaseDate] = useState(nextYear(summary.baseDate));
  const [typed, setTyped] = useState<string | null>(null);
  const [lasting, setLasting] = useState(false);
  const edition = (typed ?? `${baseDate.slice(0, 4)}年度`).trim();
  const choice = { archive, frameworks: [...frameworks], edition, baseDate };
  const ready = frameworks.length > 0 && edition !== '';
  const preview = useRead('yearEnd.preview', ready ? choice : null);
  const run = useAct('yearEnd.run');
  const shown = ready && !preview.error ? preview.data : undefined;
  const error = (ready ? preview.error : null) ?? run.error;
  const lastingCount = shown?.frameworks.reduce((sum, one) => sum + one.lasting, 0) ?? 0;
  return (
    <Modal
      open
      title="年度结转"
      width={820}
      okText="结转到新年度"
      cancelText="取消"
      onCancel={onClose}
      onOk={() => run.mutate({ ...choice, lasting }, { onSuccess: onDone })}
      confirmLoading={run.isPending}
      okButtonProps={{ disabled: shown === undefined || preview.isPlaceholderData }}
    >
      <div className="year-end">
        <label htmlFor="year-end-frameworks">接着用的体系</label>
        <Select
          id="year-end-frameworks"
          mode="multiple"
          value={[...frameworks]}
          options={summary.frameworks.map((one) => ({ value: one.id, label: frameworkLabel(one) }))}
          onChange={setFrameworks}
        />
        <label htmlFor="year-end-day">新的测评基准日</label>
        <DatePicker
          id="year-end-day"
          allowClear={false}
          value={dayjs(baseDate)}
          onChange={(day: dayjs.Dayjs | null) => day && setBaseDate(day.format('YYYY-MM-DD'))}
        />
        <label htmlFor="year-end-name">新年度名称</label>
        <Input id="year-end-name" maxLength={40} value={typed ?? edition} onChange={(event) => setTyped(event.target.value)} />
      </div>
      {error && <ErrorNotice error={error} />}
      {ready && preview.isPending && <Spin />}
      {shown && (
        <>
          <table className="settings-table" aria-label="新年度会怎样">
            <thead>
              <tr>
                <th scope="col">测评体系</th>
                <th scope="col" className="is-number">
                  今年确认
                </th>
                <th scope="col" className="is-number">
                  仍然有效
                </th>
                <th scope="col" className="is-number">
                  不沿用则缺
                </th>
                <th scope="col" className="is-number">
                  沿用后缺
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.frameworks.map((one) => (
                <tr key={one.id}>
                  <td title={frameworkLabel(one)}>
                    <div>{one.name}</div>
                  </td>
                  <td className="is-number">{one.confirmed} 份</td>
                  <td className="is-number">{one.lasting} 份</td>
                  <td className="is-number">{one.lackingBare} 条</td>
                  <td className="is-number">{one.lackingWithLasting} 条</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            <Checkbox checked={lasting} disabled={lastingCount === 0} onChange={(event) => setLasting(event.target.checked)}>
              沿用仍然有效的佐证 {lastingCount} 份(没有时限,或日期还在新年度的时限里)
            </Checkbox>
          </p>
          {shown.moving.length > 0 && (
            <p role="note">▲ 没有结转、但时限跟着新的基准日重新计算的:{shown.moving.join('、')}。要一起结转,在上面选上。</p>
          )}
          <p className="muted">
            指标、责任分工、不适用、否决、评分办法和归类规则接着用,一起结转的体系之间的指标对照也接着用,起止日期和完成日期顺延一年。
          </p>
          <p className="muted">
            台账是整个档案库的,没办结的照样在;没建成的硬件缺项新年度照样不计,负面清单按新年度逐项重新核对。今年的体系和佐证照旧保留,时限停在{' '}
            {shown.former}。结转是一步,可以撤销。
          </p>
        </>
      )}
    </Modal>
  );
}
