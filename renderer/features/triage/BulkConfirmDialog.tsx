import { useVirtualizer } from '@tanstack/react-virtual';
import { Checkbox, Modal, Spin } from 'antd';
import { useRef, useState } from 'react';
import type { QueueItem } from '../../../shared/contract/links.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface BulkRow {
  readonly item: QueueItem;
  readonly indicatorId: number;
  readonly code: string;
  readonly name: string;
}

export interface BulkConfirmDialogProps {
  readonly title: string;
  /** null while they are read. */
  readonly rows: readonly BulkRow[] | null;
  readonly pending: boolean;
  readonly error: AppError | null;
  readonly onConfirm: (rows: readonly BulkRow[]) => void;
  readonly onClose: () => void;
}

const ROW_PX = 46;

/** Everything that one step is about to confirm, each with a box to leave it out. */
export function BulkConfirmDialog({ title, rows, pending, error, onConfirm, onClose }: BulkConfirmDialogProps) {
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const scroll = useRef<HTMLDivElement>(null);
  const all = rows ?? [];
  const chosen = all.filter((row) => !left.has(row.item.id));
  const virtual = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const toggle = (id: number): void => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <Modal
      open
      width={760}
      style={{ top: 40 }}
      title={title}
      okText={`确认 ${chosen.length} 份`}
      cancelText="取消"
      okButtonProps={{ disabled: chosen.length === 0, loading: pending }}
      onOk={() => onConfirm(chosen)}
      onCancel={onClose}
      afterOpenChange={(open) => open && virtual.measure()}
    >
      {rows === null && !error && <Spin style={{ margin: 24 }} />}
      {error && <ErrorNotice error={error} />}
      {rows !== null && (
        <>
          <Checkbox
            checked={chosen.length === all.length}
            indeterminate={chosen.length > 0 && chosen.length < all.length}
            onChange={(event) => setLeft(new Set(event.target.checked ? [] : all.map((row) => row.item.id)))}
          >
            全选(已选 {chosen.length} / {all.length},可一次撤销)
          </Checkbox>
          <div className="triage-bulk" ref={scroll} role="list" aria-label="将要确认的材料">
            <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(({ index, start }) => {
                const row = all[index];
                return (
                  row && (
                    <div
                      key={row.item.id}
                      role="listitem"
                      className="triage-bulk-row"
                      style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
                    >
                      <Checkbox checked={!left.has(row.item.id)} onChange={() => toggle(row.item.id)}>
                        <span className="ellipsis" title={row.item.title}>
                          {row.item.title}
                        </span>
                        <span className="muted ellipsis" title={row.item.path}>
                          {row.item.path}
                        </span>
                      </Checkbox>
                      <span className="ellipsis" title={`${row.code} ${row.name}`}>
                        <span className="muted">{row.code}</span> {row.name}
                      </span>
                    </div>
                  )
                );
              })}
            </div>
          </div>
        </>
      )}
    </Modal>
  );
}
