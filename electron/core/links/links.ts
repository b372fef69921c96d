export { confirmBand, decide, type Decision } from './decide.ts';
export { listSuggestions } from './list.ts';
export { readFilingRules } from './filing-rules.ts';
export { readDecided, readDocuments, runSuggest, suggestAnew, type DocumentRow } from './suggest-job.ts';
export { decideMany, labelOf, putOff, rejectAll, type Decider, type PairDecision } from './decide-many.ts';
export { readBand, readQueue, readSame, toItem } from './queue.ts';
export { searchIndicators } from './search-indicators.ts';
export { readTriage } from './triage.ts';
export { FIRST_PLACE, placeOf } from './place.ts';
