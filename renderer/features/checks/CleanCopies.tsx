import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import type { RuleFindings } from '../../../shared/contract/checks.ts';
import { COPIES_SUBJECT } from '../../../shared/domain/checks/index.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { sizeText } from '../../../shared/domain/size-text.ts';

/** 清理 of copies of 交接包 nothing uses: what goes and how much room that makes, asked once more because no undo brings it back. A key pressed too early deletes nothing: 取消 has the focus. */
export function CleanCopies({ rule }: { readonly rule: RuleFindings }) {
  const { archive } = useArchive();
  const { message } = App.useApp();
  const [asked, setAsked] = useState(false);
  const clean = useAct('checks.cleanCopies');
  const open = rule.findings.filter(({ muted }) => muted === null);
  if (open.length === 0) return null;
  const close = (): void => {
    clean.reset();
    setAsked(false);
  };
  const run = (): void =>
    clean.mutate(
      { archive, folders: open.map(({ subject }) => subject.slice(COPIES_SUBJECT.length)) },
      {
        onSuccess: ({ files, sizeBytes }) => {
          close();
          void message.success(`已删除 ${files} 个文件,腾出 ${sizeText(sizeBytes)}`);
        },
      },
    );
  return (
    <>
      <Button size="small" danger onClick={() => setAsked(true)}>
        清理…
      </Button>
      {asked && (
        <Modal
          open
          title={`删除没有用到的收来副本 ${open.length} 个文件夹`}
          okText="删除"
          okButtonProps={{ danger: true, loading: clean.isPending }}
          cancelText="取消"
          cancelButtonProps={{ autoFocus: true }}
          onOk={run}
          onCancel={close}
        >
          <ul className="checks-clean">
            {open.map(({ subject, what, message: words }) => (
              <li key={subject}>
                {what}:{words}
              </li>
            ))}
          </ul>
          <p>
            ◇ 删除以后撤销不回来。以后要重做那次收取,得从原来的交接包再收一次。已忽略的不删,正在使用的副本和别处的原件都不动。
          </p>
          {clean.error && <ErrorNotice error={clean.error} />}
        </Modal>
      )}
    </>
  );
}
