import { Button, Progress, Segmented, Select, Tag } from 'antd';
import { memo } from 'react';
import { QUEUES, type Queue, type QueuePage } from '../../../shared/contract/links.ts';
import type { Band } from '../../../shared/domain/link.ts';
import { BAND_WORDS } from '../../ui/BandMark.tsx';

export interface TriageFilter {
  readonly queue: Queue;
  readonly band: Band | null;
  /** Only documents at or below this folder; '' for all. */
  readonly folder: string;
  /** Only documents suggested for this leaf (row id); null for all. */
  readonly indicator: number | null;
}

const QUEUE_WORDS: Readonly<Record<Queue, string>> = { suggested: '待归类', later: '稍后再看', without: '没有建议' };
const BANDS = ['high', 'medium', 'low'] as const satisfies readonly Band[];

export interface TriageHeadProps {
  readonly page: QueuePage;
  readonly filter: TriageFilter;
  readonly onFilter: (filter: TriageFilter) => void;
  readonly onBulk: () => void;
  readonly onRules: () => void;
}

/** How far the work is, which documents are shown, and the one step for all that are sure. */
export const TriageHead = memo(function TriageHead({ page, filter, onFilter, onBulk, onRules }: TriageHeadProps) {
  const percent = page.documents === 0 ? 0 : Math.floor((page.decided * 100) / page.documents);
  return (
    <div className="triage-head">
      <h1>归类</h1>
      <div className="triage-progress">
        <Progress percent={percent} showInfo={false} size="small" aria-label="已处理的份额" style={{ width: 110 }} />
        <span>
          已处理 {page.decided} / {page.documents}
        </span>
      </div>
      <Segmented<Queue>
        aria-label="看哪些材料"
        value={filter.queue}
        onChange={(queue) => onFilter({ ...filter, queue, band: null, indicator: queue === 'without' ? null : filter.indicator })}
        options={QUEUES.map((queue) => ({
          value: queue,
          label: queue === filter.queue ? `${QUEUE_WORDS[queue]} ${page.total}` : QUEUE_WORDS[queue],
        }))}
      />
      {filter.queue !== 'without' && (
        <Select<Band | 'all'>
          aria-label="把握"
          style={{ width: 104 }}
          value={filter.band ?? 'all'}
          onChange={(band) => onFilter({ ...filter, band: band === 'all' ? null : band })}
          options={[{ value: 'all', label: '全部把握' }, ...BANDS.map((band) => ({ value: band, label: BAND_WORDS[band] }))]}
        />
      )}
      {filter.indicator !== null && page.indicator && (
        <Tag
          closable={{ 'aria-label': '看全部指标的' }}
          onClose={() => onFilter({ ...filter, indicator: null })}
          title={`${page.indicator.code} ${page.indicator.name}`}
          className="ellipsis triage-folder"
        >
          指标:{page.indicator.code} {page.indicator.name}
        </Tag>
      )}
      {filter.folder !== '' && (
        <Tag
          closable
          onClose={() => onFilter({ ...filter, folder: '' })}
          title={filter.folder}
          className="ellipsis triage-folder"
        >
          文件夹:{filter.folder}
        </Tag>
      )}
      <span style={{ flex: 1 }} />
      <Button onClick={onRules}>归类规则…</Button>
      {page.high > 0 && filter.queue !== 'without' && <Button onClick={onBulk}>把握大的 {page.high} 份一并确认…</Button>}
    </div>
  );
});
