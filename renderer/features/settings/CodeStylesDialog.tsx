import { Modal, Spin } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { CodeStylesField } from '../../parts/CodeStylesField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface CodeStylesDialogProps {
  readonly framework: { readonly id: string; readonly name: string; readonly codeStyles: readonly string[] };
  readonly onClose: () => void;
  /** What was done, in words. */
  readonly onDone: (words: string) => void;
}

/** 编号样式 of a framework of the archive. It changes no code: it says how codes are recognised in names of files and folders. */
export function CodeStylesDialog({ framework, onClose, onDone }: CodeStylesDialogProps) {
  const { archive } = useArchive();
  const tree = useRead('indicators.tree', { archive, framework: framework.id });
  const save = useAct('framework.setCodeStyles');
  const [styles, setStyles] = useState(framework.codeStyles);
  const codes = tree.data?.nodes.flatMap((node) => (node.leaf ? [node.code] : [])) ?? [];
  const submit = (): void =>
    save.mutate(
      { archive, framework: framework.id, codeStyles: [...styles] },
      { onSuccess: () => onDone(`“${framework.name}”的编号样式:${styles.join('、') || '不声明'}。正在重新给出建议`) },
    );
  const error = tree.error ?? save.error;
  return (
    <Modal
      open
      title={`编号样式:${framework.name}`}
      okText="保存"
      cancelText="取消"
      width={760}
      onCancel={onClose}
      onOk={submit}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: tree.data === undefined }}
    >
      <p>文件名和文件夹名里的编号先按这里的样式认。写法不同(全角、横线、罗马数字或字母)都算同一个编号。</p>
      {tree.isPending ? <Spin /> : <CodeStylesField codes={codes} value={styles} onChange={setStyles} />}
      <p className="muted">只影响怎样认出编号,不改任何编号。可以从列表里选,也可以照着一条真实的编号打字,按回车。</p>
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
