import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface RenameDialogProps {
  readonly documentId: number;
  readonly title: string;
  readonly onRenamed: () => void;
  readonly onClose: () => void;
}

/** F2: another title for a document; the file keeps its name. */
export function RenameDialog({ documentId, title, onRenamed, onClose }: RenameDialogProps) {
  const { archive } = useArchive();
  const edit = useAct('documents.edit');
  const [text, setText] = useState(title);
  const store = (): void =>
    edit.mutate(
      { archive, id: documentId, title: text },
      {
        onSuccess: () => {
          onRenamed();
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title="改题名"
      okText="改题名"
      cancelText="取消"
      okButtonProps={{ disabled: text.trim() === '', loading: edit.isPending }}
      onOk={store}
      onCancel={onClose}
    >
      <Input
        aria-label="题名"
        autoFocus
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={store}
      />
      {edit.error && <ErrorNotice error={edit.error} />}
    </Modal>
  );
}
