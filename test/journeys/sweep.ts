import type { Page } from 'playwright-core';
import { changeDress, cutOff, findings, settled } from './look.ts';

/**
 * A window of 1366 × 768 at 100, 125, 150 and 200 %, as the page measures it. Colours are looked at in the largest and the smallest, where
 * the dress is changed: what has to do with form alone is looked at in the light one at the largest size and in the dark one at the others.
 */
const SIZES = [
  { width: 1366, height: 768, colours: true },
  { width: 1093, height: 614, colours: false },
  { width: 911, height: 512, colours: false },
  { width: 683, height: 384, colours: true },
] as const;

/** A screen and how a person gets there; `leave` closes what was opened. */
export interface Look {
  readonly name: string;
  readonly reach: (page: Page) => Promise<void>;
  readonly leave?: (page: Page) => Promise<void>;
}

/** What cannot be reached, read or seen, at every size and in both themes, as sentences. */
export async function sweep(page: Page, looks: readonly Look[]): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const { name, reach, leave } of looks) {
    await page.setViewportSize(SIZES[0]);
    await reach(page);
    await page.waitForFunction(() => document.querySelector('[aria-busy=true], .ant-spin-spinning') === null);
    let dress = '浅色';
    for (const size of SIZES) {
      const told = (found: readonly string[]) => found.map((one) => `${name} ${size.width}×${size.height} ${dress} ${one}`);
      await page.setViewportSize(size);
      await settled(page);
      troubles.push(...told(await cutOff(page)));
      troubles.push(...told(await findings(page, size.colours ? 'all' : 'form')));
      if (!size.colours) continue;
      await changeDress(page);
      dress = dress === '浅色' ? '深色' : '浅色';
      troubles.push(...told(await findings(page, 'colours')));
    }
    await leave?.(page);
  }
  return troubles;
}
