import { Modal } from 'antd';
import { useState } from 'react';
import { AddLine } from './crosswalk/AddLine.tsx';
import { ImportLines } from './crosswalk/ImportLines.tsx';
import { LineList } from './crosswalk/LineList.tsx';
import { ProposalList } from './crosswalk/ProposalList.tsx';
import './filing/filing.css';
import './crosswalk/crosswalk.css';

export interface CrosswalkDialogProps {
  readonly open: boolean;
  /** Words the list begins filtered by, e.g. the code of a leaf. */
  readonly find?: string;
  readonly onClose: () => void;
}

type View = 'list' | 'add' | 'proposals' | 'import';
const TITLES: Readonly<Record<View, string>> = {
  list: '指标对照',
  add: '新增对照',
  proposals: '按名称相近找对照',
  import: '导入指标对照',
};

/** 指标对照 of the framework in view: its lines, adding one, those proposed by their names, a table in. */
export function CrosswalkDialog({ open, find = '', onClose }: CrosswalkDialogProps) {
  return open ? <Opened find={find} onClose={onClose} /> : null;
}

function Opened({ find, onClose }: { readonly find: string; readonly onClose: () => void }) {
  const [view, setView] = useState<View>('list');
  const back = (): void => setView('list');
  return (
    <Modal open onCancel={onClose} footer={null} width="min(1080px, 94%)" style={{ top: 32 }} title={TITLES[view]}>
      {view === 'list' && <LineList find={find} onOpen={setView} />}
      {view === 'add' && <AddLine onBack={back} />}
      {view === 'proposals' && <ProposalList onBack={back} />}
      {view === 'import' && <ImportLines onBack={back} />}
    </Modal>
  );
}
