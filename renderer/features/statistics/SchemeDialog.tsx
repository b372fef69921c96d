import { Button, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Statistics } from '../../../shared/contract/statistics.ts';
import { presetOf, schemeProblem, SCORING_PRESETS, type ScoringScheme } from '../../../shared/domain/scoring.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface SchemeDialogProps {
  readonly statistics: Statistics;
  readonly onClose: () => void;
}

/** 评分办法: grades, parts by 测评方法, weights of the years, and the precondition; begun from a known one and edited by hand. */
export function SchemeDialog({ statistics, onClose }: SchemeDialogProps) {
  const { archive, framework } = useArchive();
  const [scheme, setScheme] = useState<ScoringScheme>(statistics.scheme);
  const change = useAct('scoring.change');
  const done = useDone(useUndo());
  const problem = schemeProblem(scheme);
  const set = (next: Partial<ScoringScheme>): void => setScheme({ ...scheme, ...next });
  const store = (): void =>
    change.mutate(
      {
        archive,
        framework: framework.id,
        scheme: {
          grades: scheme.grades.map((one) => ({ ...one })),
          parts: scheme.parts.map((one) => ({ ...one, methods: [...one.methods] })),
          years: scheme.years.map((one) => ({ ...one })),
          precondition: scheme.precondition,
        },
      },
      {
        onSuccess: () => {
          done('评分办法已保存');
          onClose();
        },
      },
    );
  const methods = [
    ...new Set([...statistics.methods.map(({ method }) => method), ...scheme.parts.flatMap((one) => one.methods)]),
  ];
  return (
    <Modal
      open
      width={780}
      title={`“${framework.name}”的评分办法`}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: problem !== null, loading: change.isPending }}
      onOk={store}
      onCancel={onClose}
    >
      <div className="scheme">
        <label htmlFor="scheme-preset">从已知的办法开始</label>
        <Select
          id="scheme-preset"
          placeholder="选一种,再按本地文件修改"
          onChange={(id: string) => setScheme(presetOf(id, statistics.baseDate))}
          options={SCORING_PRESETS.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <h3>等级</h3>
        {scheme.grades.map((grade, at) => {
          const put = (next: Partial<typeof grade>): void =>
            set({ grades: scheme.grades.map((one, index) => (index === at ? { ...one, ...next } : one)) });
          return (
            <div key={at} className="scheme-row">
              <Input
                aria-label={`第 ${at + 1} 个等级的名称`}
                style={{ width: 70 }}
                value={grade.name}
                onChange={(event) => put({ name: event.target.value })}
              />
              <span>得</span>
              <InputNumber
                aria-label={`${grade.name} 的得分`}
                min={0}
                max={100}
                value={grade.points}
                onChange={(points) => put({ points: points ?? 0 })}
              />
              <span>分,材料要求达到</span>
              <InputNumber
                aria-label={`${grade.name} 要达到的比例`}
                min={0}
                max={100}
                suffix="%"
                value={Math.round(grade.fromShare * 100)}
                onChange={(share) => put({ fromShare: (share ?? 0) / 100 })}
              />
              <Button size="small" onClick={() => set({ grades: scheme.grades.filter((_, index) => index !== at) })}>
                删除
              </Button>
            </div>
          );
        })}
        <Button size="small" onClick={() => set({ grades: [...scheme.grades, { name: '', points: 0, fromShare: 0.5 }] })}>
          加一个等级
        </Button>
        <h3>各部分的权重</h3>
        {scheme.parts.length === 0 && <p className="muted">没有分部分:每条指标同分。</p>}
        {scheme.parts.map((part, at) => {
          const put = (next: Partial<typeof part>): void =>
            set({ parts: scheme.parts.map((one, index) => (index === at ? { ...one, ...next } : one)) });
          return (
            <div key={at} className="scheme-row">
              <Input
                aria-label={`第 ${at + 1} 部分的名称`}
                style={{ width: 120 }}
                value={part.name}
                onChange={(event) => put({ name: event.target.value })}
              />
              <InputNumber
                aria-label={`${part.name} 的权重`}
                min={0}
                value={part.weight}
                onChange={(weight) => put({ weight: weight ?? 0 })}
              />
              <Select
                mode="multiple"
                aria-label={`${part.name} 的测评方法`}
                style={{ flex: 1 }}
                placeholder="测评方法"
                value={[...part.methods]}
                onChange={(next: string[]) => put({ methods: next })}
                options={methods.map((one) => ({ value: one, label: one }))}
              />
              <InputNumber
                aria-label={`${part.name} 填写的得分`}
                min={0}
                max={100}
                placeholder="按材料算"
                value={part.entered}
                onChange={(entered) => put({ entered })}
              />
              <Button size="small" onClick={() => set({ parts: scheme.parts.filter((_, index) => index !== at) })}>
                删除
              </Button>
            </div>
          );
        })}
        <Button
          size="small"
          onClick={() => set({ parts: [...scheme.parts, { name: '', weight: 10, methods: [], entered: null }] })}
        >
          加一个部分
        </Button>
        <h3>年度权重</h3>
        {scheme.years.map((year, at) => {
          const put = (next: Partial<typeof year>): void =>
            set({ years: scheme.years.map((one, index) => (index === at ? { ...one, ...next } : one)) });
          return (
            <div key={at} className="scheme-row">
              <InputNumber
                aria-label={`第 ${at + 1} 个年份`}
                min={2000}
                max={2100}
                value={year.year}
                onChange={(next) => put({ year: next ?? year.year })}
              />
              <span>年,权重</span>
              <InputNumber
                aria-label={`${year.year} 年的权重`}
                min={0}
                value={year.weight}
                onChange={(weight) => put({ weight: weight ?? 0 })}
              />
              <span>得分</span>
              <InputNumber
                aria-label={`${year.year} 年的得分`}
                min={0}
                max={100}
                placeholder={year.year === Number(statistics.baseDate.slice(0, 4)) ? '按材料算' : '没有填写'}
                value={year.entered}
                onChange={(entered) => put({ entered })}
              />
              <Button size="small" onClick={() => set({ years: scheme.years.filter((_, index) => index !== at) })}>
                删除
              </Button>
            </div>
          );
        })}
        <Button
          size="small"
          onClick={() => {
            const year = Math.max(Number(statistics.baseDate.slice(0, 4)) - 1, ...scheme.years.map((one) => one.year)) + 1;
            set({ years: [...scheme.years, { year, weight: 10, entered: null }] });
          }}
        >
          加一年
        </Button>
        <h3>前置条件</h3>
        {scheme.precondition ? (
          <div className="scheme-row">
            <Input
              aria-label="前置条件的名称"
              style={{ flex: 1 }}
              value={scheme.precondition.name}
              onChange={(event) =>
                scheme.precondition && set({ precondition: { ...scheme.precondition, name: event.target.value } })
              }
            />
            <span>不低于</span>
            <InputNumber
              aria-label="最低分"
              min={0}
              max={100}
              value={scheme.precondition.least}
              onChange={(least) => scheme.precondition && set({ precondition: { ...scheme.precondition, least: least ?? 0 } })}
            />
            <span>得分</span>
            <InputNumber
              aria-label="前置条件的得分"
              min={0}
              max={100}
              placeholder="没有填写"
              value={scheme.precondition.entered}
              onChange={(entered) => scheme.precondition && set({ precondition: { ...scheme.precondition, entered } })}
            />
            <Button size="small" onClick={() => set({ precondition: null })}>
              删除
            </Button>
          </div>
        ) : (
          <Button
            size="small"
            onClick={() => set({ precondition: { name: '未成年人思想道德建设工作测评', least: 85, entered: null } })}
          >
            加前置条件
          </Button>
        )}
        {problem && <p role="alert">▲ {problem}</p>}
        {change.error && <ErrorNotice error={change.error} />}
      </div>
    </Modal>
  );
}
