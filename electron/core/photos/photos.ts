export { readCaption, storeCaption, type CaptionEdit } from './captions.ts';
export { findReusedPhotos, type PhotoUse } from './reuse.ts';
export { useSentence } from './use-words.ts';
