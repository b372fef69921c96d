import type { Statistics } from '../../../shared/contract/statistics.ts';
import { elapsedShare, paceOf } from '../../../shared/domain/progress.ts';
import { writeWorkbook, type SheetColumn, type SheetDefinition } from '../ledgers/ledgers.ts';

const NUMBER = (header: string, widthChars = 9): SheetColumn => ({ header, widthChars, type: 'number' });
const TEXT = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'text' });

/** Sheet names hold no `[]:*?/\` and at most 31 characters. */
const sheetName = (text: string): string => text.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);

/** Writes 得分, 各项目, 单位排名 and a sheet for each 测评方法. Throws AppError `refused` when the file cannot be written. */
export async function writeStatistics(name: string, statistics: Statistics, path: string): Promise<void> {
  const { methods } = statistics;
  await writeWorkbook(path, [
    scoreSheet(name, statistics),
    coverageSheet(name, statistics),
    unitSheet(name, statistics),
    ...methods.map((view): SheetDefinition => ({
      name: sheetName(view.method),
      title: `${name} ${view.method} 分表`,
      remarks: [
        `测评基准日 ${statistics.baseDate};${view.totals.leaves} 条:齐全 ${view.totals.complete},部分 ${view.totals.partial},缺失 ${view.totals.missing},不适用 ${view.totals.notApplicable};得分 ${view.score ?? '没有要计分的指标'}(只算齐全的)`,
      ],
      columns: [
        NUMBER('序号', 6),
        TEXT('指标', 12),
        TEXT('名称', 50),
        TEXT('状态', 10),
        TEXT('等级', 8),
        TEXT('牵头单位', 20),
        TEXT('缺什么,下一步', 48),
      ],
      rows: view.leaves.map((leaf, at) => [at + 1, leaf.code, leaf.name, leaf.state, leaf.grade, leaf.leadUnit, leaf.lacking]),
    })),
  ]);
}

function scoreSheet(name: string, { baseDate, score, years, precondition }: Statistics): SheetDefinition {
  const told = precondition ? `${precondition.name} ${precondition.reached ?? '没有填写'}(不低于 ${precondition.least} 分)` : '';
  return {
    name: '得分',
    title: `${name} 得分`,
    remarks: [
      `测评基准日 ${baseDate};只有已确认、齐全的指标计分。算法:${score.formula}`,
      ...(years ? [`各年合计 ${years.score ?? '没有分数'}。算法:${years.formula}`] : []),
      ...(told ? [`前置条件:${told}${precondition?.met === false ? ',不得申报' : ''}`] : []),
    ],
    columns: [
      TEXT('部分', 24),
      NUMBER('权重'),
      NUMBER('指标数'),
      NUMBER('齐全'),
      NUMBER('得分'),
      NUMBER('按等级'),
      TEXT('说明', 30),
    ],
    rows: score.parts.map((part) => [
      part.name,
      part.weight,
      part.leaves,
      part.complete,
      part.score,
      part.graded,
      part.entered ? '填写的得分' : part.score === null ? '没有这种方法的指标,也没有填写' : '',
    ]),
  };
}

function coverageSheet(name: string, { coverage, baseDate }: Statistics): SheetDefinition {
  return {
    name: '各项目',
    title: `${name} 各项目齐全情况`,
    remarks: [`测评基准日 ${baseDate}`],
    columns: [
      TEXT('编号', 12),
      TEXT('项目', 44),
      NUMBER('指标数'),
      NUMBER('齐全'),
      NUMBER('部分'),
      NUMBER('缺失'),
      NUMBER('不适用'),
    ],
    rows: coverage.map((one) => [one.code, one.name, one.leaves, one.complete, one.partial, one.missing, one.notApplicable]),
  };
}

function unitSheet(name: string, { units, period, today }: Statistics): SheetDefinition {
  const elapsed = elapsedShare(period.from, period.to, today);
  return {
    name: '单位排名',
    title: `${name} 单位完成情况`,
    remarks: [`${period.from} 至 ${period.to},今天 ${today},时间过去 ${Math.round(elapsed * 100)}%`],
    columns: [
      NUMBER('名次', 7),
      TEXT('牵头单位', 30),
      NUMBER('牵头指标'),
      NUMBER('齐全'),
      NUMBER('完成率(%)', 11),
      TEXT('与时间相比', 44),
    ],
    rows: units.map((one) => {
      const done = one.complete / one.leaves;
      return [one.rank, one.unit, one.leaves, one.complete, Math.round(done * 1000) / 10, paceOf(elapsed, done).sentence];
    }),
  };
}
