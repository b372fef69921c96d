export interface LineFigureProps {
  readonly title: string;
  readonly points: readonly { readonly label: string; readonly value: number }[];
}

const [WIDTH, HEIGHT, EDGE] = [600, 90, 12];

/** How a number went: a line for the eye, the same numbers as words below it. */
export function LineFigure({ title, points }: LineFigureProps) {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || 1;
  const places = points.map(({ value }, at) => ({
    x: EDGE + (points.length === 1 ? 0 : (at / (points.length - 1)) * (WIDTH - 2 * EDGE)),
    y: HEIGHT - EDGE - ((value - least) / span) * (HEIGHT - 2 * EDGE),
  }));
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="rec-line" aria-hidden="true">
        <polyline points={places.map(({ x, y }) => `${x},${y}`).join(' ')} fill="none" stroke="var(--accent)" strokeWidth="2" />
        {places.map(({ x, y }, at) => (
          <circle key={at} cx={x} cy={y} r="3.5" fill="var(--panel)" stroke="var(--accent)" strokeWidth="2" />
        ))}
      </svg>
      <ol className="rec-points">
        {points.map(({ label, value }, at) => (
          <li key={at}>
            <span>{label}</span> <b>{value}</b>
          </li>
        ))}
      </ol>
    </figure>
  );
}
