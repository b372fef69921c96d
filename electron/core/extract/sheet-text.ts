/** Wider gaps than this are layout, not data. */
const MAX_GAP_COLUMNS = 50;

/** Collects cells in row order into lines; empty rows give no line, skipped columns give tabs. */
export function createSheetText(): {
  readonly put: (row: number, column: number, text: string) => void;
  readonly chars: () => number;
  readonly text: () => string;
} {
  const lines: string[] = [];
  let line = '';
  let currentRow = -1;
  let nextColumn = 0;
  let chars = 0;
  const finish = () => {
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = '';
    nextColumn = 0;
  };
  return {
    put: (row, column, text) => {
      if (row !== currentRow) finish();
      currentRow = row;
      const clean = text.replace(/\s+/g, ' ').trim();
      if (clean === '') return;
      const gap = Math.min(MAX_GAP_COLUMNS, Math.max(line === '' ? 0 : 1, column - nextColumn + (line === '' ? 0 : 1)));
      line += '\t'.repeat(gap) + clean;
      chars += gap + clean.length;
      nextColumn = column + 1;
    },
    chars: () => chars,
    text: () => {
      finish();
      return lines.join('\n');
    },
  };
}
