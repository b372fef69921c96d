import { App, Button, Checkbox, Input, Modal, Select, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { ChatProposal } from '../../../shared/contract/records.ts';
import { useArchive } from '../../api/archive.tsx';
import { documentUrl } from '../../api/client.ts';
import { useAct, useRead } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

interface Draft {
  readonly taken: boolean;
  readonly site: string;
  readonly problem: string;
}

/** 从微信群导入: which folder, what was said with which photos, what of it becomes a problem; nothing is stored before 立项 is pressed. */
export function ChatDialog({ today, onClose }: { readonly today: string; readonly onClose: () => void }) {
  const { archive } = useArchive();
  const { modal } = App.useApp();
  const [place, setPlace] = useState<number | null>(null);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const folders = useRead('records.chatFolders', { archive });
  const folder = place === null ? undefined : folders.data?.folders[place];
  const read = useRead('records.chat', folder ? { archive, sourceId: folder.sourceId, folder: folder.folder } : null);
  const found = folder && !read.isPlaceholderData ? read.data : undefined;
  useEffect(() => {
    if (found) setDrafts(found.groups.map(({ text, site }) => ({ taken: text !== '' && site !== '', site, problem: text })));
  }, [found]);
  const act = useAct('records.addMany');
  const done = useDone(useUndo());
  const taken = drafts.flatMap((draft, at) => (draft.taken ? [{ ...draft, group: found?.groups[at] }] : []));
  const open = taken.filter(({ site, problem }) => site.trim() === '' || problem.trim() === '').length;
  const run = (): void =>
    act.mutate(
      {
        archive,
        ledger: 'wenti',
        from: `微信群 ${folder?.name ?? ''}`.trim(),
        rows: taken.map(({ site, problem, group }) => ({
          values: { site, problem, found: group?.at.slice(0, 10) || today, way: '随手拍' },
          documents: (group?.photos ?? []).map((documentId) => ({ documentId, role: 'before' })),
        })),
      },
      {
        onSuccess: ({ added }) => {
          onClose();
          done(`已立项 ${added} 个问题`);
        },
        onError: (error) => void modal.error({ title: '没有导入', content: error.message, okText: '知道了' }),
      },
    );
  return (
    <Modal
      title="从微信群导入问题"
      open
      onCancel={onClose}
      width="min(980px, 96%)"
      style={{ top: 24 }}
      footer={[
        open > 0 && (
          <span key="open" className="rec-problem" role="status">
            还有 {open} 个没有填点位或问题{' '}
          </span>
        ),
        <Button key="cancel" onClick={onClose}>
          取消
        </Button>,
        <Button key="run" type="primary" disabled={taken.length === 0 || open > 0} loading={act.isPending} onClick={run}>
          立项 {taken.length} 个
        </Button>,
      ]}
    >
      {folders.error && <ErrorNotice error={folders.error} onRetry={() => void folders.refetch()} />}
      {folders.data?.folders.length === 0 ? (
        <EmptyState
          title="还没有微信群的照片"
          text="把微信里存下的照片(名称如“微信图片_20260315….jpg”)和聊天记录 txt 放进材料文件夹,编目以后再来。"
        />
      ) : (
        <Select
          aria-label="文件夹"
          placeholder="选存放微信群照片的文件夹"
          style={{ width: '100%' }}
          value={place}
          onChange={(next: number) => setPlace(next)}
          options={(folders.data?.folders ?? []).map(({ name, photos }, at) => ({
            value: at,
            label: `${name}(照片 ${photos} 张)`,
          }))}
        />
      )}
      {read.error && <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />}
      {folder && !found && !read.error && <Spin />}
      {found && (
        <>
          <p className="muted">
            聊天 {found.messages} 条、照片 {found.photos.length} 张,拟立项 {found.groups.length} 个
            {found.alreadyUsed > 0 && `;${found.alreadyUsed} 张已经挂在问题上,不再列`}
            。照片作为整改前照片,只挂不复制;导入可以一步撤销。
          </p>
          <ul className="rec-chat" aria-label="拟立项的问题">
            {found.groups.map((group, at) => (
              <Proposal
                key={`${group.at} ${at}`}
                group={group}
                photos={found.photos}
                draft={drafts[at] ?? { taken: false, site: '', problem: '' }}
                onChange={(draft) => setDrafts(drafts.map((one, other) => (other === at ? draft : one)))}
              />
            ))}
          </ul>
          {found.leftOut.length > 0 && (
            <details>
              <summary>没有列入的消息 {found.leftOut.length} 条</summary>
              <ul aria-label="没有列入的消息">
                {found.leftOut.map(({ at, who, text, reason }, place_) => (
                  <li key={place_}>
                    {at.replace('T', ' ')} {who}:{text} <span className="muted">{reason}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </Modal>
  );
}

interface ProposalProps {
  readonly group: ChatProposal['groups'][number];
  readonly photos: ChatProposal['photos'];
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function Proposal({ group, photos, draft, onChange }: ProposalProps) {
  const when = group.at === '' ? '没有时间' : group.at.replace('T', ' ').slice(0, 16);
  const own = photos.filter(({ documentId }) => group.photos.includes(documentId));
  return (
    <li data-taken={draft.taken}>
      <Checkbox checked={draft.taken} onChange={(event) => onChange({ ...draft, taken: event.target.checked })}>
        {when} {group.who}
      </Checkbox>
      <Input
        aria-label={`${when} 的点位`}
        placeholder="点位"
        value={draft.site}
        onChange={(event) => onChange({ ...draft, site: event.target.value })}
      />
      <Input.TextArea
        aria-label={`${when} 的问题`}
        placeholder="存在问题"
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={draft.problem}
        onChange={(event) => onChange({ ...draft, problem: event.target.value })}
      />
      <span className="rec-chat-photos">
        {own.map(({ documentId, sha256, title }) => (
          <img key={documentId} src={documentUrl(documentId, 'thumbnail', sha256)} alt={title} loading="lazy" />
        ))}
        {own.length === 0 && <span className="muted">没有照片</span>}
      </span>
    </li>
  );
}
