import { DONE_STATES, type GapState } from './gaps.ts';
import { addDays } from './periods.ts';

/** 责任: who answers for an indicator, until when, and how far that is. Values and pure rules. */

/** Work whose day lies this near is 近 7 天到期 (PRODUCT: the numbers of the 工作台). */
export const DAYS_AHEAD = 7;

export type DueState = 'overdue' | 'soon' | null;

/** The fields of one unit's part in an indicator; every text may be ''. */
export const DUTY_FIELDS = [
  'leader',
  'person',
  'office',
  'due',
  'task',
  'progress',
  'responsibility',
  'appraisal',
  'reward',
] as const;
export type DutyField = (typeof DUTY_FIELDS)[number];

/** On screen and in tables. 五定 are the last five (种子 003: 定任务、定进度、定责任、定考评、定奖惩). */
export const DUTY_WORDS: Readonly<Record<DutyField, string>> = {
  leader: '分管领导',
  person: '责任人',
  office: '责任科室',
  due: '完成时间',
  task: '任务',
  progress: '进度',
  responsibility: '责任',
  appraisal: '考评',
  reward: '奖惩',
};

/** One unit's part in an indicator. */
export type Duty = { readonly unit: string; readonly lead: boolean } & Readonly<Record<DutyField, string>>;

export const NO_DUTY: Readonly<Record<DutyField, string>> = {
  ...{ leader: '', person: '', office: '', due: '', task: '', progress: '', responsibility: '', appraisal: '', reward: '' },
};

/** Whether an indicator in this state still has work open. */
export function isLacking(state: GapState): boolean {
  return !DONE_STATES.has(state);
}

/** How near a due date is. Words (`长期`, `每月`) are never late; what is 齐全 or 不适用 is done. `today`: local `YYYY-MM-DD`. */
export function dueStateOf(due: string, state: GapState, today: string): DueState {
  if (!isLacking(state) || !/^\d{4}-\d{2}-\d{2}$/.test(due)) return null;
  if (due < today) return 'overdue';
  return due <= addDays(today, DAYS_AHEAD) ? 'soon' : null;
}
