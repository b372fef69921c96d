/** The door of 责任: who answers for which indicator, and the tables that are made of it. */
export { dutySheets } from './duty-table.ts';
export { dutyPaper } from './papers.ts';
export { importDuties, previewDuties } from './import-duties.ts';
export { materialLabels, materialPapers } from './material-papers.ts';
export { materialSheets, submissionSheets } from './material-tables.ts';
export { dutyKey, readDutyRows } from './duty-rows.ts';
export { readKnownUnits, type KnownUnits } from './known-units.ts';
export { listPeople, savePerson } from './people.ts';
export { listPledges, pledgeSheets, removePledge, savePledge } from './pledges.ts';
export { schoolSheets } from './school-table.ts';
export { readDueCounts, readIndicatorDuties, readItems, readUnits } from './read-duties.ts';
export { saveUnit } from './save-unit.ts';
export { setDuties, watchedOf, writeAssignment } from './set-duties.ts';
