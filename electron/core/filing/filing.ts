export { listFilingRules } from './list.ts';
export { learnedDrafts } from './learned.ts';
export { previewRule } from './hits.ts';
export { confirmAutomatic, setAutomatic } from './automatic.ts';
export { followRules, removeRule, saveRules, type KeptDraft } from './keep.ts';
export { readRulesFile, rulesFileName, writeRules } from './file.ts';
