import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import { useState, type ReactNode } from 'react';
import type { AppError } from '../../shared/contract/errors.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { PathField } from './PathField.tsx';

export interface ImportPanelProps<Read> {
  /** What is read, said before it is chosen. */
  readonly lead: string;
  /** `对照文件`: names the field. */
  readonly label: string;
  readonly pick: readonly string[];
  /** The file asked for, '' before; and what `read` says of it. */
  readonly file: string;
  readonly onFile: (file: string) => void;
  readonly read: UseQueryResult<Read, AppError>;
  /** What was understood, a line each (`li`), under this name. */
  readonly lines: (read: Read) => readonly ReactNode[];
  readonly linesLabel: string;
  /** `行`, `条规则`: counts on the button. */
  readonly unit: string;
  readonly hint?: string;
  readonly keeping: { readonly isPending: boolean; readonly error: AppError | null };
  readonly onKeep: (read: Read) => void;
  readonly onBack: () => void;
}

/** A file of ours: what it was understood as and what was not, then all of it in one step. */
export function ImportPanel<Read extends { readonly troubles: readonly string[] }>(props: ImportPanelProps<Read>) {
  const { lead, label, pick, file, onFile, read, linesLabel, unit, hint, keeping, onKeep, onBack } = props;
  const [path, setPath] = useState('');
  const shown = file === '' || read.isPlaceholderData || read.error ? undefined : read.data;
  const lines = shown ? props.lines(shown) : [];
  const ask = (): void => onFile(path.trim().replace(/^"(.*)"$/, '$1'));
  return (
    <>
      <p className="muted filing-lead">{lead}先读出来看,不会改动文件。</p>
      <div className="filing-bar">
        <PathField label={label} value={path} onChange={setPath} pick={pick} placeholder={`${label}的完整路径`} onEnter={ask} />
        <Button type={shown ? 'default' : 'primary'} disabled={path.trim() === ''} onClick={ask}>
          读取
        </Button>
      </div>
      {file !== '' && read.error && <ErrorNotice error={read.error} />}
      {file !== '' && !shown && !read.error && <Spin style={{ margin: 24 }} />}
      {shown && (
        <ul className="filing-hits" aria-label={linesLabel} tabIndex={0}>
          {lines}
          {shown.troubles.map((trouble) => (
            <li key={trouble} data-trouble>
              ! {trouble}
            </li>
          ))}
        </ul>
      )}
      {keeping.error && <ErrorNotice error={keeping.error} />}
      <div className="filing-foot">
        {hint !== undefined && <span className="muted">{hint}</span>}
        <Button onClick={onBack}>返回</Button>
        <Button type="primary" disabled={lines.length === 0} loading={keeping.isPending} onClick={() => shown && onKeep(shown)}>
          导入 {lines.length} {unit}
        </Button>
      </div>
    </>
  );
}
