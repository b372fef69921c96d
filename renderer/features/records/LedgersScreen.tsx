import { Spin } from 'antd';
import { useEffect, useState } from 'react';
import { LEDGERS, ledgerOf } from '../../../shared/domain/ledgers/index.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { isLayout, Panes } from '../../ui/Panes.tsx';
import { LedgerNav } from './LedgerNav.tsx';
import { LedgerTable } from './LedgerTable.tsx';
import { RecordPane } from './RecordPane.tsx';
import './records.css';

const isText = (value: unknown): value is string => typeof value === 'string';

/** A new row as another screen proposes it: columns as `v.<key>` of the address. */
function proposed(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => key.startsWith('v.'))
      .map(([key, value]) => [key.slice(2), value]),
  );
}

/** 台账: which ledger, its rows, one row. `ledger`, `row` (an id or `new`), `overdue` and the values of a new row come from the address. */
export function LedgersScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const [last, setLast] = usePreference<string>('records.ledger', LEDGERS[0]?.id ?? '', isText);
  const definition = ledgerOf(params['ledger'] ?? last) ?? LEDGERS[0];
  const id = definition?.id ?? '';
  useEffect(() => {
    if (id !== last) setLast(id);
  }, [id, last, setLast]);
  return definition ? <Ledger key={id} definition={definition} params={params} /> : null;
}

interface LedgerProps {
  readonly definition: LedgerDefinition;
  readonly params: Readonly<Record<string, string>>;
}

function Ledger({ definition, params }: LedgerProps) {
  const { archive } = useArchive();
  const [layout, setLayout] = usePreference<Record<string, number>>('records.panes', {}, isLayout);
  const read = useRead('records.list', { archive, ledger: definition.id });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const row = params['row'] ?? '';
  const open = (next: string): void =>
    go('records', {
      ledger: definition.id,
      ...(next === '' ? {} : { row: next }),
      ...(params['overdue'] ? { overdue: '1' } : {}),
    });
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  const list = read.data;
  if (!list) return <Spin style={{ margin: 40 }} />;
  const shown = list.rows.find((one) => String(one.id) === row) ?? null;
  return (
    <Panes
      label="台账"
      layout={layout}
      onLayout={setLayout}
      panes={[
        { id: 'nav', share: 16, minPx: 170, rowPx: 220, content: <LedgerNav current={definition.id} /> },
        {
          id: 'rows',
          share: 52,
          minPx: 420,
          content: (
            <LedgerTable
              definition={definition}
              list={list}
              current={shown?.id ?? null}
              overdueOnly={params['overdue'] === '1'}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={open}
            />
          ),
        },
        {
          id: 'row',
          share: 32,
          minPx: 340,
          content: (
            <RecordPane
              key={row}
              definition={definition}
              list={list}
              row={shown}
              isNew={row === 'new'}
              proposed={proposed(params)}
              onOpen={open}
            />
          ),
        },
      ]}
    />
  );
}
