import type { GapState } from '../../shared/domain/gaps.ts';

/** The ten words of 缺项, each with its own shape; colour only helps. The legend, the export and the manual use the same. */
export const STATE_LOOKS: Readonly<
  Record<GapState, { readonly shape: string; readonly tone: 'good' | 'warn' | 'bad' | 'none' }>
> = {
  齐全: { shape: '●', tone: 'good' },
  待确认: { shape: '◔', tone: 'warn' },
  数量不足: { shape: '◑', tone: 'warn' },
  类型不符: { shape: '◇', tone: 'warn' },
  超出时限: { shape: '◩', tone: 'bad' },
  将到期: { shape: '◕', tone: 'warn' },
  已过期: { shape: '▧', tone: 'bad' },
  无法读取: { shape: '⊠', tone: 'bad' },
  缺失: { shape: '○', tone: 'bad' },
  不适用: { shape: '－', tone: 'none' },
};

export function StateTag({ state }: { readonly state: GapState }) {
  const { shape, tone } = STATE_LOOKS[state];
  return (
    <span style={{ color: `var(--${tone})`, whiteSpace: 'nowrap' }}>
      <span aria-hidden="true" style={{ display: 'inline-block', width: '1.2em' }}>
        {shape}
      </span>
      {state}
    </span>
  );
}
