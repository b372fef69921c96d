export interface SortHeadProps {
  readonly label: string;
  /** 1 ascending, -1 descending, null while rows are sorted by something else. */
  readonly direction: 1 | -1 | null;
  readonly onSort: () => void;
  readonly className?: string;
}

/** Head of a column that sorts its rows: the order is told by a sign and to a screen reader. */
export function SortHead({ label, direction, onSort, className }: SortHeadProps) {
  return (
    <span
      role="columnheader"
      className={className}
      aria-sort={direction === null ? 'none' : direction === 1 ? 'ascending' : 'descending'}
    >
      <button type="button" className="ellipsis" title={label} onClick={onSort}>
        {label}
        <span aria-hidden="true">{direction === null ? '' : direction === 1 ? ' ↑' : ' ↓'}</span>
      </button>
    </span>
  );
}
