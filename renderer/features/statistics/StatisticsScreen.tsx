import { Button, Spin } from 'antd';
import { useState, type ReactNode } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CoverageChart } from './CoverageChart.tsx';
import { HeatMap } from './HeatMap.tsx';
import { MethodTable } from './MethodTable.tsx';
import { Patterns } from './patterns.tsx';
import { DraftButton } from './DraftButton.tsx';
import { RollupDialog } from './RollupDialog.tsx';
import { SchemeDialog } from './SchemeDialog.tsx';
import { ScorePanel } from './ScorePanel.tsx';
import { TrendChart } from './TrendChart.tsx';
import { UnitTable } from './UnitTable.tsx';
import './statistics.css';

/** 统计: the score and its formula, progress against time, 项目, units, days of the evidence, and a table for each 测评方法. */
export function StatisticsScreen() {
  const { archive, framework } = useArchive();
  const read = useRead('statistics.read', { archive, framework: framework.id });
  const { saving, save } = useSaveFile('statistics.workbook');
  const [editing, setEditing] = useState(false);
  const [rolling, setRolling] = useState(false);
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  const statistics = read.data;
  if (!statistics) return <Spin style={{ margin: 40 }} />;
  const run = (): Promise<void> =>
    save(
      { archive, framework: framework.id },
      { title: '导出统计', name: `统计_${framework.name}.xlsx`, done: () => '已导出统计表' },
    );
  return (
    <div className="page stats">
      <Patterns />
      <header className="stats-head">
        <h1>统计</h1>
        <span className="muted">
          {framework.name} · {statistics.today}
        </span>
        <span style={{ flex: 1 }} />
        <Button onClick={() => setRolling(true)}>汇总各单位…</Button>
        <Button onClick={() => setEditing(true)}>评分办法…</Button>
        <DraftButton />
        <Button loading={saving} onClick={() => void run()}>
          导出 Excel
        </Button>
        <Button onClick={() => window.print()}>打印</Button>
      </header>
      <div className="stats-columns">
        <div className="stats-column">
          <Card title="得分">
            <ScorePanel statistics={statistics} />
          </Card>
          <Card title="各项目的齐全情况">
            <CoverageChart coverage={statistics.coverage} />
          </Card>
          <Card title="按测评方法">
            <MethodTable key={framework.id} methods={statistics.methods} />
          </Card>
        </div>
        <div className="stats-column">
          <Card title="时间过半,任务过半">
            <TrendChart key={framework.id} statistics={statistics} />
          </Card>
          <Card title="单位排名">
            <UnitTable statistics={statistics} />
          </Card>
        </div>
      </div>
      <Card title="材料日期的分布">
        <HeatMap dates={statistics.evidenceDays} last={statistics.baseDate} undated={statistics.undated} />
      </Card>
      {rolling && <RollupDialog onClose={() => setRolling(false)} />}
      {editing && <SchemeDialog statistics={statistics} onClose={() => setEditing(false)} />}
    </div>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="stats-card" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
