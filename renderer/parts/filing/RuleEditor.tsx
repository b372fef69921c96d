import { Button, Checkbox, Input, Select, Spin } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';
import type { FilingDraft, KeptFilingRule } from '../../../shared/contract/filing.ts';
import { KINDS, type Kind } from '../../../shared/domain/document.ts';
import { conditionsProblem, type FilingConditions } from '../../../shared/domain/filing-rule.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useDone, useUndo } from '../use-undo.tsx';
import { HitList } from './HitList.tsx';

export interface RuleEditorProps {
  readonly draft: FilingDraft;
  /** The rule it takes the place of; null for a new one. */
  readonly rule: KeptFilingRule | null;
  readonly onBack: () => void;
}

const WORD_FIELDS = [
  { key: 'folder', label: '文件夹', hint: '如 志愿服务,或 2026/志愿服务;连同下级' },
  { key: 'name', label: '名称含', hint: '文件名或题名里的词,几个词用空格隔开' },
  { key: 'text', label: '正文含', hint: '正文里的词,几个词用空格隔开' },
  { key: 'issuer', label: '责任者含', hint: '如 交警支队' },
  { key: 'series', label: '同一系列', hint: '其中任何一份的文件名,如 简报第3期' },
] as const satisfies readonly { key: Exclude<keyof FilingConditions, 'kind'>; label: string; hint: string }[];

const MOST_FOUND = 50;

/** One rule: its conditions at the left, what it would fit at the right. It is kept only after its hits were looked at. */
export function RuleEditor({ draft, rule, onBack }: RuleEditorProps) {
  const { archive } = useArchive();
  const [name, setName] = useState(draft.name);
  const [leaf, setLeaf] = useState(draft);
  const [conditions, setConditions] = useState(draft.conditions);
  const [active, setActive] = useState(rule?.active ?? true);
  const [asked, setAsked] = useState<string | null>(null);
  const problem =
    leaf.indicatorId === 0 ? '请选要归入的指标。' : name.trim() === '' ? '请给规则起个名称。' : conditionsProblem(conditions);
  const input = { archive, rule: { indicatorId: leaf.indicatorId, name: name.trim() || '规则', conditions } };
  const looked = { indicatorId: leaf.indicatorId, conditions };
  const current = asked === JSON.stringify(looked);
  const preview = useRead('filing.preview', current ? { ...input, rule: { ...input.rule, name: '预览' } } : null);
  const save = useAct('filing.save');
  const done = useDone(useUndo());
  const seen = current && preview.data !== undefined && !preview.isPlaceholderData && !preview.error;
  const look = (): void => setAsked(JSON.stringify(looked));
  const keep = (): void =>
    save.mutate(
      {
        archive,
        rules: [{ ...(rule ? { id: rule.id } : {}), indicatorId: leaf.indicatorId, name: name.trim(), conditions, active }],
      },
      {
        onSuccess: () => {
          done(`已保存规则“${name.trim()}”`);
          onBack();
        },
      },
    );
  const put = (change: Partial<FilingConditions>): void => setConditions({ ...conditions, ...change });
  return (
    <form
      className="filing-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem !== null) return;
        if (seen) keep();
        else look();
      }}
    >
      <div className="filing-fields">
        <Field label="归入指标">
          <LeafField leaf={leaf} onLeaf={setLeaf} />
        </Field>
        <Field label="规则名称">
          <Input
            value={name}
            maxLength={60}
            placeholder="写进理由,如 志愿服务简报"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <p className="muted filing-note">条件写一个或几个,都符合才算;空着的不要求。</p>
        {WORD_FIELDS.map(({ key, label, hint }) => (
          <Field key={key} label={label}>
            <Input
              value={conditions[key]}
              maxLength={200}
              placeholder={hint}
              onChange={(event) => put({ [key]: event.target.value })}
            />
          </Field>
        ))}
        <Field label="材料类型">
          <Select<Kind>
            aria-label="材料类型"
            allowClear
            placeholder="不要求"
            value={conditions.kind}
            onChange={(kind) => put({ kind: kind ?? null })}
            options={KINDS.map((one) => ({ value: one, label: one }))}
          />
        </Field>
        <Checkbox checked={active} onChange={(event) => setActive(event.target.checked)}>
          启用这条规则
        </Checkbox>
        {rule?.automatic && <p className="filing-note">改了条件或指标,“自动确认”会关掉,看过命中再开。</p>}
      </div>
      <section className="filing-preview" aria-label="预览命中">
        {!current && <p className="muted">保存之前先看一看:点“预览命中”,这里列出会符合的材料,以及其中多少份已经另有决定。</p>}
        {current && preview.error && <ErrorNotice error={preview.error} />}
        {current && !preview.error && !seen && <Spin style={{ margin: 24 }} />}
        {seen && preview.data && <HitList preview={preview.data} />}
        {save.error && <ErrorNotice error={save.error} />}
      </section>
      <div className="filing-foot">
        {problem !== null && <span className="muted">{problem}</span>}
        <Button onClick={onBack}>返回</Button>
        <Button
          type={seen ? 'default' : 'primary'}
          htmlType={seen ? 'button' : 'submit'}
          disabled={problem !== null}
          onClick={seen ? look : undefined}
        >
          预览命中
        </Button>
        <Button
          type={seen ? 'primary' : 'default'}
          htmlType={seen ? 'submit' : 'button'}
          disabled={!seen || problem !== null}
          loading={save.isPending}
        >
          保存规则
        </Button>
      </div>
    </form>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="filing-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface LeafFieldProps {
  readonly leaf: FilingDraft;
  readonly onLeaf: (leaf: FilingDraft) => void;
}

/** The leaf, found as in 归入… by code, words or pinyin initials. */
function LeafField({ leaf, onLeaf }: LeafFieldProps) {
  const { archive, framework } = useArchive();
  const [query, setQuery] = useState('');
  const search = useRead('indicators.search', {
    ...{ archive, framework: framework.id, query: useDeferredValue(query), limit: MOST_FOUND },
  });
  const found = search.data?.indicators ?? [];
  const options = found.map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }));
  const held = leaf.indicatorId !== 0 && !options.some(({ value }) => value === leaf.indicatorId);
  return (
    <Select<number>
      aria-label="归入指标"
      autoFocus
      showSearch={{ filterOption: false, onSearch: setQuery }}
      placeholder="编号、名称、关键词或拼音首字母"
      value={leaf.indicatorId === 0 ? null : leaf.indicatorId}
      notFoundContent="没有这样的指标"
      options={held ? [{ value: leaf.indicatorId, label: `${leaf.code} ${leaf.indicatorName}` }, ...options] : options}
      onChange={(id) => {
        const one = found.find((indicator) => indicator.id === id);
        if (one) onLeaf({ ...leaf, indicatorId: one.id, code: one.code, indicatorName: one.name });
      }}
    />
  );
}
