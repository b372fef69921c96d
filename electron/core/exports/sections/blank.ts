import type { Block } from '../layout/blocks.ts';
import { SIZE, fill, paragraph } from './style.ts';

/** The back of a sheet that nothing is printed on, said so that nobody looks for what might be missing. */
export function blankBlocks(): Block[] {
  return [fill, paragraph('（此页空白）', { sizePt: SIZE.smallFour, align: 'center', color: '#666666' }), fill];
}
