import type { Figure } from '../../../shared/domain/ledgers/ledger.ts';
import { CalendarFigure } from './CalendarFigure.tsx';
import { LineFigure } from './LineFigure.tsx';

export interface FiguresViewProps {
  readonly figures: readonly Figure[];
  readonly onOpen: (id: number) => void;
}

/** Numbers and pictures of a ledger: every picture has its numbers in words beside it, so that it prints and is read aloud. */
export function FiguresView({ figures, onOpen }: FiguresViewProps) {
  const numbers = figures.filter((figure) => figure.kind === 'number');
  return (
    <div className="rec-figures" role="region" aria-label="统计" tabIndex={0}>
      {numbers.length > 0 && (
        <dl className="rec-numbers">
          {numbers.map(({ label, value, note, tone }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd style={{ color: `var(--${tone === 'none' ? 'text' : tone})` }}>
                {tone === 'bad' && <span aria-hidden="true">▲ </span>}
                {value}
                <small>{note}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {figures.map((figure, at) => (
        <Picture key={at} figure={figure} onOpen={onOpen} />
      ))}
    </div>
  );
}

function Picture({ figure, onOpen }: { readonly figure: Figure; readonly onOpen: (id: number) => void }) {
  switch (figure.kind) {
    case 'number':
      return null;
    case 'bars':
      return <Bars {...figure} />;
    case 'line':
      return <LineFigure title={figure.title} points={figure.points} />;
    case 'calendar':
      return <CalendarFigure title={figure.title} days={figure.days} onOpen={onOpen} />;
    case 'table':
      return (
        <figure>
          <figcaption>
            {figure.title}
            {figure.note && <span className="muted">{figure.note}</span>}
          </figcaption>
          <table>
            <thead>
              <tr>
                {figure.headers.map((header) => (
                  <th key={header} scope="col">
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {figure.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      );
  }
}

const BAR_PX = 10;

function Bars({ title, note, most, bars }: Extract<Figure, { kind: 'bars' }>) {
  return (
    <figure>
      <figcaption>
        {title}
        {note && <span className="muted">{note}</span>}
      </figcaption>
      <ul className="rec-bars">
        {bars.map(({ label, value, words }, at) => (
          <li key={`${label} ${at}`}>
            <span className="ellipsis" title={label}>
              {label}
            </span>
            <svg viewBox={`0 0 100 ${BAR_PX}`} preserveAspectRatio="none" height={BAR_PX} aria-hidden="true">
              <rect width="100" height={BAR_PX} fill="var(--line-soft)" />
              <rect width={Math.max(0, Math.min(100, (value / Math.max(most, 1)) * 100))} height={BAR_PX} fill="var(--accent)" />
            </svg>
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
