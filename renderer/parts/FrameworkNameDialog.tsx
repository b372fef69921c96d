import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useArchive } from '../api/archive.tsx';
import { useAct } from '../api/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import './framework-name.css';

export interface Naming {
  readonly framework: { readonly id: string; readonly name: string; readonly edition: string };
  readonly how: 'saveAs' | 'rename';
}

export interface FrameworkNameDialogProps extends Naming {
  /** Why it is asked for, above the fields. */
  readonly lead?: string;
  readonly onClose: () => void;
  /** What was done, in words, and the id of what was made. */
  readonly onDone: (words: string, id: string | null) => void;
}

/** 另存为 and 改名 of a framework: its name and edition. */
export function FrameworkNameDialog({ framework, how, lead, onClose, onDone }: FrameworkNameDialogProps) {
  const { archive } = useArchive();
  const copying = how === 'saveAs';
  const [name, setName] = useState(copying ? `${framework.name}(本地)` : framework.name);
  const [edition, setEdition] = useState(framework.edition);
  const saveAs = useAct('framework.saveAs');
  const rename = useAct('framework.rename');
  const input = { archive, framework: framework.id, name: name.trim(), edition: edition.trim() };
  const submit = (): void => {
    if (copying) saveAs.mutate(input, { onSuccess: ({ id }) => onDone(`已另存为“${input.name}”`, id) });
    else rename.mutate(input, { onSuccess: () => onDone(`已改名为“${input.name}”`, null) });
  };
  const error = saveAs.error ?? rename.error;
  return (
    <Modal
      open
      title={copying ? '另存为自己的体系' : '测评体系改名'}
      okText={copying ? '另存' : '改名'}
      cancelText="取消"
      onCancel={onClose}
      onOk={submit}
      confirmLoading={saveAs.isPending || rename.isPending}
      okButtonProps={{ disabled: input.name === '' }}
    >
      {lead !== undefined && <p>{lead}</p>}
      <div className="framework-name">
        <label htmlFor="framework-name">名称</label>
        <Input
          id="framework-name"
          autoFocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => input.name !== '' && submit()}
        />
        <label htmlFor="framework-edition">版本</label>
        <Input id="framework-edition" maxLength={40} value={edition} onChange={(event) => setEdition(event.target.value)} />
      </div>
      {copying && <p className="muted">指标和材料要求照样抄一份,不带佐证。要把做过的工作带过去,用“换版”。</p>}
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
