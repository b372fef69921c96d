export { confirmBand, decide, type Decision } from './decide.ts';
export { listSuggestions } from './list.ts';
export { runSuggest } from './suggest-job.ts';
