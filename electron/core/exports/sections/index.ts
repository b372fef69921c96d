/** The parts of a volume that are pages of ours, in the order of EXPORT.md. */
export { coverBlocks, volumeMarks, volumeWords } from './cover.ts';
export { contentsBlocks } from './contents.ts';
export type { ContentsParts } from './contents.ts';
export { gapsBlocks } from './gaps.ts';
export { groupBlocks } from './group.ts';
export { indicatorBlocks, pageRange } from './indicator.ts';
export { fourPhotosBlocks, photoBlocks } from './photos.ts';
export type { PhotoItem, Picture } from './photos.ts';
export { placeholderBlocks } from './placeholder.ts';
export { noteBlocks } from './note.ts';
export type { VolumeCounts } from './note.ts';
export { manifestBlocks } from './manifest.ts';
export type { ManifestLine } from './manifest.ts';
export { omissionBlocks } from './omissions.ts';
export * from './keys.ts';
export type { LabelOf } from './style.ts';
export { fullWidthPunctuation, typesetGroups, typesetOmissions, typesetPlan } from './punctuation.ts';
