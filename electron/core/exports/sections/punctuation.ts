import type { Omission, PlannedGroup, VolumePlan } from '../../../../shared/domain/volume.ts';

const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…]/;
const FULL: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' };

/**
 * Half-width punctuation between Chinese characters in its full-width form, as printed text has it (GB/T 15834): `制度,印发(试行)` →
 * `制度，印发（试行）`. Numbers, times, codes such as `Ⅱ-9-1)` and Latin text stay as they are.
 */
export function fullWidthPunctuation(text: string): string {
  const chars = Array.from(text);
  const isChinese = (at: number): boolean => CHINESE.test(chars[at] ?? '');
  const out = chars.map((char, at) => {
    const full = FULL[char];
    return full !== undefined && (isChinese(at - 1) || isChinese(at + 1)) ? full : char;
  });
  const open: number[] = [];
  chars.forEach((char, at) => {
    if (char === '(') open.push(at);
    if (char !== ')') return;
    const start = open.pop();
    if (
      start === undefined ||
      !(isChinese(start - 1) || isChinese(at + 1) || chars.slice(start, at).some((inner) => CHINESE.test(inner)))
    )
      return;
    out[start] = '（';
    out[at] = '）';
  });
  return out.join('');
}

/** The groups with the framework's wording and the program's messages in printed punctuation; evidence stays as its files say. */
export function typesetGroups(groups: readonly PlannedGroup[]): readonly PlannedGroup[] {
  const set = fullWidthPunctuation;
  return groups.map((group) => ({
    ...group,
    name: set(group.name),
    parents: group.parents.map(set),
    indicators: group.indicators.map((indicator) => ({
      ...indicator,
      name: set(indicator.name),
      standard: set(indicator.standard),
      methods: indicator.methods.map(set),
      notApplicable: indicator.notApplicable === null ? null : set(indicator.notApplicable),
      needs: indicator.needs.map((need) => ({ ...need, message: set(need.message) })),
    })),
  }));
}

/** The same for everything else a volume prints in words of ours or of its framework. */
export function typesetPlan(plan: VolumePlan): VolumePlan {
  const set = fullWidthPunctuation;
  return {
    ...plan,
    title: set(plan.title),
    frameworkName: set(plan.frameworkName),
    frameworkEdition: set(plan.frameworkEdition),
    frameworkNote: set(plan.frameworkNote),
    volumeName: set(plan.volumeName),
    vetoes: plan.vetoes.map(set),
    volumes: plan.volumes.map((volume) => ({ ...volume, name: set(volume.name) })),
    signOff: set(plan.signOff),
    groups: typesetGroups(plan.groups),
  };
}

export function typesetOmissions(omissions: readonly Omission[]): readonly Omission[] {
  return omissions.map((omission) => ({ ...omission, reason: fullWidthPunctuation(omission.reason) }));
}
