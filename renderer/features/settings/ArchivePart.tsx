import { App, Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Part } from './Part.tsx';

/** 档案库: name, unit and 测评基准日. */
export function ArchivePart() {
  const { archive, summary } = useArchive();
  const { message } = App.useApp();
  const configure = useAct('archive.configure');
  const [name, setName] = useState<string | null>(null);
  const [unit, setUnit] = useState<string | null>(null);
  const [baseDate, setBaseDate] = useState<string | null>(null);
  const shown = { name: name ?? summary.name, unit: unit ?? summary.unit, baseDate: baseDate ?? summary.baseDate };
  const changed = shown.name !== summary.name || shown.unit !== summary.unit || shown.baseDate !== summary.baseDate;
  const forget = (): void => {
    setName(null);
    setUnit(null);
    setBaseDate(null);
  };
  const save = (): void =>
    configure.mutate(
      { archive, name: shown.name.trim(), unit: shown.unit.trim(), baseDate: shown.baseDate },
      {
        onSuccess: () => {
          forget();
          void message.success('已保存');
        },
      },
    );
  return (
    <Part title="档案库">
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && shown.name.trim() !== '') save();
        }}
      >
        <label htmlFor="archive-name">名称</label>
        <Input id="archive-name" value={shown.name} onChange={(event) => setName(event.target.value)} />
        <label htmlFor="archive-unit">单位</label>
        <Input id="archive-unit" value={shown.unit} onChange={(event) => setUnit(event.target.value)} />
        <label htmlFor="archive-day">测评基准日</label>
        <div>
          <DatePicker
            id="archive-day"
            style={{ width: 170 }}
            allowClear={false}
            value={dayjs(shown.baseDate)}
            onChange={(day: dayjs.Dayjs | null) => day && setBaseDate(day.format('YYYY-MM-DD'))}
          />
          <p className="muted">
            “近 12 个月”这样的时限从这一天往前算。改了以后,缺项里的超出时限、将到期、已过期会按新的日子重新计算,已确认的归类不变。
          </p>
        </div>
        <span>位置</span>
        <code className="settings-path">{archive}</code>
        <span />
        <div className="settings-row">
          <Button type="primary" htmlType="submit" loading={configure.isPending} disabled={!changed || shown.name.trim() === ''}>
            保存
          </Button>
          {changed && <Button onClick={forget}>放弃修改</Button>}
        </div>
      </form>
      {configure.error && <ErrorNotice error={configure.error} />}
    </Part>
  );
}
