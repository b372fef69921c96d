import { Button, Segmented, Select } from 'antd';
import type { ExportScope } from '../../../shared/contract/exports.ts';
import { useArchive } from '../../api/archive.tsx';
import type { Choice } from './choice.ts';
import { EditionHistory } from './EditionHistory.tsx';
import { OptionsForm } from './OptionsForm.tsx';
import { ScopeTree } from './ScopeTree.tsx';
import { TemplateMenu } from './TemplateMenu.tsx';

export interface ScopePageProps {
  readonly scope: ExportScope;
  readonly choice: Choice;
  readonly password: string;
  readonly onChange: (choice: Choice) => void;
  readonly onPassword: (password: string) => void;
  /** Of the 加密副本; '' for none. */
  readonly copyPassword: string;
  readonly onCopyPassword: (password: string) => void;
}

/** 选范围: which indicators, whose, how it is made; the editions so far beside it. */
export function ScopePage({ scope, choice, onChange, ...passwords }: ScopePageProps) {
  const { framework } = useArchive();
  const known = scope.frameworks.find((one) => one.id === choice.framework);
  const leaves = known?.nodes.filter((node) => node.leaf) ?? [];
  const chosen = choice.leaves === null ? leaves.length : choice.leaves.length;
  return (
    <div className="ex-scope">
      <section className="ex-panel ex-tree" aria-label="范围">
        <header>
          <h2>范围</h2>
          {scope.frameworks.length > 1 && (
            <Segmented
              aria-label="测评体系范围"
              value={choice.framework === '' ? 'all' : 'one'}
              onChange={(next) => onChange({ ...choice, framework: next === 'all' ? '' : framework.id, leaves: null, unit: '' })}
              options={[
                { value: 'one', label: '这个体系' },
                { value: 'all', label: '全部体系' },
              ]}
            />
          )}
          <Select
            aria-label="责任单位"
            showSearch
            allowClear
            placeholder="全部单位"
            style={{ width: 160 }}
            value={choice.unit === '' ? null : choice.unit}
            onChange={(unit: string | null | undefined) => onChange({ ...choice, unit: unit ?? '' })}
            options={(known?.units ?? []).map((unit) => ({ value: unit, label: unit }))}
          />
          <span style={{ flex: 1 }} />
          {known && (
            <span className="muted">
              已选 {chosen} / {leaves.length} 条
            </span>
          )}
          {choice.leaves !== null && (
            <Button type="link" size="small" onClick={() => onChange({ ...choice, leaves: null })}>
              全选
            </Button>
          )}
        </header>
        <div className="ex-body">
          {known ? (
            <ScopeTree nodes={known.nodes} leaves={choice.leaves} onChange={(next) => onChange({ ...choice, leaves: next })} />
          ) : (
            <p className="muted ex-none">{scope.frameworks.map((one) => one.name).join('、')}的全部指标,各自成卷。</p>
          )}
        </div>
      </section>
      <div className="ex-side">
        <section className="ex-panel" aria-label="选项">
          <header>
            <h2>选项</h2>
            <span style={{ flex: 1 }} />
            <TemplateMenu choice={choice} onChange={onChange} />
          </header>
          <OptionsForm {...{ choice, onChange }} {...passwords} defaultFolder={scope.folder} suites={scope.suites} />
        </section>
        <section className="ex-panel ex-history" aria-label="已有版次">
          <header>
            <h2>已有版次</h2>
          </header>
          <EditionHistory />
        </section>
      </div>
    </div>
  );
}
