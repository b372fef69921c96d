import { LEDGERS } from '../../../shared/domain/ledgers/index.ts';
import { groupBy } from '../../../shared/domain/ledgers/ledger.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { go } from '../../ui/go.ts';

/** Every ledger with its rows; what is overdue is said in words. */
export function LedgerNav({ current }: { readonly current: string }) {
  const { archive } = useArchive();
  const counts = useRead('records.counts', { archive });
  return (
    <nav className="pane" aria-label="台账目录">
      <div className="pane-head">
        <h1 className="rec-title">台账</h1>
      </div>
      <div className="pane-body rec-nav">
        {[...groupBy(LEDGERS, (one) => one.group)].map(([group, ledgers]) => (
          <section key={group} aria-label={group}>
            <h2>{group}</h2>
            {ledgers.map(({ id, name, about }) => {
              const count = counts.data?.counts.find((one) => one.ledger === id);
              return (
                <button
                  key={id}
                  type="button"
                  title={about}
                  aria-current={id === current ? 'page' : undefined}
                  onClick={() => go('records', { ledger: id })}
                >
                  <span className="ellipsis">{name}</span>
                  {(count?.overdue ?? 0) > 0 && <em>▲ 逾期 {count?.overdue}</em>}
                  <b>{count?.rows ?? ''}</b>
                </button>
              );
            })}
          </section>
        ))}
      </div>
    </nav>
  );
}
