import type { CodeStyle } from './code-styles.ts';
import type { Kind } from './document.ts';

/** 材料要求: one kind of evidence an indicator needs. A window is either months back from the 测评基准日 or fixed from–to. */
export interface Requirement {
  readonly kind: Kind;
  /** Minimum number of confirmed documents, at least 1. */
  readonly minCount: number;
  readonly windowMonths: number | null;
  /** Fixed window, local dates `YYYY-MM-DD`, both or neither. */
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly note: string;
}

/** 指标: a node of a framework. Leaves carry requirements. */
export interface Indicator {
  /** Stable inside its framework. */
  readonly id: string;
  /** As the framework itself prints it, e.g. `Ⅱ-9-1)`. */
  readonly code: string;
  readonly altCodes: readonly string[];
  readonly name: string;
  /** 1-based depth; `levelNames[level-1]` is its word. */
  readonly level: number;
  readonly parentId: string | null;
  readonly leaf: boolean;
  /** 测评标准 full text when it differs from the name, else ''. */
  readonly standard: string;
  readonly methods: readonly string[];
  readonly leadUnit: string;
  readonly units: readonly string[];
  /** Due date `YYYY-MM-DD`, or the sheet's own words (“长期”), or ''. */
  readonly dueText: string;
  readonly keywords: readonly string[];
  readonly weakKeywords: readonly string[];
  /** `high | medium | low` for reconstructed wording, '' for a clerk's own import. */
  readonly confidence: string;
  readonly requirements: readonly Requirement[];
}

/** A line of a framework's own 负面清单: what stands against the whole application. */
export interface NegativeItem {
  readonly code: string;
  readonly name: string;
  /** 必备条件 must be reached, everything else must not have happened. */
  readonly kind: '一票否决' | '必备条件';
  /** Months back from the 测评基准日, or null for no limit. */
  readonly windowMonths: number | null;
}

/** 测评体系 with its indicators in print order (parents before children). */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  /** True for the shipped 示例模板: wording is a reconstruction, say so on every output. */
  readonly reconstructed: boolean;
  /** The sentence to print beside a reconstructed framework, else ''. */
  readonly note: string;
  readonly levelNames: readonly string[];
  readonly indicators: readonly Indicator[];
  /** Absent: it brings none. */
  readonly negativeList?: readonly NegativeItem[];
  /** 编号样式 it declares. Absent: none, its codes are read as `codes.ts` finds them. */
  readonly codeStyles?: readonly CodeStyle[];
}

/** How a framework is named where several stand beside each other: with its edition. */
export function frameworkLabel({ name, edition }: Pick<Framework, 'name' | 'edition'>): string {
  return edition === '' ? name : `${name}(${edition})`;
}
