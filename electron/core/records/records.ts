export { countRecords, listRecords } from './list.ts';
export { readHardwareLacks, readVetoes } from './standing.ts';
export { importRecords, previewImport } from './import.ts';
export { makeNegativeList } from './negative-list.ts';
export { makeSelfCheck } from './self-check.ts';
export { recordPapers } from './papers.ts';
export { readSiteTypes } from './site-types.ts';
export { moveRecord, removeRecords, saveRecord } from './write.ts';
export { recordSheets, writeRecords } from './workbook.ts';
