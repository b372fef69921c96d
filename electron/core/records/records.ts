export { countRecords, listRecords } from './list.ts';
export { importRecords, previewImport } from './import.ts';
export { makeSelfCheck } from './self-check.ts';
export { readSiteTypes } from './site-types.ts';
export { moveRecord, removeRecords, saveRecord } from './write.ts';
export { recordSheets, writeRecords } from './workbook.ts';
