export { readCrosswalkFile, writeCrosswalk } from './file.ts';
export { setCrosswalk, type SaidRow } from './keep.ts';
export { listCrosswalk } from './list.ts';
export { proposeCrosswalk } from './proposals.ts';
