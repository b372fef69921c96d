import type { QueuePage } from '../../../shared/contract/links.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { go } from '../../ui/go.ts';
import type { TriageFilter } from './TriageHead.tsx';

export interface TriageEndProps {
  readonly page: QueuePage;
  readonly filter: TriageFilter;
  readonly onFilter: (filter: TriageFilter) => void;
}

/** Nothing waits here any more, or not yet: what comes next. */
export function TriageEnd({ page, filter, onFilter }: TriageEndProps) {
  const all: TriageFilter = { queue: 'suggested', band: null, folder: '', indicator: null };
  if (page.documents === 0)
    return (
      <EmptyState
        title="还没有材料"
        text="添加材料文件夹并编目以后,每份材料的建议会列在这里,由你确认。"
        action={{ label: '看材料', onClick: () => go('documents') }}
      />
    );
  if (filter.indicator !== null)
    return (
      <EmptyState
        title={page.indicator ? `${page.indicator.code} 的建议都处理完了` : '这条指标已经不在档案库里'}
        text="回到缺项看它还缺什么;关掉上面的指标标签,就看全部待归类的材料。"
        action={{ label: '去查缺', onClick: () => go('gaps') }}
      />
    );
  if (filter.band !== null || filter.folder !== '')
    return (
      <EmptyState
        title="这个范围里没有待归类的材料"
        text="换一个范围,或看全部待归类的材料。"
        action={{ label: '看全部待归类', onClick: () => onFilter(all) }}
      />
    );
  if (filter.queue === 'suggested')
    return (
      <EmptyState
        title="待归类的材料都处理完了"
        text={`已处理 ${page.decided} / ${page.documents} 份。稍后再看的和没有建议的可在上方切换;下一步查缺,看每条指标还缺什么。`}
        action={{ label: '去查缺', onClick: () => go('gaps') }}
      />
    );
  return (
    <EmptyState
      title={filter.queue === 'later' ? '没有稍后再看的材料' : '每份材料都有建议'}
      text="回到待归类的材料,或去查缺。"
      action={{ label: '看待归类', onClick: () => onFilter(all) }}
    />
  );
}
