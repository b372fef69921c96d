import { Button, Input } from 'antd';
import { useState } from 'react';
import { desktop } from '../api/transport.ts';
import './table-file.css';

/** Tables that can be read, by suffix. */
const SUFFIXES = ['xlsx', 'xls', 'et', 'ett', 'xlsm', 'ods', 'csv'] as const;

export interface TableFileFieldProps {
  /** Title of the system's dialog. */
  readonly title: string;
  /** What the table is, `责任分解表`. */
  readonly what: string;
  /** Tables of Word documents are read too. */
  readonly word?: boolean;
  /** Whether the table was read: then 读取 is no longer the next step. */
  readonly read: boolean;
  /** A path to read; quotation marks of “复制为路径” are gone. */
  readonly onChoose: (file: string) => void;
}

/** Which table to read: chosen in the system's dialog where there is one, or its path by hand. It is only ever read. */
export function TableFileField({ title, what, word = false, read, onChoose }: TableFileFieldProps) {
  const [typed, setTyped] = useState('');
  const choose = (path: string): void => {
    setTyped(path);
    onChoose(path.trim().replace(/^"(.*)"$/, '$1'));
  };
  const pick = async (): Promise<void> => {
    const picked = await desktop?.pickFile({ title, suffixes: word ? [...SUFFIXES, 'docx'] : SUFFIXES });
    if (picked) choose(picked);
  };
  return (
    <div className="table-file">
      <Input
        aria-label="表格文件"
        placeholder={`${what}的完整路径(xlsx、xls、et、ods、csv${word ? '、docx' : ''})`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => choose(typed)}
      />
      {desktop && <Button onClick={() => void pick()}>选择文件…</Button>}
      <Button type={read ? 'default' : 'primary'} disabled={typed.trim() === ''} onClick={() => choose(typed)}>
        读取
      </Button>
    </div>
  );
}
