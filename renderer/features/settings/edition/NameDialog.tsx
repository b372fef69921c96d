import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../../api/archive.tsx';
import { useAct } from '../../../api/hooks.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

export interface Naming {
  readonly framework: { readonly id: string; readonly name: string; readonly edition: string };
  readonly how: 'saveAs' | 'rename';
}

export interface NameDialogProps extends Naming {
  readonly onClose: () => void;
  /** What was done, in words. */
  readonly onDone: (words: string) => void;
}

/** 另存为 and 改名 of a framework: its name and edition. */
export function NameDialog({ framework, how, onClose, onDone }: NameDialogProps) {
  const { archive } = useArchive();
  const copying = how === 'saveAs';
  const [name, setName] = useState(copying ? `${framework.name}(本地)` : framework.name);
  const [edition, setEdition] = useState(framework.edition);
  const saveAs = useAct('framework.saveAs');
  const rename = useAct('framework.rename');
  const input = { archive, framework: framework.id, name: name.trim(), edition: edition.trim() };
  const submit = (): void => {
    if (copying) saveAs.mutate(input, { onSuccess: () => onDone(`已另存为“${input.name}”`) });
    else rename.mutate(input, { onSuccess: () => onDone(`已改名为“${input.name}”`) });
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
      <div className="edition-name">
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
