import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { MatrixRow } from '../../../shared/domain/gap-matrix.ts';

export interface PrintSheetProps {
  readonly title: string;
  readonly remark: string;
  readonly rows: readonly MatrixRow[];
  readonly onDone: () => void;
}

/** The list on paper: every row, its head repeated on each page; the window itself is not printed. */
export function PrintSheet({ title, remark, rows, onDone }: PrintSheetProps) {
  useEffect(() => {
    document.body.classList.add('printing');
    const done = (): void => onDone();
    window.addEventListener('afterprint', done);
    window.print();
    return () => {
      document.body.classList.remove('printing');
      window.removeEventListener('afterprint', done);
    };
    // Printing starts once, when the sheet appears.
  }, []);
  return createPortal(
    <div className="print-sheet">
      <h1>{title}</h1>
      <p>{remark}</p>
      <table>
        <thead>
          <tr>
            {['序号', '指标', '名称', '状态', '已有/要求', '待确认', '牵头单位', '缺什么,下一步'].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <td>{at + 1}</td>
              <td className="print-short">{row.code}</td>
              <td>{row.name}</td>
              <td className="print-short">{row.state}</td>
              <td>
                {row.confirmed}/{row.required}
              </td>
              <td>{row.suggested || ''}</td>
              <td>{row.leadUnit}</td>
              <td>{row.lacking}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
