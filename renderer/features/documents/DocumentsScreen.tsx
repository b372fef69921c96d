import { AppstoreOutlined, FilterOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Dropdown, Input, Segmented, type InputRef, type MenuProps } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentFilter } from '../../../shared/contract/documents.ts';
import { SORTS } from '../../../shared/contract/documents.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { allDocumentIds, type DocumentsRequest } from '../../api/pages.ts';
import { usePreference } from '../../api/preference.ts';
import { desktop } from '../../api/transport.ts';
import { AssignDialog } from '../../parts/AssignDialog.tsx';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { openOriginal } from '../../parts/DocumentPreview.tsx';
import { keysOf, runCommand, useCommand } from '../../ui/commands.ts';
import { go } from '../../ui/go.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { isLayout, Panes } from '../../ui/Panes.tsx';
import { useElementSize } from '../../ui/use-size.ts';
import { filterOf, narrows, type Sorting } from './chosen.ts';
import { DetailsPane } from './DetailsPane.tsx';
import { DocumentList } from './DocumentList.tsx';
import { FilterPane } from './FilterPane.tsx';
import { RecogniseButton } from './RecogniseButton.tsx';
import { SearchOrderChoice, useSearchOrder } from './SearchOrder.tsx';
import { useChoice } from './use-choice.ts';
import './documents.css';

/** Below this width the filters leave their place to the list and come on demand. */
const NARROW_PX = 765;

const isView = (value: unknown): value is 'list' | 'grid' => value === 'list' || value === 'grid';
const isSorting = (value: unknown): value is Sorting =>
  typeof value === 'object' && value !== null && 'sort' in value && SORTS.some((sort) => sort === value.sort);

/** 材料: find, look at and choose documents. */
export function DocumentsScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, framework } = useArchive();
  const { message } = App.useApp();
  const [filter, setFilter] = useState<DocumentFilter>(() => filterOf(params, framework.id));
  const [typed, setTyped] = useState(filter.query ?? '');
  const [view, setView] = usePreference<'list' | 'grid'>('documents.view', 'list', isView);
  const [byHeads, setByHeads] = usePreference<Sorting>('documents.sorting', { sort: 'path', direction: 'up' }, isSorting);
  const [layout, setLayout] = usePreference<Record<string, number>>('documents.panes', {}, isLayout);
  const [renaming, setRenaming] = useState<number | null>(null);
  const [assigning, setAssigning] = useState<readonly number[] | null>(null);
  const [total, setTotal] = useState<number | null>(null);
  const [filtering, setFiltering] = useState(false);
  const search = useRef<InputRef>(null);
  const room = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(room);
  const narrow = width > 0 && width < NARROW_PX;
  const edit = useAct('documents.edit');
  const order = useSearchOrder(filter.query ?? '', byHeads, setByHeads);
  const { sort, direction } = order.sorting;
  const request = useMemo<DocumentsRequest>(() => ({ archive, filter, sort, direction }), [archive, filter, sort, direction]);
  const facets = useRead('documents.facets', { archive, filter });
  const choice = useChoice(request);
  const wanted = Number(params['document'] ?? 0);

  useEffect(() => {
    const next = filterOf(params, framework.id);
    setFilter(next);
    setTyped(next.query ?? '');
    // Only a new address changes the filter.
  }, [JSON.stringify(params)]);
  // Search as you type: the list follows a moment after the last key.
  useEffect(() => {
    const timer = window.setTimeout(
      () => setFilter((now) => ((now.query ?? '') === typed ? now : { ...now, query: typed || undefined })),
      180,
    );
    return () => window.clearTimeout(timer);
  }, [typed]);
  const { choose } = choice;
  useEffect(() => {
    if (wanted === 0) return;
    void allDocumentIds(request).then((ids) => choose(Math.max(0, ids.indexOf(wanted)), wanted, 'one'));
    // Once per address, not again when the filter changes.
  }, [wanted]);

  const show = useCallback(
    (id: number) =>
      void allDocumentIds(request).then((ids) => {
        if (ids.includes(id)) choose(ids.indexOf(id), id, 'one');
        else go('documents', { document: String(id) });
      }),
    [request, choose],
  );
  const selected = useMemo(() => (choice.ids.size > 0 ? [...choice.ids] : choice.active ? [choice.active.id] : []), [choice]);
  const assign = useCallback(() => {
    if (selected.length > 0) setAssigning(selected);
  }, [selected]);
  const preview = (): void => document.querySelector<HTMLElement>('.doc-preview [tabindex="0"]')?.focus();
  const backToList = (): void => document.querySelector<HTMLElement>('.doc-frame')?.focus();
  const done = useDone(useUndo());
  const rename = (id: number, title: string | null): void => {
    setRenaming(null);
    backToList();
    if (title === null) return;
    edit.mutate(
      { archive, id, title },
      {
        onSuccess: () => done('已改题名,文件名没有变'),
        onError: (error) => void message.error(error.message),
      },
    );
  };
  useCommand('find', () => search.current?.focus({ cursor: 'all' }));
  useCommand('assign', assign);
  useCommand('rename', () => setRenaming(choice.active?.id ?? null));

  const facts = useRead('documents.read', choice.active ? { archive, id: choice.active.id, query: filter.query ?? '' } : null);
  const active = choice.active && facts.data?.id === choice.active.id ? facts.data : null;
  const menu: MenuProps['items'] = [
    { key: 'preview', label: '预览', extra: '空格', onClick: preview },
    {
      key: 'open',
      label: '打开原件',
      disabled: !active || active.state === 'missing',
      onClick: () => active && openOriginal(active),
    },
    ...(desktop
      ? [{ key: 'reveal', label: '在文件夹中显示', onClick: () => void (active && desktop?.revealDocument(active.id)) }]
      : []),
    { type: 'divider' },
    { key: 'assign', label: '归入指标', extra: keysOf('assign'), onClick: assign },
    { key: 'rename', label: '改题名', extra: keysOf('rename'), onClick: () => setRenaming(choice.active?.id ?? null) },
  ];
  const empty = narrows(filter) ? (
    <EmptyState
      title="没有符合条件的材料"
      text="少写几个字,或放宽左边的筛选。"
      action={{ label: '清除筛选', onClick: () => (setTyped(''), setFilter({})) }}
    />
  ) : (
    <EmptyState
      title="还没有材料"
      text="先添加材料所在的文件夹,再编目。原件只读取,不修改、不移动。"
      action={{ label: '添加材料文件夹', onClick: () => void runCommand('source.add') }}
    />
  );
  const list = (
    <section className="pane" aria-label="材料列表">
      <div className="pane-head">
        {narrow && (
          <Button
            size="small"
            icon={<FilterOutlined aria-hidden="true" />}
            aria-label="筛选"
            title="筛选"
            onClick={() => setFiltering(true)}
          />
        )}
        <Input
          ref={search}
          type="search"
          allowClear
          size="small"
          aria-label="查找材料"
          placeholder="查找题名、文号、路径和正文 Ctrl+F"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped('');
            if (event.key === 'ArrowDown' || event.key === 'Enter') backToList();
          }}
        />
        <SearchOrderChoice {...order} />
        <RecogniseButton />
        <Segmented<'list' | 'grid'>
          size="small"
          aria-label="显示方式"
          value={view}
          onChange={setView}
          options={[
            { value: 'list', icon: <UnorderedListOutlined aria-label="列表" />, title: '列表' },
            { value: 'grid', icon: <AppstoreOutlined aria-label="缩略图" />, title: '缩略图' },
          ]}
        />
      </div>
      <Dropdown menu={{ items: menu }} trigger={['contextMenu']}>
        <div className="doc-list-room">
          <DocumentList
            request={request}
            sorting={order.sorting}
            onSorting={order.onSorting}
            view={view}
            choice={choice}
            renaming={renaming}
            onRename={rename}
            onOpen={openOriginal}
            onPreview={preview}
            empty={empty}
            onTotal={setTotal}
          />
        </div>
      </Dropdown>
      <div className="doc-foot" role="status">
        {choice.ids.size > 1 ? (
          <>
            <strong>已选 {choice.ids.size} 项</strong>
            <Button size="small" type="primary" onClick={assign} title={`归入指标 ${keysOf('assign')}`}>
              归入…
            </Button>
            <Button size="small" type="text" onClick={choice.clear}>
              取消选择
            </Button>
          </>
        ) : (
          <span className="muted">{total === null ? '正在查找' : `共 ${total} 份材料`}</span>
        )}
      </div>
    </section>
  );
  const filters = (
    <FilterPane filter={filter} facets={facets.data ?? null} onFilter={(next) => (setTyped(next.query ?? ''), setFilter(next))} />
  );
  const details = (
    <DetailsPane
      documentId={choice.active?.id ?? null}
      query={filter.query ?? ''}
      page={Number(params['page'] ?? 1)}
      onAssign={assign}
      onShow={show}
    />
  );
  return (
    <div ref={room} style={{ height: '100%' }}>
      <Panes
        label="材料"
        layout={narrow ? {} : layout}
        onLayout={(next) => !narrow && setLayout(next)}
        panes={[
          ...(narrow ? [] : [{ id: 'filters', share: 16, minPx: 160, content: filters }]),
          { id: 'list', share: 44, minPx: 290, content: list },
          { id: 'details', share: 40, minPx: 300, content: details },
        ]}
      />
      <Drawer
        placement="left"
        size={260}
        closable={false}
        aria-label="筛选"
        styles={{ body: { padding: 0 } }}
        open={narrow && filtering}
        onClose={() => setFiltering(false)}
      >
        {filters}
      </Drawer>
      <AssignDialog documentIds={assigning} onClose={() => setAssigning(null)} />
    </div>
  );
}
