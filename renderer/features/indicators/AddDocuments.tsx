import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface AddDocumentsProps {
  /** Documents that are evidence already. */
  readonly present: readonly number[];
  readonly onAdd: (documentId: number) => void;
}

const PAGE = 20;

/** 添加材料: search among the indexed documents; Enter adds the first, each row has its own button. */
export function AddDocuments({ present, onAdd }: AddDocumentsProps) {
  const { archive } = useArchive();
  const [query, setQuery] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const asked = useDeferredValue(query.trim());
  const found = useRead('documents.list', { archive, query: asked, limit });
  const documents = found.data?.documents ?? [];
  const first = documents.find((one) => !present.includes(one.id));
  return (
    <div className="ind-add">
      <Input
        autoFocus
        allowClear
        value={query}
        aria-label="查找要添加的材料"
        placeholder="题名、文件名或正文里的词,按 Enter 添加第一份"
        onChange={(event) => {
          setQuery(event.target.value);
          setLimit(PAGE);
        }}
        onPressEnter={(event) => {
          if (first && !event.nativeEvent.isComposing && !found.isPlaceholderData) onAdd(first.id);
        }}
      />
      {found.error && <ErrorNotice error={found.error} />}
      {found.data && documents.length === 0 && <p className="muted">没有找到。换一个词,或到“材料”里重新编目。</p>}
      <ul aria-label="找到的材料">
        {documents.map((one) => (
          <li key={one.id} className="ind-line">
            <span className="ellipsis ind-name" title={one.path}>
              {one.title}
            </span>
            <span className="muted ind-fixed">{one.date ?? ''}</span>
            <Button
              size="small"
              disabled={present.includes(one.id)}
              aria-label={`${present.includes(one.id) ? '已有' : '添加'} ${one.title}`}
              onClick={() => onAdd(one.id)}
            >
              {present.includes(one.id) ? '已有' : '添加'}
            </Button>
          </li>
        ))}
      </ul>
      {(found.data?.total ?? 0) > documents.length && (
        <Button size="small" onClick={() => setLimit(limit + PAGE)}>
          再显示 {PAGE} 份(共 {found.data?.total} 份)
        </Button>
      )}
    </div>
  );
}
