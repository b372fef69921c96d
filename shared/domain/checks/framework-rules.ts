import { nodeKey } from '../code-keys.ts';
import { windowOf } from '../periods.ts';
import type { CheckedIndicator, CheckedRequirement, CheckFacts } from './facts.ts';
import { groupsBy, onIndicator, type CheckHit, type CheckRule } from './rule.ts';

/** Rules about indicators and what they ask for. */

const SHORT_REASON = 4;
/** More documents of one kind than any handbook asks of one 测评标准; most likely a typing error. */
const UNLIKELY_COUNT = 200;

const leavesWhere =
  (find: (leaf: CheckedIndicator, facts: CheckFacts) => string | null) =>
  (facts: CheckFacts): readonly CheckHit[] =>
    facts.indicators.flatMap((one) => {
      const message = one.leaf ? find(one, facts) : null;
      return message === null ? [] : [onIndicator(one, message)];
    });

/** Why no document could ever answer a requirement, or null. */
function neverMet(requirement: CheckedRequirement, { today, baseDate }: CheckFacts): string | null {
  const { from, to } = windowOf(requirement, baseDate);
  if (from !== null && to !== null && from > to) return `${requirement.kind}的时限从 ${from} 到 ${to},起点在终点之后。`;
  if (requirement.windowFrom !== null && requirement.windowFrom > today)
    return `${requirement.kind}的时限从 ${requirement.windowFrom} 才开始。`;
  if (requirement.minCount > UNLIKELY_COUNT) return `${requirement.kind}要 ${requirement.minCount} 份,多半是写错了。`;
  return null;
}

function sameWindow(one: CheckedRequirement, other: CheckedRequirement): boolean {
  return (
    one.kind === other.kind &&
    one.windowMonths === other.windowMonths &&
    one.windowFrom === other.windowFrom &&
    one.windowTo === other.windowTo
  );
}

export const FRAMEWORK_RULES: readonly CheckRule[] = [
  {
    id: 'indicator-no-lead',
    group: '测评体系',
    title: '指标没有牵头单位',
    why: '没有牵头单位,缺了材料不知道向谁要。',
    mend: '在责任分解里写上牵头单位,或重新导入带责任单位的表。',
    find: leavesWhere(({ leadUnit }) => (leadUnit.trim() === '' ? '没有牵头单位。' : null)),
  },
  {
    id: 'indicator-no-requirement',
    group: '测评体系',
    title: '指标没有材料要求',
    why: '没有写要几份什么材料,只要有一份材料就算齐全,可能漏报。',
    mend: '在指标里按操作手册写上材料要求。',
    find: leavesWhere(({ requirements, notApplicable }) =>
      requirements.length === 0 && notApplicable === null ? '没有写材料要求,有一份材料就算齐全。' : null,
    ),
  },
  {
    id: 'indicator-never-met',
    group: '测评体系',
    title: '材料要求永远达不到',
    why: '时限写反了、还没有开始或份数写错了,无论交什么都算缺。',
    mend: '在指标里改正材料要求。',
    find: (facts) =>
      facts.indicators.flatMap((one) => {
        const found = one.requirements.flatMap((requirement) => neverMet(requirement, facts) ?? []);
        return one.leaf && found.length > 0 ? [onIndicator(one, found.join(''))] : [];
      }),
  },
  {
    id: 'indicator-requirement-twice',
    group: '测评体系',
    title: '同一种材料要求写了两遍',
    why: '同一种材料、同一个时限写了两行,一份材料会被两行同时算上。',
    mend: '在指标里合并成一行。',
    find: leavesWhere(({ requirements }) => {
      const twice = requirements.find((one, at) => requirements.findIndex((other) => sameWindow(one, other)) < at);
      return twice ? `${twice.kind}写了两行,时限相同。` : null;
    }),
  },
  {
    id: 'indicator-reason-empty',
    group: '测评体系',
    title: '不适用没有写清理由',
    why: '标记不适用要有理由,成册时印在这条指标下,检查组会看。',
    mend: `在指标里把理由写清楚(不少于 ${SHORT_REASON} 个字)。`,
    find: leavesWhere(({ notApplicable }) =>
      notApplicable !== null && [...notApplicable.trim()].length < SHORT_REASON ? `理由是“${notApplicable.trim()}”。` : null,
    ),
  },
  {
    id: 'indicator-reason-with-evidence',
    group: '测评体系',
    title: '不适用的指标却有佐证',
    why: '一边说不适用,一边又有已确认的材料,自相矛盾。',
    mend: '取消不适用,或退回这些佐证。',
    find: ({ indicators, links }) => {
      const counts = groupsBy(links, ({ leaf }) => leaf.id);
      return indicators.flatMap((one) => {
        const found = counts.get(one.id)?.length ?? 0;
        return one.notApplicable !== null && found > 0 ? [onIndicator(one, `标记了不适用,却有 ${found} 份已确认的佐证。`)] : [];
      });
    },
  },
  {
    id: 'indicator-code-twice',
    group: '测评体系',
    title: '两条指标编号相同',
    why: '编号相同,按编号归类和查找都会混在一起。',
    mend: '核对操作手册,改正后重新导入。',
    find: ({ indicators }) =>
      [
        ...groupsBy(
          indicators.filter(({ leaf, code }) => leaf && code !== ''),
          ({ framework, code }) => `${framework} ${nodeKey(code)}`,
        ),
      ].flatMap(([subject, group]) => {
        const [first, second] = group;
        return first && second ? [onIndicator(first, `与“${second.name}”的编号都是 ${second.code}。`, `code ${subject}`)] : [];
      }),
  },
  {
    id: 'indicator-no-method',
    group: '测评体系',
    title: '指标没有测评方法',
    why: '不知道是材料审核还是实地考察,按方法看分和分工都漏了它。',
    mend: '在操作手册里查测评方法,补在表里重新导入。',
    find: ({ indicators }) => {
      const leaves = indicators.filter(({ leaf }) => leaf);
      const told = new Set(leaves.filter(({ methods }) => methods.length > 0).map(({ framework }) => framework));
      return leaves
        .filter(({ methods, framework }) => methods.length === 0 && told.has(framework))
        .map((one) => onIndicator(one, '没有写测评方法。'));
    },
  },
  {
    id: 'indicator-branch-empty',
    group: '测评体系',
    title: '一个项目下没有测评标准',
    why: '导入时少了行,或者层级认错了。',
    mend: '打开原表核对,改正后重新导入。',
    find: ({ indicators }) => {
      const parents = new Set(indicators.map(({ parentId }) => parentId));
      return indicators.filter(({ id, leaf }) => !leaf && !parents.has(id)).map((one) => onIndicator(one, '下面没有任何指标。'));
    },
  },
];
