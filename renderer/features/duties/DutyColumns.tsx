import { Select } from 'antd';
import { DUTY_COLUMNS, type DutyColumn, type DutyImport, type DutyMapping } from '../../../shared/contract/duty-import.ts';

export interface DutyColumnsProps {
  readonly found: DutyImport;
  readonly onMapping: (mapping: DutyMapping) => void;
}

/** What each column of the table holds, to be put right by hand. */
export function DutyColumns({ found, onMapping }: DutyColumnsProps) {
  const change = (letter: string, word: DutyColumn): void =>
    onMapping({
      sheet: found.sheet,
      headerRow: found.headerRow,
      columns: Object.fromEntries(found.columns.map((one) => [one.letter, one.letter === letter ? word : one.word])),
    });
  return (
    <div className="duty-columns" role="group" aria-label="各列的意思">
      {found.columns.map(({ letter, head, word }) => (
        <label key={letter} className="duty-column">
          <span className="ellipsis muted" title={head}>
            {letter} {head || '(没有列名)'}
          </span>
          <Select<DutyColumn>
            size="small"
            aria-label={`${letter} 列`}
            value={word}
            options={DUTY_COLUMNS.map((value) => ({ value, label: value }))}
            onChange={(next) => change(letter, next)}
          />
        </label>
      ))}
    </div>
  );
}
