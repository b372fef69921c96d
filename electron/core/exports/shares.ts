import type { PlannedEvidence, PlannedGroup, PlannedIndicator, VolumeWords } from '../../../shared/domain/volume.ts';
import type { Split } from '../../../shared/domain/volume-look.ts';
import { splitGroups, type SplitLimits } from './split.ts';

/** What one volume holds, and what it is a part of (`2025 年度`, a 项目, a unit); '' when divided only by size. */
export interface Share {
  readonly name: string;
  readonly groups: readonly PlannedGroup[];
}

/**
 * Shares the planned groups out to volumes: first by 项目, 年度 or 责任单位, then each part by size. An indicator is never divided by
 * size; by year its evidence is, and it then stands in the volume of every year it has evidence of. Always at least one share.
 */
export function shareOut(groups: readonly PlannedGroup[], splitBy: Split, limits: SplitLimits): readonly Share[] {
  const parts = partsOf(groups, splitBy);
  const shares = parts.flatMap(({ name, groups: own }) => splitGroups(own, limits).map((each) => ({ name, groups: each })));
  return shares.length > 0 ? shares : [{ name: '', groups: [] }];
}

function partsOf(groups: readonly PlannedGroup[], splitBy: Split): readonly Share[] {
  switch (splitBy) {
    case 'size':
      return [{ name: '', groups }];
    case 'group':
      return groups.map((group) => ({ name: `${group.code} ${group.name}`, groups: [group] }));
    case 'unit':
      return byName(groups, (indicator) => [{ name: indicator.leadUnit || '未定责任单位', indicator }]);
    case 'year': {
      const parts = byName(groups, byYear);
      return [...parts].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
    }
  }
}

interface Named {
  readonly name: string;
  readonly indicator: PlannedIndicator;
}

const yearOf = (evidence: PlannedEvidence): string => {
  const year = /^\d{4}/.exec(evidence.date ?? '')?.[0];
  return year ? `${year} 年度` : '没有日期的材料';
};

/** An indicator without evidence has no year: it stands with those that have no date. */
function byYear(indicator: PlannedIndicator): readonly Named[] {
  const years = new Map<string, PlannedEvidence[]>();
  for (const evidence of indicator.evidence) years.set(yearOf(evidence), [...(years.get(yearOf(evidence)) ?? []), evidence]);
  if (years.size === 0) return [{ name: '没有日期的材料', indicator }];
  return [...years].map(([name, evidence]) => ({ name, indicator: { ...indicator, evidence } }));
}

/** Names in the order of their first indicator; groups keep their order and hold only what belongs to the name. */
function byName(groups: readonly PlannedGroup[], namesOf: (indicator: PlannedIndicator) => readonly Named[]): readonly Share[] {
  const parts = new Map<string, PlannedGroup[]>();
  for (const group of groups) {
    for (const whole of group.indicators) {
      for (const { name, indicator } of namesOf(whole)) {
        const own = parts.get(name) ?? [];
        const last = own.at(-1);
        if (last?.code === group.code && last.name === group.name)
          own[own.length - 1] = { ...last, indicators: [...last.indicators, indicator] };
        else own.push({ ...group, indicators: [indicator] });
        parts.set(name, own);
      }
    }
  }
  return [...parts].map(([name, own]) => ({ name, groups: own }));
}

/** How every volume of a set is named by the others: number, what it is a part of, first and last indicator. */
export function volumeWordsOf(shares: readonly Share[]): readonly VolumeWords[] {
  return shares.map(({ name, groups }, index) => {
    const codes = groups.flatMap((group) => group.indicators.map((indicator) => indicator.code));
    return { number: index + 1, name, from: codes[0] ?? '', to: codes.at(-1) ?? '' };
  });
}
