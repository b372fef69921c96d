import type { TabStop } from '../layout/blocks.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { TWIPS_PER_PT } from '../../office-units.ts';

const MOST_TABS = 50;

/** The tab stops of a w:tabs, from left to right (17.3.1.38). */
export function readTabs(tabs: XmlElement): readonly TabStop[] {
  return elements(tabs)
    .filter(({ attributes }) => !['clear', 'bar'].includes(attributes['w:val'] ?? ''))
    .slice(0, MOST_TABS)
    .map(({ attributes }): TabStop => {
      const kind = attributes['w:val'] ?? 'left';
      const leader = attributes['w:leader'];
      return {
        atPt: clamp(Number(attributes['w:pos'] ?? 0) / TWIPS_PER_PT || 0, 0, 2000),
        kind: kind === 'center' ? 'center' : ['right', 'end', 'decimal'].includes(kind) ? 'right' : 'left',
        ...(leader === 'underscore'
          ? { leader: 'line' as const }
          : leader && leader !== 'none'
            ? { leader: 'dots' as const }
            : {}),
      };
    })
    .sort((a, b) => a.atPt - b.atPt);
}

/** A number within limits. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
