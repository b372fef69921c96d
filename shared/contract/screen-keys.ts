/** Keys that belong to one screen and are not commands of the window; the `?` table and the manual name them. */
export interface ScreenKey {
  readonly keys: readonly string[];
  readonly label: string;
}

/** Plain keys of 归类, as `renderer/features/triage/use-triage-keys.ts` answers them. */
export const TRIAGE_KEYS: readonly ScreenKey[] = [
  { keys: ['1', '2', '3'], label: '确认第几条建议,去下一份' },
  { keys: ['Shift+1', 'Shift+2', 'Shift+3'], label: '确认但留在这一份' },
  { keys: ['0', 'X'], label: '都不合适' },
  { keys: ['U'], label: '以后再看' },
  { keys: ['Z'], label: '撤销' },
  { keys: ['T'], label: '其余同样情况一并确认' },
  { keys: ['←', '→'], label: '上一份、下一份' },
];
