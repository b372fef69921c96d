import { hardware } from './hardware.ts';
import type { LedgerDefinition } from './ledger.ts';
import { jointMeeting, regularMeeting } from './meetings.ts';
import { negativeList } from './negative.ts';
import { counted, events, honours, media } from './proof.ts';
import { citizens, complaints, survey } from './public-voice.ts';
import { observers, questions } from './roster.ts';
import { rectification } from './rectification.ts';
import { mechanisms, monitoring, schedule, submissions } from './schedule.ts';
import { quarterScore, redBlack, selfCheck } from './scoring.ts';
import { sites, visits } from './sites.ts';
import { bulletin, supervision } from './supervision.ts';

/** Every mechanism ledger, in the order of the screen. A new one is a file and a line here. */
export const LEDGERS: readonly LedgerDefinition[] = [
  rectification,
  hardware,
  sites,
  visits,
  monitoring,
  negativeList,
  selfCheck,
  quarterScore,
  redBlack,
  supervision,
  bulletin,
  jointMeeting,
  regularMeeting,
  survey,
  questions,
  citizens,
  observers,
  complaints,
  media,
  events,
  counted,
  schedule,
  mechanisms,
  honours,
  submissions,
];

/** The ledger of an id, or undefined. */
export function ledgerOf(id: string): LedgerDefinition | undefined {
  return LEDGERS.find((one) => one.id === id);
}
