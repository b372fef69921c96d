import { Alert, Spin } from 'antd';
import type { Job } from '../../../../shared/contract/jobs.ts';
import type { PackageCheck } from '../../../../shared/contract/submit.ts';
import { sizeText } from '../../../../shared/domain/size-text.ts';
import { JobProgress } from '../JobProgress.tsx';

export interface MakePageProps {
  readonly check: PackageCheck | null;
  readonly busy: Job | null;
  /** The last one that did not come to its end. */
  readonly last: Job | null;
}

/** 生成: what will be made, then its progress. */
export function MakePage({ check, busy, last }: MakePageProps) {
  if (busy) return <JobProgress job={busy} title="正在生成报送包" />;
  if (!check) return <Spin style={{ margin: 40 }} />;
  const { totals, units, emptyUnits } = check;
  const which =
    units.length > 1 ? `第 ${check.number} 号至第 ${check.number + units.length - 1} 号报送包` : `第 ${check.number} 号报送包`;
  return (
    <div className="ex-progress">
      {last?.error && <Alert type="error" showIcon title={last.error.message} />}
      <h2>{last?.status === 'cancelled' ? '已取消,没有留下半个报送包' : which}</h2>
      <p>
        {totals.files} 件原件,{totals.indicators} 条指标,{sizeText(totals.sizeBytes)};不报 {check.leftOut} 件。
      </p>
      {units.length + emptyUnits.length > 0 && (
        <p>
          {units.length} 个单位各一包
          {without(emptyUnits)}。
        </p>
      )}
      <p className="muted ex-folder">放到:{check.out}</p>
      <p className="muted">原件照抄并逐件核对指纹,编目之后改过的会停下来说明;附目录(Excel)和校验清单。生成完才出现在这个位置。</p>
    </div>
  );
}

/** Beyond these a list is named by its number here: the step before lists all of them, and so does the workbook beside the packages. */
const MOST_NAMED = 5;

function without(units: readonly string[]): string {
  if (units.length === 0) return '';
  return units.length > MOST_NAMED
    ? `;另有 ${units.length} 个单位没有可报送的材料,不生成,名单见上一步`
    : `;没有可报送的材料,不生成:${units.join('、')}`;
}
