import { FileExcelOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select, Spin } from 'antd';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { filterMatrix, MATRIX_BY, type MatrixBy } from '../../../shared/domain/gap-matrix.ts';
import { GAP_STATES, type GapState } from '../../../shared/domain/gaps.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { VetoBanner } from '../../parts/VetoBanner.tsx';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { useCommand } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { STATE_LOOKS } from '../../ui/StateTag.tsx';
import { GapCard, type OpenedGap } from './GapCard.tsx';
import { GapList } from './GapList.tsx';
import { GapMatrix } from './GapMatrix.tsx';
import { PrintSheet } from './PrintSheet.tsx';
import './gaps.css';

const isBy = (value: unknown): value is MatrixBy => MATRIX_BY.some((by) => by === value);
const isView = (value: unknown): value is 'matrix' | 'list' => value === 'matrix' || value === 'list';
const isState = (value: string): value is GapState => GAP_STATES.some((state) => state === value);

/** 缺项: which leaves lack what, whose it is, and the next step. `state` (several with commas), `unit`, `method` and `by` come from the address. */
export function GapsScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, framework, summary } = useArchive();
  const [storedBy, setBy] = usePreference<MatrixBy>('gaps.by', 'kind', isBy);
  const [view, setView] = usePreference<'matrix' | 'list'>('gaps.view', 'matrix', isView);
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<OpenedGap | null>(null);
  const [printing, setPrinting] = useState(false);
  const search = useRef<HTMLInputElement | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const by = isBy(params['by']) ? params['by'] : storedBy;
  const states = useMemo(() => (params['state'] ?? '').split(',').filter(isState), [params]);
  const unit = params['unit'] ?? '';
  const method = params['method'] ?? '';
  const read = useRead('gaps.matrix', { archive, framework: framework.id, by });
  const words = useDeferredValue(text);
  const known = read.data;
  const all = useMemo(
    () => (known ? filterMatrix(known, { states: [], unit, method, text: words }) : null),
    [known, unit, method, words],
  );
  const shown = useMemo(
    () => (known ? filterMatrix(known, { states, unit, method, text: words }) : null),
    [known, states, unit, method, words],
  );
  useCommand('find', () => search.current?.focus());
  const address = (change: Record<string, string>): void => {
    const next = { by, state: states.join(','), unit, method, ...change };
    go('gaps', Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')));
  };
  const toggle = (state: GapState): void => {
    const next = states.includes(state) ? states.filter((one) => one !== state) : [...states, state];
    address({ state: next.join(',') });
  };
  const close = (): void => {
    setOpened(null);
    body.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  };
  const filtered = states.length > 0 || unit !== '' || method !== '' || text !== '';
  const clear = (): void => {
    setText('');
    address({ state: '', unit: '', method: '' });
  };
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!known || !all || !shown) return <Spin style={{ margin: 40 }} />;
  if (known.rows.length === 0)
    return (
      <EmptyState
        title="这个测评体系没有指标"
        text="先导入测评体系,这里就会列出每条指标还缺什么。"
        action={{ label: '看指标', onClick: () => go('indicators') }}
      />
    );
  return (
    <div className="gaps">
      <div className="gaps-head">
        <div className="chips gaps-states" role="group" aria-label="按状态筛选">
          <h1>缺项</h1>
          {GAP_STATES.map((state) => (
            <StateCount key={state} state={state} count={all.states[state]} pressed={states.includes(state)} onToggle={toggle} />
          ))}
        </div>
        <div className="gaps-tools">
          <Segmented
            aria-label="显示方式"
            value={view}
            onChange={setView}
            options={[
              { value: 'matrix', label: '矩阵' },
              { value: 'list', label: '列表' },
            ]}
          />
          {view === 'matrix' && (
            <Segmented
              aria-label="矩阵的列"
              value={by}
              onChange={(next) => {
                if (!isBy(next)) return;
                setBy(next);
                address({ by: next });
              }}
              options={[
                { value: 'kind', label: '按材料类型' },
                { value: 'unit', label: '按责任单位' },
                { value: 'month', label: '按月份' },
              ]}
            />
          )}
          <Select
            aria-label="责任单位"
            showSearch
            allowClear
            placeholder="全部单位"
            style={{ width: 170 }}
            value={unit === '' ? null : unit}
            onChange={(next: string | null | undefined) => address({ unit: next ?? '' })}
            options={known.units.map((one) => ({ value: one, label: one }))}
          />
          <Select
            aria-label="测评方法"
            allowClear
            placeholder="全部方法"
            style={{ width: 150 }}
            popupMatchSelectWidth={200}
            value={method === '' ? null : method}
            onChange={(next: string | null | undefined) => address({ method: next ?? '' })}
            options={known.methods.map((one) => ({ value: one.method, label: `${one.method} ${one.leaves} 条` }))}
          />
          <Input
            ref={(field) => void (search.current = field?.input ?? null)}
            aria-label="查找指标"
            placeholder="编号、名称或单位"
            allowClear
            style={{ width: 160 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {filtered && (
            <Button type="link" onClick={clear}>
              清除筛选
            </Button>
          )}
          <span className="gaps-push" />
          <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => setPrinting(true)}>
            打印
          </Button>
          <ExcelButton states={states} unit={unit} method={method} text={text} />
        </div>
      </div>
      {known.vetoes.length > 0 && (
        <div className="gaps-veto">
          <VetoBanner vetoes={known.vetoes} />
        </div>
      )}
      <div className="gaps-body" ref={body}>
        {shown.rows.length === 0 ? (
          <div className="gaps-empty">
            <p className="muted">没有符合条件的指标。</p>
            <Button onClick={clear}>清除筛选</Button>
          </div>
        ) : view === 'matrix' && shown.columns.length > 0 ? (
          <GapMatrix key={by} matrix={shown} onOpen={(row, column) => setOpened({ row, column })} />
        ) : (
          <GapList rows={shown.rows} onOpen={(row) => setOpened({ row, column: null })} />
        )}
      </div>
      <GapCard opened={opened} by={by} onClose={close} />
      {printing && (
        <PrintSheet
          title={`${framework.name} 缺项表`}
          remark={`${summary.name};测评基准日 ${known.baseDate};${shown.rows.length} 条指标${unit ? `;${unit}` : ''}${method ? `;${method}` : ''}`}
          rows={shown.rows}
          onDone={() => setPrinting(false)}
        />
      )}
    </div>
  );
}

interface StateCountProps {
  readonly state: GapState;
  readonly count: number;
  readonly pressed: boolean;
  readonly onToggle: (state: GapState) => void;
}

/** One of the ten words with its shape and its number: legend and filter in one. */
function StateCount({ state, count, pressed, onToggle }: StateCountProps) {
  const { shape, tone } = STATE_LOOKS[state];
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={`${state} ${count} 条`}
      data-none={count === 0}
      onClick={() => onToggle(state)}
    >
      <span aria-hidden="true" style={{ color: `var(--${tone})` }}>
        {shape}
      </span>
      {state}
      <b>{count}</b>
    </button>
  );
}

interface ExcelButtonProps {
  readonly states: readonly GapState[];
  readonly unit: string;
  readonly method: string;
  readonly text: string;
}

/** Exports what is shown: to a chosen place in the desktop window, as a download in a browser. */
function ExcelButton({ states, unit, method, text }: ExcelButtonProps) {
  const { archive, framework } = useArchive();
  const { saving, save } = useSaveFile('gaps.workbook');
  const run = (): Promise<void> =>
    save(
      { archive, framework: framework.id, states: [...states], unit, method, text },
      { title: '导出缺项表', name: `缺项表_${framework.name}.xlsx`, done: (made) => `已导出 ${made.leaves} 条指标` },
    );
  return (
    <Button icon={<FileExcelOutlined aria-hidden="true" />} loading={saving} onClick={() => void run()}>
      导出 Excel
    </Button>
  );
}
