import { Alert, Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { useAct } from '../../api/hooks.ts';
import { PathField } from '../../parts/PathField.tsx';
import { useIndex } from '../../parts/use-index.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FrameworkChoice, referencesOf, type ChosenFrameworks } from './FrameworkChoice.tsx';

export interface NewArchiveProps {
  readonly session: SessionState;
  readonly onMade: (archive: string) => void;
  readonly onBack: () => void;
}

/** Characters Windows does not allow in a folder's name. */
const NOT_IN_NAMES = /[\\/:*?"<>|]/g;

/** 建库: name, framework, 测评基准日, folders; then 编目 begins by itself. */
export function NewArchive({ session, onMade, onBack }: NewArchiveProps) {
  const year = String(new Date().getFullYear());
  const [name, setName] = useState(`${year} 年迎检档案`);
  const [unit, setUnit] = useState('');
  const [baseDate, setBaseDate] = useState(dayjs().format('YYYY-MM-DD'));
  const [chosen, setChosen] = useState<ChosenFrameworks>({ shipped: ['wenming-chengshi'], tables: [], json: '' });
  const [sources, setSources] = useState<readonly string[]>([]);
  const [source, setSource] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  const create = useAct('archive.create');
  const index = useIndex();
  const folder = place ?? `${session.documentsFolder}/${name.trim().replace(NOT_IN_NAMES, ' ') || '迎检档案'}`;
  const allSources = source.trim() === '' ? sources : [...sources, source.trim()];
  const references = referencesOf(chosen);
  const missing = [
    name.trim() === '' ? '名称' : '',
    references.length === 0 ? '测评体系' : '',
    allSources.length === 0 ? '材料文件夹' : '',
  ].filter((word) => word !== '');
  const add = (): void => {
    if (source.trim() === '') return;
    setSources([...sources, source.trim()]);
    setSource('');
  };
  const make = (syncFolderOk?: true): void =>
    create.mutate(
      {
        ...{ archive: folder, name: name.trim(), unit: unit.trim(), baseDate },
        ...{ framework: references, sources: [...allSources], syncFolderOk },
      },
      {
        onSuccess: ({ archive }) => {
          onMade(archive);
          index(archive);
        },
      },
    );
  return (
    <main className="start">
      <form
        className="new-archive"
        aria-label="新建档案库"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing.length === 0) make();
        }}
      >
        <h1>新建档案库</h1>
        <fieldset>
          <legend>名称</legend>
          <Input aria-label="名称" value={name} autoFocus onChange={(event) => setName(event.target.value)} />
          <div className="hint">印在卷册封面上,以后可以改。</div>
        </fieldset>
        <fieldset>
          <legend>测评体系</legend>
          <FrameworkChoice chosen={chosen} onChange={setChosen} />
        </fieldset>
        <fieldset>
          <legend>测评基准日</legend>
          <DatePicker
            aria-label="测评基准日"
            value={dayjs(baseDate)}
            allowClear={false}
            onChange={(day) => setBaseDate(dayjs(day).format('YYYY-MM-DD'))}
          />
          <div className="hint">“近一年”“近三年”的材料从这一天往前算。一般是测评开始前一个月的最后一天,以后可以改。</div>
        </fieldset>
        <fieldset>
          <legend>编制单位</legend>
          <Input
            aria-label="编制单位"
            value={unit}
            placeholder="例如 滨河区文明办"
            onChange={(event) => setUnit(event.target.value)}
          />
        </fieldset>
        <fieldset>
          <legend>材料文件夹</legend>
          {sources.length > 0 && (
            <ul className="sources">
              {sources.map((one) => (
                <li key={one}>
                  <span className="ellipsis" style={{ flex: 1 }}>
                    {one}
                  </span>
                  <Button size="small" type="text" onClick={() => setSources(sources.filter((other) => other !== one))}>
                    移除
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <div style={{ display: 'flex', gap: 8 }}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <PathField label="材料文件夹" value={source} onChange={setSource} pick="folder" placeholder="存放材料的文件夹" />
            </div>
            <Button onClick={add} disabled={source.trim() === ''}>
              再加一个
            </Button>
          </div>
          <div className="hint">只读:里面的文件不会被修改、移动或改名。</div>
        </fieldset>
        <fieldset>
          <legend>档案库位置</legend>
          <PathField label="档案库位置" value={folder} onChange={setPlace} pick="folder" />
          <div className="hint">要新的或空的文件夹,不能在材料文件夹里面。</div>
        </fieldset>
        {create.error?.code === 'sync-folder' && (
          <Alert
            type="warning"
            showIcon
            title={create.error.message}
            action={<Button onClick={() => make(true)}>仍然放在这里</Button>}
          />
        )}
        {create.error && create.error.code !== 'sync-folder' && <ErrorNotice error={create.error} onRetry={() => make()} />}
        <div className="feet">
          <Button type="primary" htmlType="submit" size="large" loading={create.isPending} disabled={missing.length > 0}>
            建库并编目
          </Button>
          <Button size="large" onClick={onBack}>
            返回
          </Button>
          {missing.length > 0 && (
            <span className="muted" style={{ alignSelf: 'center' }}>
              还要填:{missing.join('、')}
            </span>
          )}
        </div>
      </form>
    </main>
  );
}
