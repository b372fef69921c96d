import { DUTY_WORDS } from '../../../shared/domain/duty.ts';
import type { Archive } from '../archives/archives.ts';
import { readFrameworks } from '../frameworks/frameworks.ts';
import type { SheetColumn, SheetDefinition } from '../ledgers/ledgers.ts';
import { dutyKey, readDutyRows } from './duty-rows.ts';
import { leadFirst } from './duty-table.ts';

const text = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'text' });

/** 分项标准表 (R7, as schools print it): 分项目、标准要求、完成时限、分管部门、负责人、分管领导; the lead unit's part of every leaf. */
export async function schoolSheets(archive: Archive): Promise<readonly SheetDefinition[]> {
  const frameworks = await readFrameworks(archive.db);
  const duties = await readDutyRows(archive.db);
  return frameworks.map((framework, at): SheetDefinition => {
    const byId = new Map(framework.indicators.map((one) => [one.id, one]));
    const leaves = framework.indicators.filter((one) => one.leaf);
    return {
      name: `分项标准表${frameworks.length > 1 ? String(at + 1) : ''}`,
      title: `${framework.name}分项标准表`,
      remarks: framework.note === '' ? [] : [framework.note],
      mergeLevels: 1,
      columns: [
        text('分项目', 26),
        text('标准要求', 52),
        text('完成时限', 14),
        text('分管部门', 22),
        text('负责人', 14),
        text(DUTY_WORDS.leader, 14),
      ],
      rows: leaves.map((leaf) => {
        const above = leaf.parentId === null ? undefined : byId.get(leaf.parentId);
        const [lead = ''] = leadFirst(leaf);
        const duty = duties.get(dutyKey(framework.rowIds.get(leaf.id) ?? 0, lead));
        return [
          above === undefined ? '' : `${above.code} ${above.name}`.trim(),
          `${leaf.code} ${leaf.name}`.trim(),
          duty?.due || leaf.dueText,
          [lead, duty?.office ?? ''].filter((part) => part !== '').join(' '),
          duty?.person ?? '',
          duty?.leader ?? '',
        ];
      }),
    };
  });
}
