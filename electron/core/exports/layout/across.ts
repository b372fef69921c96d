import type { Fonts } from '../fonts.ts';
import type { Block } from './blocks.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT, type LaidPage } from './drawing.ts';
import { layoutBlocks } from './flow.ts';
import { photoFrame, type Side } from './frames.ts';

/**
 * Sets blocks across A4, as the wide tables of DA/T 22 are: the sheet stays upright in the volume with its stamps, and what is on it is read
 * after a turn, its head at the left. `side` tells for a page's 0-based index which side it is.
 */
export function layoutAcross(
  blocks: readonly Block[],
  fonts: Pick<Fonts, 'advance' | 'measure'>,
  side: (index: number) => Side,
): LaidPage[] {
  const { width, height } = photoFrame('front');
  const pages = layoutBlocks(blocks, { frame: { x: 0, y: 0, width: height, height: width }, fonts });
  return pages.map(({ drawings }, index) => {
    const { x, y } = photoFrame(side(index));
    return {
      widthPt: A4_WIDTH_PT,
      heightPt: A4_HEIGHT_PT,
      drawings: [{ kind: 'across', x, y, width, height, drawings }],
    };
  });
}
