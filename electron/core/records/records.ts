export { countRecords, derivedOf, listRecords } from './list.ts';
export { readHardwareLacks, readVetoes } from './standing.ts';
export { importRecords, previewImport } from './import.ts';
export { makeNegativeList } from './negative-list.ts';
export { makeSelfCheck } from './self-check.ts';
export { readSiteTypes } from './site-types.ts';
export { moveRecord, removeRecords, saveRecord } from './write.ts';
export { isChosen, recordSheets, writeRecords } from './workbook.ts';
export { definitionOf, readAttached, readRecords, type StoredRecord } from './store.ts';
