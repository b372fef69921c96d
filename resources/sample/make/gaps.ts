/** What the sample deliberately lacks: the need (indicator, kind) and the state the demo must report once everything fitting is confirmed. */
export const GAPS: readonly { readonly indicator: string; readonly kind: string; readonly state: string }[] = [];
