/** 佐证: a document proves an indicator. Nothing counts until a person confirmed it (PRODUCT rule 2). */
export type LinkState = 'suggested' | 'confirmed' | 'rejected';

export type Band = 'high' | 'medium' | 'low';

/** Why a suggestion was made; `text` is a complete Chinese phrase such as `名称命中“文明交通”`. */
export interface Reason {
  readonly kind: string;
  readonly text: string;
  /** The 归类规则 that says so, where one does. */
  readonly rule?: number;
  /** First and last page (1-based) that prove it, where not the whole document does. */
  readonly pages?: readonly [number, number];
}

/** One suggestion for one document. `score` is 0..1 and calibrated: the share of such suggestions a clerk accepts. */
export interface Suggestion {
  readonly frameworkId: string;
  readonly indicatorId: string;
  readonly score: number;
  readonly band: Band;
  readonly reasons: readonly Reason[];
}
