import { LINK_WORDS, type LinkStanding } from '../../../shared/contract/documents.ts';

const LOOKS: Readonly<Record<LinkStanding, { readonly shape: string; readonly tone: string }>> = {
  confirmed: { shape: '●', tone: 'good' },
  suggested: { shape: '◔', tone: 'warn' },
  none: { shape: '○', tone: 'none' },
  rejected: { shape: '⊘', tone: 'none' },
};

/** How a document stands to the indicators: shape and word. */
export function LinkTag({ links }: { readonly links: LinkStanding }) {
  const { shape, tone } = LOOKS[links];
  return (
    <span style={{ color: `var(--${tone})`, whiteSpace: 'nowrap' }}>
      <span aria-hidden="true" style={{ display: 'inline-block', width: '1.3em' }}>
        {shape}
      </span>
      {LINK_WORDS[links]}
    </span>
  );
}
