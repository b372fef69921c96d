import type { LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';

/** A row's state by shape and word; colour only helps. */
export function StateWord({
  definition,
  row,
}: {
  readonly definition: LedgerDefinition;
  readonly row: { readonly state: string | null };
}) {
  const state = definition.states?.find(({ name }) => name === row.state);
  if (!state) return null;
  return (
    <span style={{ color: `var(--${state.tone})`, whiteSpace: 'nowrap' }}>
      <span aria-hidden="true" className="rec-shape">
        {state.shape}
      </span>
      {state.name}
    </span>
  );
}
