export { choiceByCodes } from './by-codes.ts';
export { carryDecisions } from './carry.ts';
export { changeEdition } from './change.ts';
export { compareEditions, previewOf } from './compare.ts';
export { readHoldings, type Holdings } from './held.ts';
export { renameFramework, saveFrameworkAs, setCodeStyles } from './own.ts';
export { writeEditionTable } from './workbook.ts';
