/** 报送包: copies of the confirmed originals by indicator, with 目录 and the lists of BagIt (RFC 8493), for a 申报系统. */
export { checkUnitPackages, checkUnits, makeUnitPackages } from './by-unit.ts';
export { looksLikeBag } from './bag-reader.ts';
export { checkPackage, checkSituation, joined, type PackageInput } from './check.ts';
export { compareCompared, readCompared } from './compare.ts';
export { listPackages, readPackage } from './history.ts';
export { makePackage } from './make.ts';
export { listRules, removeRules, saveRules } from './rules.ts';
export { reportSheets } from './tables.ts';
export { verifyPackage } from './verify.ts';
