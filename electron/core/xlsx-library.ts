import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';

type XlsxLibrary = typeof Xlsx;

let loaded: XlsxLibrary | undefined;

/** The reader of Excel files, loaded when first asked for: its code pages take some 40 MB that most runs never need. */
export function xlsx(): XlsxLibrary {
  return (loaded ??= createRequire(import.meta.url)('@e965/xlsx') as XlsxLibrary);
}
