import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { useAct } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface StartScreenProps {
  readonly session: SessionState;
  readonly onOpen: (archive: string) => void;
}

/** 首次使用: the promise, one folder to choose, or the sample in one click. */
export function StartScreen({ session, onOpen }: StartScreenProps) {
  const [path, setPath] = useState('');
  const sample = useAct('archive.createSample');
  return (
    <div className="page" style={{ maxWidth: 720, margin: '0 auto' }}>
      <h1>迎检台账</h1>
      <p>不修改、不移动、不上传你的原始文件。</p>
      <Button
        type="primary"
        loading={sample.isPending}
        onClick={() =>
          sample.mutate({ folder: `${session.documentsFolder}/迎检台账示例` }, { onSuccess: (made) => onOpen(made.archive) })
        }
      >
        打开示例档案库
      </Button>
      <Input
        aria-label="档案库文件夹"
        value={path}
        onChange={(event) => setPath(event.target.value)}
        onPressEnter={() => onOpen(path)}
      />
      {sample.error && <ErrorNotice error={sample.error} />}
    </div>
  );
}
