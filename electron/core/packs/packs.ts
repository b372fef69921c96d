/** The door of 交接包: what a unit hands up as one file, and taking it in at the level above (U2, S9). */
export { makePack } from './make.ts';
export { mergePack, previewMerge } from './merge.ts';
