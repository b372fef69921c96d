import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { MergeDialog } from './MergeDialog.tsx';
import { PackDialog } from './PackDialog.tsx';
import './packs.css';

export interface HandOverProps {
  readonly units: readonly string[];
  readonly chosen: string | null;
  readonly done: (text: string) => void;
}

/** 交接包: what a unit hands up, and taking in what came from below. */
export function HandOver({ units, chosen, done }: HandOverProps) {
  const [open, setOpen] = useState<'pack' | 'merge' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'pack', label: '打交接包…', onClick: () => setOpen('pack') },
            { key: 'merge', label: '收交接包…', onClick: () => setOpen('merge') },
          ],
        }}
      >
        <Button size="small" title="下级打包交给上级,上级收进来">
          交接包
        </Button>
      </Dropdown>
      {open === 'pack' && <PackDialog units={units} chosen={chosen} onClose={close} />}
      {open === 'merge' && <MergeDialog onClose={close} done={done} />}
    </>
  );
}
