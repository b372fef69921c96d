/** Where the person is in a grid; column −1 is the row's head. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  readonly rowsPerPage: number;
}

/** Where a key leads, or null when it does not move (the arrow-key pattern of a grid; Ctrl+Home and Ctrl+End are its corners). */
export function movedBy(key: string, ctrl: 'ctrl' | 'plain', at: GridPlace, size: GridSize): GridPlace | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = (row: number, column: number): GridPlace => ({
    row: Math.max(0, Math.min(last.row, row)),
    column: Math.max(-1, Math.min(last.column, column)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(at.row + 1, at.column);
    case 'ArrowUp':
      return to(at.row - 1, at.column);
    case 'ArrowRight':
      return to(at.row, at.column + 1);
    case 'ArrowLeft':
      return to(at.row, at.column - 1);
    case 'PageDown':
      return to(at.row + size.rowsPerPage, at.column);
    case 'PageUp':
      return to(at.row - size.rowsPerPage, at.column);
    case 'Home':
      return ctrl === 'ctrl' ? to(0, -1) : to(at.row, -1);
    case 'End':
      return ctrl === 'ctrl' ? last : to(at.row, last.column);
    default:
      return null;
  }
}
