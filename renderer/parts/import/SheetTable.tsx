import { Select } from 'antd';
import { COLUMN_WORDS, type ColumnWord, type FrameworkPreview, type SheetMapping } from '../../../shared/contract/frameworks.ts';

const OPTIONS = COLUMN_WORDS.map((word) => ({ value: word, label: word }));

export interface SheetTableProps {
  readonly preview: FrameworkPreview;
  readonly onMapping: (mapping: SheetMapping) => void;
}

/** The first rows of the sheet; above each column what it holds. */
export function SheetTable({ preview, onMapping }: SheetTableProps) {
  const { mapping, columnLetters, rows, rowCount } = preview;
  const put = (letter: string, word: ColumnWord): void =>
    onMapping({ ...mapping, columns: { ...mapping.columns, [letter]: word } });
  return (
    <div className="import-sheet" tabIndex={0} role="region" aria-label="表格内容">
      <table>
        <thead>
          <tr>
            <th aria-label="行号" />
            {columnLetters.map((letter) => (
              <th key={letter} scope="col">
                <span>{letter} 列</span>
                <Select<ColumnWord>
                  aria-label={`${letter} 列的意思`}
                  size="small"
                  value={mapping.columns[letter] ?? '忽略'}
                  options={OPTIONS}
                  popupMatchSelectWidth={120}
                  listHeight={340}
                  virtual={false}
                  onChange={(word) => put(letter, word)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} className={row + 1 === mapping.headerRow ? 'is-head' : row + 1 < mapping.headerRow ? 'is-above' : ''}>
              <th scope="row">{row + 1}</th>
              {columnLetters.map((letter, column) => (
                <td
                  key={letter}
                  title={cells[column]}
                  className={(mapping.columns[letter] ?? '忽略') === '忽略' ? 'is-left' : ''}
                >
                  <div>{cells[column]}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rowCount > rows.length && (
        <p className="muted">
          只显示前 {rows.length} 行,全表 {rowCount} 行都会读取。
        </p>
      )}
    </div>
  );
}
