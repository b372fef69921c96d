import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] };
const COLOURS = 'color-contrast';

/** Waits until nothing moves any more, spinners apart. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
}

/** Waits until the page has not changed for a while, three seconds at most: a clock may tick in it. */
export async function quiet(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = (): void => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(done, 300);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, 300);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        setTimeout(done, 3000);
      }),
  );
}

/** What is found by two looks one after the other: one alone may have seen the page between two states, as no person does. */
async function lasting(page: Page, look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let found = await look();
  while (found.length > 0) {
    await quiet(page);
    const again = await look();
    if (again.join('\n') === found.join('\n')) return found;
    found = again;
  }
  return found;
}

/**
 * WCAG 2.1 A and AA findings of the page at rest, as sentences. `colours`: only what the theme decides, for the second theme of
 * a page that was looked at whole in the first; `form`: all but that, for another size of it.
 */
export function findings(page: Page, which: 'all' | 'colours' | 'form' = 'all'): Promise<readonly string[]> {
  return lasting(page, () => violations(page, which));
}

async function violations(page: Page, which: 'all' | 'colours' | 'form'): Promise<readonly string[]> {
  await settled(page);
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(AXE);
  return page.evaluate(
    async (options) => {
      const { axe } = window as unknown as {
        axe: {
          run: (
            scope: Document,
            options: object,
          ) => Promise<{ violations: { id: string; nodes: { target: string[]; html: string; failureSummary: string }[] }[] }>;
        };
      };
      const { violations } = await axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.replaceAll(/\s+/g, ' ')}`),
      );
    },
    {
      resultTypes: ['violations'],
      ...(which === 'colours' ? { runOnly: { type: 'rule', values: [COLOURS] } } : { runOnly: WCAG }),
      ...(which === 'form' ? { rules: { [COLOURS]: { enabled: false } } } : {}),
    },
  );
}

/** The findings in the light dress and in the dark one; leaves the page in the dress it was in. */
export async function findingsInBoth(page: Page): Promise<readonly string[]> {
  const first = await findings(page);
  await changeDress(page);
  const second = (await findings(page, 'colours')).map((one) => `另一种颜色 ${one}`);
  await changeDress(page);
  return [...first, ...second];
}

/** Changes between the light dress and the dark one, and waits until the page wears it. */
export async function changeDress(page: Page): Promise<void> {
  const worn = await page.evaluate(() => document.documentElement.style.colorScheme);
  await page.keyboard.press('Control+Shift+L');
  await page.waitForFunction((before) => document.documentElement.style.colorScheme !== before, worn);
}

/**
 * What of the page cannot be reached or read at this size, as sentences: the document is wider or taller than the window, a control
 * is cut off where nothing scrolls to it, a control lies under another thing, a word on a button is cut off, or a region that must
 * scroll is too small to be of use.
 */
export function cutOff(page: Page): Promise<readonly string[]> {
  return lasting(page, async () => (await (await page.waitForFunction(findCutOff)).jsonValue()) ?? []);
}

/** Runs in the page. null while something moves: a message that is on its way out is half gone, not covered. */
function findCutOff(): readonly string[] | null {
  const moving = document
    .getAnimations()
    .some((one) => one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity);
  if (moving) return null;
  const CONTROLS = 'button, a[href], input, select, textarea, [role=button], [role=tab], [role=combobox], [role=switch]';
  /** Half pixels of a zoomed page. */
  const SLACK = 1.5;
  /** One line of text and a bit: less cannot be scrolled with sense. */
  const LEAST_REGION = { width: 60, height: 26 };
  type Box = { left: number; top: number; right: number; bottom: number };
  const found: string[] = [];
  const boxOf = (node: Element): Box => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const within = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const nameOf = (node: Element): string => {
    const words = node.getAttribute('aria-label') ?? node.getAttribute('title') ?? node.textContent ?? '';
    return `<${node.tagName.toLowerCase()}> “${(words.trim() || node.className.toString()).slice(0, 40)}”`;
  };
  const shown = (node: Element): boolean => {
    const box = boxOf(node);
    if (box.right - box.left < 2 || box.bottom - box.top < 2) return false;
    return node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  };
  const root = document.documentElement;
  for (const node of [root, document.body]) {
    if (node.scrollWidth > innerWidth + SLACK) found.push(`${node.tagName} 宽 ${node.scrollWidth},窗口 ${innerWidth}`);
    if (node.scrollHeight > innerHeight + SLACK) found.push(`${node.tagName} 高 ${node.scrollHeight},窗口 ${innerHeight}`);
  }
  for (const wrap of document.querySelectorAll('.ant-modal-wrap'))
    if (wrap.scrollWidth > wrap.clientWidth + SLACK) found.push(`对话框宽 ${wrap.scrollWidth},窗口 ${wrap.clientWidth}`);
  const modals = [...document.querySelectorAll('.ant-modal-wrap, .ant-drawer')].filter(shown);
  const scope = modals.at(-1) ?? document.body;
  for (const control of scope.querySelectorAll(CONTROLS)) {
    if (!shown(control) || control.closest('.visually-hidden, [aria-hidden=true]')) continue;
    // A box that the component library draws itself: what is seen is the label around the invisible input.
    const seen = control.matches('input[type=checkbox], input[type=radio]') ? (control.closest('label') ?? control) : control;
    let box = boxOf(seen);
    let cut: string | null = null;
    let scrolls = false;
    let fixed = getComputedStyle(seen).position === 'fixed';
    for (let parent = seen.parentElement; parent && parent !== root && !fixed; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      const area = boxOf(parent);
      for (const [axis, from, to] of [
        ['overflowX', 'left', 'right'],
        ['overflowY', 'top', 'bottom'],
      ] as const) {
        const way = style[axis];
        // Words that end in … and are told whole by a title.
        const told = axis === 'overflowX' && style.textOverflow === 'ellipsis' && seen.closest('[title]') !== null;
        if (way === 'visible') continue;
        const beyond = box[from] < area[from] - SLACK || box[to] > area[to] + SLACK;
        if (!beyond) continue;
        if (told) {
          box = { ...box, [from]: Math.max(box[from], area[from]), [to]: Math.min(box[to], area[to]) };
          continue;
        }
        if (way === 'auto' || way === 'scroll') {
          scrolls = true;
          box = { ...box, [from]: Math.max(box[from], area[from]), [to]: Math.min(box[to], area[to]) };
        } else cut ??= `${Math.round(box[to] - area[to])} px 在 ${nameOf(parent).slice(0, 60)} 之外`;
      }
      fixed = style.position === 'fixed';
    }
    const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const seenBox = within(box, view);
    const away = box.left < -SLACK || box.top < -SLACK || box.right > innerWidth + SLACK || box.bottom > innerHeight + SLACK;
    const empty = seenBox.right - seenBox.left < 2 || seenBox.bottom - seenBox.top < 2;
    if (cut) found.push(`被截断:${nameOf(control)} ${cut}`);
    else if (away) found.push(`在窗口之外:${nameOf(control)} ${JSON.stringify(boxOf(seen))}`);
    else if (!empty && !scrolls) {
      const top = document.elementFromPoint((seenBox.left + seenBox.right) / 2, (seenBox.top + seenBox.bottom) / 2);
      const own = top === null || seen.contains(top) || top.contains(seen);
      if (!own) found.push(`被遮住:${nameOf(control)} 上面是 ${nameOf(top)}`);
    }
    const shortened = [seen, ...seen.querySelectorAll('*')].some((node) => getComputedStyle(node).textOverflow === 'ellipsis');
    if (seen.matches('button, a') && !shortened && seen.scrollWidth > seen.clientWidth + SLACK && seen.clientWidth > 0)
      found.push(`字放不下:${nameOf(control)} 要 ${seen.scrollWidth},只有 ${seen.clientWidth}`);
  }
  // Siblings that lie on each other.
  const parents = new Set([...scope.querySelectorAll(CONTROLS)].filter(shown).map((one) => one.parentElement));
  for (const parent of parents) {
    const controls = [...(parent?.children ?? [])].filter((one) => one.matches(CONTROLS) && shown(one));
    controls.forEach((one, at) => {
      for (const other of controls.slice(at + 1)) {
        const both = within(boxOf(one), boxOf(other));
        if (both.right - both.left > SLACK && both.bottom - both.top > SLACK)
          found.push(`重叠:${nameOf(one)} 与 ${nameOf(other)}`);
      }
    });
  }
  for (const region of scope.querySelectorAll('*')) {
    const style = getComputedStyle(region);
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = region;
    if (!shown(region) || region.closest('.visually-hidden, .ant-select-dropdown, [aria-hidden=true]')) continue;
    const down = /auto|scroll/.test(style.overflowY) && scrollHeight > clientHeight + SLACK && clientHeight < LEAST_REGION.height;
    const across = /auto|scroll/.test(style.overflowX) && scrollWidth > clientWidth + SLACK && clientWidth < LEAST_REGION.width;
    if ((down || across) && !region.matches('textarea, input'))
      found.push(`太小:${nameOf(region)} ${region.className.toString().slice(0, 40)} ${clientWidth}×${clientHeight}`);
  }
  return found;
}
