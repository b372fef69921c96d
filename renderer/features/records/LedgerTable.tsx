import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Input, Select, type InputRef } from 'antd';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { RecordList } from '../../../shared/contract/records.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { useCommand } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ChatDialog } from './ChatDialog.tsx';
import { ExcelMenu } from './ExcelMenu.tsx';
import { FiguresView } from './FiguresView.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { NegativeListButton } from './NegativeListButton.tsx';
import { SelfCheckButton } from './SelfCheckButton.tsx';
import { RowGrid } from './RowGrid.tsx';
import { matches } from './shown-rows.ts';

export interface LedgerTableProps {
  readonly definition: LedgerDefinition;
  readonly list: RecordList;
  readonly current: number | null;
  readonly overdueOnly: boolean;
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (ids: ReadonlySet<number>) => void;
  /** An id, `new`, or '' for none. */
  readonly onOpen: (row: string) => void;
}

/** The rows of a ledger: find, filter, sort, add, remove, Excel both ways; above them its numbers. */
export function LedgerTable({ definition, list, current, overdueOnly, chosen, onChoose, onOpen }: LedgerTableProps) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [text, setText] = useState('');
  const [state, setState] = useState<string | null>(null);
  const [late, setLate] = useState(overdueOnly);
  const [importing, setImporting] = useState(false);
  const [chatting, setChatting] = useState(false);
  const [figures, setFigures] = useState(false);
  const search = useRef<InputRef>(null);
  const words = useDeferredValue(text);
  const remove = useAct('records.remove');
  const done = useDone(useUndo());
  useCommand('find', () => search.current?.focus());
  const rows = useMemo(
    () => list.rows.filter((row) => matches(row, { text: words, state, late })),
    [list.rows, words, state, late],
  );
  const picked = rows.filter(({ id }) => chosen.has(id));
  const removePicked = (): void =>
    remove.mutate(
      { archive, ids: picked.map(({ id }) => id) },
      {
        onSuccess: ({ removed }) => {
          onChoose(new Set());
          done(`已删除 ${removed} 行`);
        },
        onError: (error) => void modal.error({ title: '没有删除', content: error.message, okText: '知道了' }),
      },
    );
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => onOpen('new')}>
      新增
    </Button>
  );
  return (
    <section className="pane" aria-label={definition.name}>
      <div className="pane-head rec-tools">
        <h2>{definition.name}</h2>
        {add}
        <Input
          ref={search}
          aria-label="查找"
          placeholder="查找"
          allowClear
          className="rec-search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {definition.states && (
          <Select
            aria-label="状态"
            allowClear
            placeholder="全部状态"
            style={{ width: 102 }}
            value={state}
            onChange={(next: string | null | undefined) => setState(next ?? null)}
            options={definition.states.map(({ name, shape }) => ({ value: name, label: `${shape} ${name}` }))}
          />
        )}
        {definition.dueKey && (
          <Checkbox checked={late} onChange={(event) => setLate(event.target.checked)}>
            只看逾期
          </Checkbox>
        )}
        <span className="rec-push" />
        {list.figures.length > 0 && (
          <Button aria-expanded={figures} onClick={() => setFigures(!figures)}>
            {figures ? '收起统计' : '统计'}
          </Button>
        )}
        {definition.id === 'zicha' && <SelfCheckButton />}
        {definition.id === 'fumian' && <NegativeListButton />}
        <ExcelMenu
          definition={definition}
          today={list.today}
          onImport={() => setImporting(true)}
          onChat={definition.id === 'wenti' ? () => setChatting(true) : null}
        />
      </div>
      {figures && <FiguresView figures={list.figures} onOpen={(id) => onOpen(String(id))} />}
      {picked.length > 0 && (
        <div className="rec-picked" role="status">
          已选 {picked.length} 行
          <Button size="small" danger loading={remove.isPending} onClick={removePicked}>
            删除
          </Button>
          <Button size="small" type="link" onClick={() => onChoose(new Set())}>
            取消选择
          </Button>
        </div>
      )}
      <div className="pane-body rec-body">
        {list.rows.length === 0 ? (
          <EmptyState
            title={`${definition.name}还没有内容`}
            text={`${definition.about}新增第一行,或从已有的 Excel 表导入。`}
            action={{ label: '从 Excel 导入', onClick: () => setImporting(true) }}
          />
        ) : rows.length === 0 ? (
          <p className="muted rec-none">没有符合条件的行。</p>
        ) : (
          <RowGrid
            definition={definition}
            rows={rows}
            current={current}
            chosen={chosen}
            onChoose={onChoose}
            onOpen={(id) => onOpen(String(id))}
          />
        )}
      </div>
      {chatting && <ChatDialog today={list.today} onClose={() => setChatting(false)} />}
      {importing && <ImportDialog definition={definition} onClose={() => setImporting(false)} />}
    </section>
  );
}
