import type { Home } from '../../../shared/contract/home.ts';
import type { ArchiveSummary } from '../../../shared/contract/session.ts';
import type { GapTotals } from '../../../shared/domain/gaps.ts';

/** The one sensible next action. */
export type Step = {
  readonly title: string;
  readonly text: string;
  readonly button: string;
} & (
  | { readonly to: 'settings' | 'index' | 'doubts' | 'triage' | 'gaps' | 'exports' }
  | { readonly to: 'relink'; /** Path of the folder that is not there. */ readonly source: string }
);

/** Leaves that are neither 齐全 nor 不适用. */
export function lackingOf({ leaves, complete, notApplicable }: GapTotals): number {
  return leaves - complete - notApplicable;
}

/** The next action in the order the work is done: a folder that is gone first, since what lies in it would count as missing. */
export function nextStep(
  { sources, toTriage }: Pick<ArchiveSummary, 'sources' | 'toTriage'>,
  { lastRun, totals, doubts }: Pick<Home, 'lastRun' | 'totals' | 'doubts'>,
): Step {
  if (sources.length === 0)
    return { title: '添加材料文件夹', text: '档案库还没有材料文件夹。', button: '去设置添加', to: 'settings' };
  const gone = sources.find((source) => !source.present);
  if (gone)
    return {
      ...{ title: '找回材料文件夹', button: '重新指定…', to: 'relink', source: gone.path },
      text: `${gone.path} 现在找不到。U 盘或移动硬盘请先接好;换了位置就重新指定,已确认的佐证都会保留。`,
    };
  if (lastRun === null)
    return { title: '编目', text: '读出每份材料的题名、文号、日期和正文,并给出归类建议。', button: '开始编目', to: 'index' };
  const fresh = sources.filter((source) => !source.indexed).length;
  if (fresh > 0)
    return {
      title: '编目',
      text: `新加的 ${fresh} 个材料文件夹还没有编目,里面的材料还不在清单里。`,
      button: '开始编目',
      to: 'index',
    };
  if (doubts > 0)
    return {
      ...{ title: '核对变了的材料', button: '去核对', to: 'doubts' },
      text: `有 ${doubts} 份已确认的材料内容变了或挪了地方。说一声它现在是哪个文件,佐证才接着算数。`,
    };
  if (toTriage > 0)
    return {
      ...{ title: '归类', button: '去归类', to: 'triage' },
      text: `有 ${toTriage} 份材料等你确认。按 1 2 3 选建议,0 都不合适,U 稍后。`,
    };
  const lacking = lackingOf(totals);
  if (lacking > 0)
    return { title: '查缺', text: `还有 ${lacking} 条指标没有齐全。看看缺什么、该找谁要。`, button: '去查缺', to: 'gaps' };
  return { title: '成册', text: '材料齐全,可以装订成册。', button: '去成册', to: 'exports' };
}
