import { Modal } from 'antd';
import { useState } from 'react';
import type { FilingDraft, KeptFilingRule } from '../../shared/contract/filing.ts';
import { NO_CONDITIONS } from '../../shared/domain/filing-rule.ts';
import { AutomaticView } from './filing/AutomaticView.tsx';
import { ImportView } from './filing/ImportView.tsx';
import { LearnedView } from './filing/LearnedView.tsx';
import { RuleEditor } from './filing/RuleEditor.tsx';
import { RuleList } from './filing/RuleList.tsx';
import './filing/filing.css';

/** What the dialog shows: its list, or one thing opened from it. */
type View =
  | { readonly at: 'list' | 'learned' | 'import' }
  | { readonly at: 'edit'; readonly draft: FilingDraft; readonly rule: KeptFilingRule | null }
  | { readonly at: 'automatic'; readonly rule: KeptFilingRule };

const LIST: View = { at: 'list' };
const BLANK: FilingDraft = { indicatorId: 0, code: '', indicatorName: '', name: '', conditions: NO_CONDITIONS };
const TITLES = { list: '归类规则', learned: '从我的确认中提取', import: '导入归类规则', automatic: '自动确认' } as const;

/** 归类规则 of the framework in view: the list, writing one with its hits before it, what was learned, files. */
export function FilingDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return open ? <Opened onClose={onClose} /> : null;
}

function Opened({ onClose }: { readonly onClose: () => void }) {
  const [view, setView] = useState<View>(LIST);
  const back = (): void => setView(LIST);
  const title = view.at === 'edit' ? (view.rule ? '修改归类规则' : '新建归类规则') : TITLES[view.at];
  const edit = (draft: FilingDraft, rule: KeptFilingRule | null = null): void => setView({ at: 'edit', draft, rule });
  return (
    <Modal open onCancel={onClose} footer={null} width="min(1080px, 94%)" style={{ top: 32 }} title={title}>
      {view.at === 'list' && (
        <RuleList
          onNew={() => edit(BLANK)}
          onEdit={(rule) => edit(rule, rule)}
          onAutomatic={(rule) => setView({ at: 'automatic', rule })}
          onLearned={() => setView({ at: 'learned' })}
          onImport={() => setView({ at: 'import' })}
        />
      )}
      {view.at === 'edit' && <RuleEditor draft={view.draft} rule={view.rule} onBack={back} />}
      {view.at === 'automatic' && <AutomaticView rule={view.rule} onBack={back} />}
      {view.at === 'learned' && <LearnedView onEdit={edit} onBack={back} />}
      {view.at === 'import' && <ImportView onBack={back} />}
    </Modal>
  );
}
