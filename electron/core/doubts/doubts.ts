/** The door of this feature: 待核对, confirmed evidence whose content is gone and the files it may have become. */
export { answerDoubt } from './answer.ts';
export { countDoubts, listDoubts } from './list.ts';
export { noticeGone, noticeReplaced } from './notice.ts';
export { settleDoubt } from './settle.ts';
