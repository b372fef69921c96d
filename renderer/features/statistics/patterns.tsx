/** Fills that differ by pattern as well as by colour, for every chart of 统计; once on the page. */
export function Patterns() {
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        <pattern id="fill-partial" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--panel)" />
          <rect width="3" height="6" fill="var(--warn)" />
        </pattern>
        <pattern id="heat-1" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--panel)" />
          <circle cx="3" cy="3" r="1.2" fill="var(--accent)" />
        </pattern>
        <pattern id="heat-2" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="var(--panel)" />
          <rect width="1.6" height="5" fill="var(--accent)" />
        </pattern>
        <pattern id="heat-3" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" fill="var(--accent-soft)" />
          <rect width="2.4" height="4" fill="var(--accent)" />
        </pattern>
      </defs>
    </svg>
  );
}

/** How each of the three parts of a bar is filled. */
export const FILLS = { complete: 'var(--good)', partial: 'url(#fill-partial)', missing: 'var(--line-soft)' } as const;
export const HEAT_FILLS = ['var(--line-soft)', 'url(#heat-1)', 'url(#heat-2)', 'url(#heat-3)', 'var(--accent)'] as const;
