import { Button, Drawer, Spin } from 'antd';
import { useState } from 'react';
import type { GapEvidence, GapLeaf } from '../../../shared/contract/gaps.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import type { MatrixColumn, MatrixRow } from '../../../shared/domain/gap-matrix.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { NotApplicable } from './NotApplicable.tsx';

/** What was opened: a leaf, and the column it was opened under. */
export interface OpenedGap {
  readonly row: MatrixRow;
  readonly column: MatrixColumn | null;
}

export interface GapCardProps {
  readonly opened: OpenedGap | null;
  readonly by: 'unit' | 'kind' | 'month';
  readonly onClose: () => void;
}

/** Why a leaf is as it is, what would satisfy it, and the next step. */
export function GapCard({ opened, by, onClose }: GapCardProps) {
  const { archive, framework } = useArchive();
  const leaf = useRead('gaps.leaf', opened ? { archive, framework: framework.id, indicator: opened.row.id } : null);
  const [markingOf, setMarkingOf] = useState<number | null>(null);
  const marking = markingOf !== null && markingOf === opened?.row.id;
  const shown = opened && leaf.data?.id === opened.row.id ? leaf.data : null;
  return (
    <Drawer
      open={opened !== null}
      onClose={onClose}
      size={440}
      mask={false}
      getContainer={false}
      rootStyle={{ position: 'absolute' }}
      title={opened ? `${opened.row.code} ${opened.row.name}` : ''}
      footer={shown && <Actions leaf={shown} marking={marking} onMark={() => setMarkingOf(marking ? null : shown.id)} />}
    >
      {leaf.error && <ErrorNotice error={leaf.error} />}
      {!shown && !leaf.error && <Spin />}
      {shown && (
        <Content leaf={shown} column={opened?.column ?? null} by={by} marking={marking} onMarked={() => setMarkingOf(null)} />
      )}
    </Drawer>
  );
}

interface ContentProps {
  readonly leaf: GapLeaf;
  readonly column: MatrixColumn | null;
  readonly by: string;
  readonly marking: boolean;
  readonly onMarked: () => void;
}

function Content({ leaf, column, by, marking, onMarked }: ContentProps) {
  const first = by === 'kind' && column ? leaf.needs.filter((need) => need.kind === column.key) : [];
  const needs = [...first, ...leaf.needs.filter((need) => !first.includes(need))];
  return (
    <div className="gap-card" role="region" aria-label="缺项说明" tabIndex={0}>
      <div style={{ display: 'flex', gap: 16, alignItems: 'baseline' }}>
        <StateTag state={leaf.state} />
        <span className="muted">
          已确认 {leaf.confirmed} 份,待确认 {leaf.suggested} 份
        </span>
      </div>
      <NotApplicable leaf={leaf} marking={marking} onEnd={onMarked} />
      {leaf.standard && leaf.standard !== leaf.name && <p style={{ lineHeight: 1.7 }}>{leaf.standard}</p>}
      {(leaf.leadUnit || leaf.units.length > 0) && (
        <p className="muted">
          牵头单位:{leaf.leadUnit || '没有定'}
          {leaf.units.length > 0 && `;责任单位:${leaf.units.join('、')}`}
        </p>
      )}
      <h3>材料要求</h3>
      {needs.length === 0 && <p className="muted">没有写明要什么材料,有一份能打开的已确认材料就算齐全。</p>}
      {needs.map((need, at) => (
        <div className="gap-need" key={at}>
          <div className="gap-need-head">
            <b>{need.kind}</b>
            <span>
              {need.confirmed}/{need.required} 份
            </span>
            <StateTag state={need.state} />
          </div>
          <p>{need.message}</p>
        </div>
      ))}
      <Evidence title="已确认的材料" evidence={leaf.evidence.filter((one) => one.link === 'confirmed')} />
      <Evidence title="待确认的建议" evidence={leaf.evidence.filter((one) => one.link === 'suggested')} />
    </div>
  );
}

function Evidence({ title, evidence }: { readonly title: string; readonly evidence: readonly GapEvidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {evidence.map((one) => (
          <li key={one.documentId}>
            <button type="button" className="ellipsis" onClick={() => go('documents', { document: String(one.documentId) })}>
              {one.title}
            </button>
            <span className="muted">{[one.kind ?? '没有定材料类型', one.date ?? '没有日期'].join(' · ')}</span>
            {one.whyNot !== null && <span style={{ color: 'var(--bad)' }}> · 不能计入:{one.whyNot}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ActionsProps {
  readonly leaf: GapLeaf;
  readonly marking: boolean;
  readonly onMark: () => void;
}

function Actions({ leaf, marking, onMark }: ActionsProps) {
  const { framework } = useArchive();
  return (
    <div className="gap-actions">
      {leaf.suggested > 0 && (
        <Button type="primary" onClick={() => go('triage', triageOf(leaf))}>
          去归类
        </Button>
      )}
      <Button type={leaf.suggested > 0 ? 'default' : 'primary'} onClick={() => go('indicators', { code: leaf.code })}>
        看指标
      </Button>
      {leaf.suggested === 0 && <Button onClick={() => go('documents', { query: wordOf(leaf) })}>找材料</Button>}
      {leaf.state !== '不适用' && leaf.state !== '齐全' && (
        <Button onClick={() => go('records', problemOf(leaf))}>立项整改</Button>
      )}
      {leaf.state !== '不适用' && (
        <>
          <Button
            title="本地没有这样的设施:写明理由和计划,建成前不计入"
            onClick={() => go('records', hardwareOf(leaf, frameworkLabel(framework)))}
          >
            列为硬件缺项
          </Button>
          <Button aria-expanded={marking} onClick={onMark}>
            标记不适用
          </Button>
        </>
      )}
    </div>
  );
}

/** 归类 at the leaf's best suggestion. */
function triageOf(leaf: GapLeaf): Readonly<Record<string, string>> {
  const first = leaf.evidence.find((one) => one.link === 'suggested');
  return { indicator: String(leaf.id), ...(first ? { document: String(first.documentId) } : {}) };
}

/** A new row of 问题台账 about this leaf; the person adds the day and stores it. */
function problemOf(leaf: GapLeaf): Readonly<Record<string, string>> {
  const lacking = leaf.needs.filter((need) => need.confirmed < need.required).map((need) => need.message);
  return {
    ledger: 'wenti',
    row: 'new',
    'v.site': `${leaf.code} ${leaf.name}`,
    'v.problem': `材料${leaf.state}:${lacking.join(';') || '没有已确认的材料'}`,
    'v.indicator': leaf.code,
    'v.unit': leaf.leadUnit,
    'v.way': '缺项',
  };
}

/** A new row of 硬件缺项清单 about this leaf; the person adds what is lacking, why and the plan, and stores it. */
function hardwareOf(leaf: GapLeaf, framework: string): Readonly<Record<string, string>> {
  return { ledger: 'yingjian', row: 'new', 'v.framework': framework, 'v.indicator': leaf.code, 'v.unit': leaf.leadUnit };
}

/** Something to search for: the name up to its first mark, at most eight characters. */
function wordOf(leaf: GapLeaf): string {
  return (leaf.name.split(/[,,、。;;::()()“”\s]/)[0] ?? leaf.name).slice(0, 8);
}
