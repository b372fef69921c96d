import { Button, Input, InputNumber, Modal, Select, Spin, Tabs } from 'antd';
import { useState } from 'react';
import type { FrameworkPreview, ImportedTable, SheetMapping } from '../../shared/contract/frameworks.ts';
import { useRead } from '../api/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { CodeStylesField } from './CodeStylesField.tsx';
import { PreviewTree } from './import/PreviewTree.tsx';
import { SheetTable } from './import/SheetTable.tsx';
import { Troubles } from './import/Troubles.tsx';
import { TableFileField } from './TableFileField.tsx';
import './import/import.css';

export interface FrameworkImportProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The person is content with the preview. The dialog stays until the caller closes it. */
  readonly onImport: (table: ImportedTable) => void;
  /** The sentence of a failed `onImport`. */
  readonly problem: Parameters<typeof ErrorNotice>[0]['error'] | null;
  readonly busy: boolean;
}

/** 导入测评体系: a table, what each of its columns holds, and the framework it becomes, side by side. */
export function FrameworkImport(props: FrameworkImportProps) {
  return (
    <Modal
      title="导入测评体系"
      open={props.open}
      onCancel={props.onClose}
      footer={null}
      width="min(1240px, 96%)"
      style={{ top: 24 }}
      destroyOnHidden
    >
      <Chooser {...props} />
    </Modal>
  );
}

function Chooser(props: FrameworkImportProps) {
  const [file, setFile] = useState('');
  const [mapping, setMapping] = useState<SheetMapping | null>(null);
  const preview = useRead('framework.preview', file === '' ? null : { file, ...(mapping ? { mapping } : {}) });
  const choose = (next: string): void => {
    setMapping(null);
    setFile(next);
  };
  const shown = preview.data?.file !== undefined && !preview.error ? preview.data : null;
  return (
    <div className="import">
      <TableFileField
        title="选择本地操作手册或责任分解表"
        what="本地操作手册或责任分解表"
        word
        read={shown !== null}
        onChoose={choose}
      />
      {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {file === '' && <p className="muted">只读取这个文件,不会改动它。读取后先看清楚再导入。</p>}
      {file !== '' && preview.isPending && <Spin />}
      {file !== '' && shown && <Read key={file} preview={shown} onMapping={setMapping} {...props} />}
    </div>
  );
}

interface ReadProps extends FrameworkImportProps {
  readonly preview: FrameworkPreview;
  readonly onMapping: (mapping: SheetMapping | null) => void;
}

/** The sheet with its columns, what it becomes, and the name it gets. */
function Read({ preview, onMapping, onImport, problem, busy, onClose }: ReadProps) {
  const { mapping } = preview;
  const [name, setName] = useState<string | null>(null);
  const [edition, setEdition] = useState<string | null>(null);
  const [styles, setStyles] = useState<readonly string[] | null>(null);
  const codeStyles = styles ?? preview.codeStyles;
  const codes = preview.indicators.flatMap((one) => (one.leaf ? [one.code] : []));
  const chosenName = (name ?? preview.name).trim();
  return (
    <>
      <div className="import-fields">
        <label>
          名称
          <Input
            aria-label="名称"
            value={name ?? preview.name}
            onChange={(event) => setName(event.target.value)}
            style={{ width: 330 }}
          />
        </label>
        <label>
          版本
          <Input
            aria-label="版本"
            value={edition ?? preview.edition}
            onChange={(event) => setEdition(event.target.value)}
            style={{ width: 130 }}
          />
        </label>
        <label>
          {preview.sheets.some((sheet) => /^表 \d/.test(sheet)) ? '文档里的表格' : '工作表'}
          <Select
            aria-label="工作表"
            value={mapping.sheet}
            style={{ width: 170 }}
            options={preview.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet) => onMapping({ sheet, headerRow: 1, columns: {} })}
          />
        </label>
        <label>
          表头在第
          <InputNumber
            aria-label="表头行"
            min={0}
            max={preview.rowCount}
            value={mapping.headerRow}
            style={{ width: 64 }}
            onChange={(row) => typeof row === 'number' && onMapping({ ...mapping, headerRow: row })}
          />
          行
        </label>
        <Button type="link" onClick={() => onMapping(null)}>
          恢复自动识别
        </Button>
      </div>
      {codes.length > 0 && <CodeStylesField codes={codes} value={codeStyles} onChange={setStyles} />}
      <SheetTable preview={preview} onMapping={onMapping} />
      {preview.problem && <p className="import-problem">{preview.problem}</p>}
      <Tabs
        size="small"
        items={[
          { key: 'tree', label: `导入后的指标 ${preview.indicatorCount} 条`, children: <PreviewTree preview={preview} /> },
          { key: 'troubles', label: `看不懂的地方 ${preview.notUnderstoodCount} 处`, children: <Troubles preview={preview} /> },
        ]}
      />
      {problem && <ErrorNotice error={problem} />}
      <div className="import-foot">
        <span className="muted">共 {preview.leaves} 条末级指标。看不懂的地方不会导入,导入后可以在“指标”里逐条修改材料要求。</span>
        <Button onClick={onClose}>取消</Button>
        <Button
          type="primary"
          loading={busy}
          disabled={preview.problem !== null || chosenName === ''}
          onClick={() =>
            onImport({
              file: preview.file,
              mapping,
              name: chosenName,
              edition: (edition ?? preview.edition).trim(),
              codeStyles: [...codeStyles],
            })
          }
        >
          导入 {preview.leaves} 条指标
        </Button>
      </div>
    </>
  );
}
