export { choiceByCodes } from './by-codes.ts';
export { changeEdition } from './change.ts';
export { compareEditions, previewOf } from './compare.ts';
export { renameFramework, saveFrameworkAs } from './own.ts';
export { writeEditionTable } from './workbook.ts';
