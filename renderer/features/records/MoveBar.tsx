import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { RecordRow } from '../../../shared/contract/records.ts';
import { movesOf, refusalOf, type LedgerDefinition, type Move } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { StateWord } from './StateWord.tsx';

/** Where a row stands and the steps it may take; a step that lacks something says what, and takes a written reason where that is enough. */
export function MoveBar({ definition, row }: { readonly definition: LedgerDefinition; readonly row: RecordRow }) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [asking, setAsking] = useState<Move | null>(null);
  const [reason, setReason] = useState('');
  const act = useAct('records.move');
  const done = useDone(useUndo());
  const stored = { ...row, position: 0 };
  const run = (move: Move, why: string): void =>
    act.mutate(
      { archive, id: row.id, to: move.to, ...(why === '' ? {} : { reason: why }) },
      {
        onSuccess: ({ state }) => {
          setAsking(null);
          setReason('');
          done(`已到:${state}`);
        },
        onError: (error) => void modal.error({ title: '没有改动', content: error.message, okText: '知道了' }),
      },
    );
  const press = (move: Move): void => {
    const refusal = refusalOf(definition, stored, move, '');
    if (refusal === null) run(move, '');
    else if (move.reasonKey !== undefined && refusalOf(definition, stored, move, '有') === null) setAsking(move);
    else void modal.info({ title: `还不能“${move.word}”`, content: refusal, okText: '知道了' });
  };
  const names = (definition.states ?? []).map(({ name }) => name);
  const place = names.indexOf(row.state ?? '');
  return (
    <div className="rec-moves">
      <ol aria-label="进度">
        {(definition.states ?? []).map(({ name }, at) => (
          <li key={name} aria-current={at === place ? 'step' : undefined} data-past={at < place}>
            {at === place ? <StateWord definition={definition} row={row} /> : name}
          </li>
        ))}
      </ol>
      <div className="rec-steps">
        {movesOf(definition, row.state).map((move, at) => (
          <Button key={move.word} type={at === 0 ? 'primary' : 'default'} loading={act.isPending} onClick={() => press(move)}>
            {move.word}
          </Button>
        ))}
      </div>
      {asking && (
        <div className="rec-reason">
          <p>{refusalOf(definition, stored, asking, '')}</p>
          <Input.TextArea
            autoFocus
            aria-label={`${asking.word}的原因`}
            placeholder="写明理由,会记在“情况说明”里"
            autoSize={{ minRows: 2 }}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="rec-steps">
            <Button onClick={() => setAsking(null)}>取消</Button>
            <Button type="primary" disabled={reason.trim() === ''} onClick={() => run(asking, reason.trim())}>
              写明理由并{asking.word}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
