import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { MOST_STYLES, normalStyles, STYLE_CHARACTERS } from '../../../shared/domain/code-styles.ts';
import { KINDS } from '../../../shared/domain/document.ts';
import type { Framework, Indicator, NegativeItem } from '../../../shared/domain/framework.ts';
import { readUnits } from './cell-text.ts';

const calendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const requirement = z.object({
  kind: z.enum(KINDS),
  minCount: z.number().int().min(1),
  windowMonths: z.number().int().min(1).nullable(),
  windowFrom: calendarDate.nullable(),
  windowTo: calendarDate.nullable(),
  note: z.string(),
});

const indicator = z.object({
  id: z.string().min(1),
  code: z.string().min(1),
  altCodes: z.array(z.string()),
  name: z.string().min(1),
  level: z.number().int().min(1),
  parentId: z.string().nullable(),
  leaf: z.boolean(),
  standard: z.string(),
  methods: z.array(z.string()),
  leadUnit: z.string(),
  units: z.array(z.string()),
  dueText: z.string(),
  keywords: z.array(z.string()),
  weakKeywords: z.array(z.string()),
  confidence: z.string(),
  requirements: z.array(requirement),
});

const codeStyles = z.array(z.string().max(STYLE_CHARACTERS)).max(MOST_STYLES).default([]);

/** Our own exchange format: a `Framework` value as JSON (what `framework show --json` prints). */
const frameworkSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  edition: z.string(),
  reconstructed: z.boolean(),
  note: z.string(),
  levelNames: z.array(z.string().min(1)).min(1),
  indicators: z.array(indicator).min(1),
  negativeList: z
    .array(
      z.object({
        code: z.string(),
        name: z.string().min(1),
        kind: z.enum(['一票否决', '必备条件']),
        windowMonths: z.number().int().min(1).nullable(),
      }),
    )
    .default([]),
  codeStyles,
});

/** The format of the files in `resources/frameworks`: a template with its sources. Fields not named here are not used. */
const templateSchema = z.object({
  schemaVersion: z.literal(1),
  name: z.string().min(1),
  edition: z.string().optional(),
  level_names: z.array(z.string().min(1)).min(1),
  negativeList: z
    .array(z.object({ code: z.string(), name: z.string().min(1), windowMonths: z.number().int().min(1).nullable() }))
    .default([]),
  /** 必备条件: what is not reached stands against the whole (W04). */
  oneVoteVeto: z.array(z.string().min(1)).default([]),
  codeStyles,
  items: z
    .array(
      z.object({
        id: z.string().min(1),
        code: z.string().min(1),
        altCodes: z.array(z.string()).default([]),
        name: z.string().min(1),
        level: z.number().int().min(1),
        parentId: z.string().nullable(),
        leaf: z.boolean(),
        methods: z.array(z.string()),
        evidenceRules: z.array(
          z.object({
            kind: z.enum(KINDS),
            min: z.number().int().min(1),
            windowMonths: z.number().int().min(1).nullable().default(null),
            note: z.string().default(''),
          }),
        ),
        leadUnit: z.string(),
        units: z.array(z.string()),
        keywords: z.array(z.string()),
        weakKeywords: z.array(z.string()).default([]),
        threshold: z.string().optional(),
        confidence: z.enum(['high', 'medium', 'low']),
      }),
    )
    .min(1),
});

type Template = z.infer<typeof templateSchema>;

/** Printed beside every output of a shipped template. */
export const RECONSTRUCTED_NOTE = '示例模板:条文为依据公开材料的重建,非官方原文;正式使用前请用本地操作手册(Excel)导入覆盖。';

/**
 * Reads the text of a framework file: one of our templates (`items`) or a `Framework` value (`indicators`). `id` names a
 * template, whose id is its file name; `label` stands in messages. `units` never repeats `leadUnit`.
 * Throws AppError `refused` when the text is not JSON, misses a field, or its tree does not hold together.
 */
export function parseFrameworkJson(text: string, id: string, label: string): Framework {
  const json = parseJson(text, label);
  const isTemplate = typeof json === 'object' && json !== null && 'items' in json;
  const parsed = isTemplate ? templateSchema.safeParse(json) : frameworkSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw broken(label, `字段 ${issue?.path.join('.') || '(最外层)'}:${issue?.message ?? ''}`);
  }
  const framework = 'items' in parsed.data ? fromTemplate(parsed.data, id) : withoutRepeatedLead(parsed.data);
  const problem = findTreeProblem(framework);
  if (problem) throw broken(label, problem);
  return framework;
}

/** The first thing wrong with a framework's tree as a Chinese phrase, or null: ids and codes unique, parents before children. */
export function findTreeProblem(framework: Framework): string | null {
  const seen = new Map<string, Indicator>();
  const codes = new Set<string>();
  const withChildren = new Set(framework.indicators.map((one) => one.parentId));
  for (const one of framework.indicators) {
    if (seen.has(one.id)) return `指标标识 ${one.id} 重复`;
    if (codes.has(one.code)) return `指标编号 ${one.code} 重复`;
    if (one.level > framework.levelNames.length) return `指标 ${one.code} 的层级 ${one.level} 超出层级名的个数`;
    // What has none beneath it and is no leaf is a heading whose indicators are still to come.
    if (one.leaf && withChildren.has(one.id)) return `指标 ${one.code} 的 leaf 与它有没有下级不一致`;
    const parent = one.parentId === null ? undefined : seen.get(one.parentId);
    if (one.parentId !== null && !parent) return `指标 ${one.code} 的上级 ${one.parentId} 不存在、排在它后面或互相循环`;
    if (parent && parent.level >= one.level) return `指标 ${one.code} 的层级不在上级 ${parent.code} 之下`;
    const wrong = one.requirements.find((need) => (need.windowFrom === null) !== (need.windowTo === null));
    if (wrong) return `指标 ${one.code} 的材料要求“${wrong.kind}”只有起止日期中的一个`;
    seen.set(one.id, one);
    codes.add(one.code);
  }
  return null;
}

function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw broken(label, `不是有效的 JSON(${(error as Error).message})`);
  }
}

function broken(label: string, why: string): AppError {
  return new AppError('refused', `测评体系文件 ${label} 有问题:${why}。请换一个完好的文件,或改用 Excel 导入。`);
}

function withoutRepeatedLead({ negativeList = [], codeStyles: declared = [], ...framework }: Framework): Framework {
  const indicators = framework.indicators.map((one) => ({ ...one, units: one.units.filter((unit) => unit !== one.leadUnit) }));
  const styles = normalStyles(declared);
  return {
    ...framework,
    indicators,
    ...(negativeList.length > 0 ? { negativeList } : {}),
    ...(styles.length > 0 ? { codeStyles: styles } : {}),
  };
}

function fromTemplate(template: Template, id: string): Framework {
  const { name, edition } = splitName(template);
  const indicators = template.items.map((item): Indicator => ({
    id: item.id,
    code: item.code,
    altCodes: item.altCodes,
    name: item.name,
    level: item.level,
    parentId: item.parentId,
    leaf: item.leaf,
    standard: item.threshold ? `${item.name}。参考阈值:${item.threshold}` : '',
    methods: item.methods,
    ...unitsOf(item),
    dueText: '',
    keywords: item.keywords,
    weakKeywords: item.weakKeywords,
    confidence: item.confidence,
    requirements: item.evidenceRules.map((rule) => ({
      kind: rule.kind,
      minCount: rule.min,
      windowMonths: rule.windowMonths,
      windowFrom: null,
      windowTo: null,
      note: rule.note,
    })),
  }));
  const framework = { id, name, edition, reconstructed: true, note: RECONSTRUCTED_NOTE, levelNames: template.level_names };
  return withoutRepeatedLead({ ...framework, indicators, negativeList: negativeOf(template), codeStyles: template.codeStyles });
}

function negativeOf({ negativeList, oneVoteVeto }: Template): NegativeItem[] {
  const must = oneVoteVeto.map((name, at) => ({ code: `必-${at + 1}`, name, kind: '必备条件' as const, windowMonths: null }));
  const never = negativeList.map(({ code, name, windowMonths }) => ({ code, name, kind: '一票否决' as const, windowMonths }));
  return [...never, ...must];
}

/** `团委/工会` are two units; the first named one leads (P09, P24). */
function unitsOf(item: { readonly leadUnit: string; readonly units: readonly string[] }): Pick<Indicator, 'leadUnit' | 'units'> {
  const [leadUnit = '', ...others] = readUnits(item.leadUnit).units;
  return { leadUnit, units: [...new Set([...others, ...item.units])] };
}

/** A template's name ends with its edition in brackets; print them apart so that no output says it twice. */
function splitName(template: Template): { name: string; edition: string } {
  const match = /^(.+)\(([^()]+)\)$/.exec(template.name);
  return match ? { name: match[1] ?? '', edition: match[2] ?? '' } : { name: template.name, edition: template.edition ?? '' };
}
