import type { Band } from '../../shared/domain/link.ts';

const LOOKS = {
  high: { word: '把握大', shape: '●●●', tone: 'good' },
  medium: { word: '把握中', shape: '●●○', tone: 'warn' },
  low: { word: '把握小', shape: '●○○', tone: 'none' },
} as const;

export const BAND_WORDS: Readonly<Record<Band, string>> = { high: '把握大', medium: '把握中', low: '把握小' };

/** How sure a suggestion is, in words and dots, never as a number. */
export function BandMark({ band }: { readonly band: Band }) {
  const { word, shape, tone } = LOOKS[band];
  return (
    <span className="band-mark" style={{ color: `var(--${tone})`, whiteSpace: 'nowrap', fontSize: 12 }}>
      <span aria-hidden="true" style={{ letterSpacing: 1, marginRight: 4, fontSize: 9, verticalAlign: 1 }}>
        {shape}
      </span>
      {word}
    </span>
  );
}
