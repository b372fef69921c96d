import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import type { RecordRow } from '../../../shared/contract/records.ts';
import { ledgerOf } from '../../../shared/domain/ledgers/index.ts';
import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { go } from '../../ui/go.ts';

export interface SpawnButtonProps {
  readonly definition: LedgerDefinition;
  readonly row: RecordRow;
}

/** What a row can become in another ledger: a single one opens filled in, several are shown first and stored in one step. */
export function SpawnButton({ definition, row }: SpawnButtonProps) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [asking, setAsking] = useState(false);
  const act = useAct('records.spawn');
  const done = useDone(useUndo());
  const { spawn } = definition;
  if (!spawn) return null;
  const made = spawn.values({ ...row, position: 0 });
  const target = ledgerOf(spawn.ledger);
  const press = (): void => {
    const [only] = made;
    if (made.length > 1) setAsking(true);
    else if (only) {
      const filled = Object.entries(only).filter(([, value]) => value !== '');
      go('records', {
        ledger: spawn.ledger,
        row: 'new',
        ...Object.fromEntries(filled.map(([key, value]) => [`v.${key}`, value])),
      });
    } else void modal.info({ title: '还没有可以立项的内容', content: '请先填议定事项,一行一项。', okText: '知道了' });
  };
  const run = (): void =>
    act.mutate(
      { archive, id: row.id },
      {
        onSuccess: ({ added, known }) => {
          setAsking(false);
          done(`已在${target?.name ?? '台账'}立项 ${added} 件${known > 0 ? `,${known} 件已经有了` : ''}`);
        },
        onError: (error) => void modal.error({ title: '没有立项', content: error.message, okText: '知道了' }),
      },
    );
  return (
    <>
      <Button style={{ marginTop: 8 }} onClick={press}>
        {spawn.label}
      </Button>
      <Modal
        title={`${spawn.label}:${made.length} 件`}
        open={asking}
        onCancel={() => setAsking(false)}
        okText={`立项 ${made.length} 件`}
        cancelText="取消"
        confirmLoading={act.isPending}
        onOk={run}
      >
        <p className="muted">一行一件,写进“{target?.name}”,可以一步撤销;已经有的不会重复。</p>
        <ol className="rec-spawn" aria-label="将要立项的内容" tabIndex={0}>
          {made.map((one, at) => (
            <li key={at}>
              {one['problem']}
              <small className="muted">
                {one['unit'] === '' ? '没有写单位' : one['unit']} · {one['due'] === '' ? '没有写时限' : one['due']}
              </small>
            </li>
          ))}
        </ol>
      </Modal>
    </>
  );
}
