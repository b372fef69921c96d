import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser } from './support.ts';

/** 编目 and a volume may take a while on a busy machine. */
const JOB_MS = 90_000;
/** A person who has not found a control after so many steps has lost it. */
const MOST_STEPS = 80;

/** Why the control that has the focus is not seen to have it, or null. Runs in the page. */
function unseenFocus(): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return 'nothing has the focus';
  const name = `<${focused.tagName.toLowerCase()}> “${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 30)}”`;
  if (!focused.matches(':focus-visible')) return `${name} does not show its focus`;
  const { left, top, right, bottom } = focused.getBoundingClientRect();
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return `${name} is out of sight`;
  // A field may be drawn by the frame around it, and what moves within a grid by the row or cell that is the active one.
  const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '');
  const drawn = [focused, focused.parentElement, focused.closest('label'), active, focused.querySelector('.gm-active')];
  const marked = drawn.some((one) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  });
  return marked ? null : `${name} has the focus without a mark`;
}

/** Goes to a control with Tab alone, and looks whether the focus is seen on it. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await control.waitFor();
  const there = (): Promise<boolean> => control.evaluate((one) => one === document.activeElement);
  for (let step = 0; !(await there()); step++) {
    if (step === MOST_STEPS) throw new Error(`${MOST_STEPS} × ${key} does not lead to ${control.toString()}`);
    await page.keyboard.press(key);
  }
  await expect.poll(() => page.evaluate(unseenFocus)).toBeNull();
}

/** Types into a field over what stands there. */
async function write(page: Page, name: string, words: string): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name, exact: true }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(words);
}

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });

describeInBrowser('只用键盘', (open) => {
  test(
    'from nothing to a verified volume: 建库, 归类, 缺项 and 成册 in one go, with the focus in sight and no mouse at all',
    { timeout: 400_000 },
    async () => {
      const { page, source, folder, close } = await open({ archive: 'none' });
      await page.evaluate(() => {
        for (const kind of ['pointerdown', 'mousedown', 'click'] as const)
          window.addEventListener(kind, (event) => {
            if (event instanceof PointerEvent && event.pointerType !== '') document.body.dataset['pointed'] = kind;
          });
      });

      await tabTo(page, button(page, '新建档案库'));
      await page.keyboard.press('Enter');
      await write(page, '名称', '只用键盘的档案');
      await write(page, '材料文件夹', source);
      await write(page, '档案库位置', join(folder, '新档案库'));
      await tabTo(page, button(page, '建库并编目'));
      await page.keyboard.press('Enter');
      await page.getByText(/^找到 \d+ = 编目/).waitFor({ timeout: JOB_MS });

      await page.keyboard.press('Control+3');
      const triage = page.getByRole('main', { name: '归类' });
      const title = (): Promise<string> => triage.getByRole('heading', { level: 2 }).innerText();
      await tabTo(page, triage.getByRole('list', { name: '建议' }).getByRole('button').first());
      const first = await title();
      await page.keyboard.press('Enter');
      await page.getByText(/^已处理 1 \/ \d+$/).waitFor();
      const second = await title();
      expect(second).not.toBe(first);
      await page.keyboard.press('0');
      await page.getByText(/^已处理 2 \/ \d+$/).waitFor();
      await page.keyboard.press('Control+Z');
      await page.getByText(/^已处理 1 \/ \d+$/).waitFor();
      await expect.poll(title).toBe(second);
      await page.keyboard.press('1');
      await page.getByText(/^已处理 2 \/ \d+$/).waitFor();

      await page.keyboard.press('Control+5');
      const grid = page.getByRole('grid', { name: /缺项矩阵/ });
      await tabTo(page, grid);
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const card = page.getByRole('dialog');
      await card.getByRole('heading', { name: '材料要求' }).waitFor();
      await tabTo(page, card.getByRole('button', { name: '看指标' }));
      await page.keyboard.press('Escape');
      await card.waitFor({ state: 'hidden' });
      expect(await page.evaluate(unseenFocus)).toBeNull();

      await page.keyboard.press('Control+6');
      await page.getByRole('region', { name: '选项' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('navigation', { name: '卷册目录' }).waitFor({ timeout: JOB_MS });
      await tabTo(page, button(page, '生成第 1 版'), 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '第 1 版' }).waitFor({ timeout: JOB_MS });
      await tabTo(page, button(page, '校验'));
      await page.keyboard.press('Enter');
      await page.getByText(/校验通过/).waitFor({ timeout: JOB_MS });
      expect(readdirSync(join(folder, '成册', '第1版')).some((name) => name.endsWith('.pdf'))).toBe(true);
      expect(await page.evaluate(() => document.body.dataset['pointed'])).toBeUndefined();
      await close();
    },
  );
});
