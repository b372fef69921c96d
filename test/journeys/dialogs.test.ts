import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser } from './support.ts';
import { sweep, type Look } from './sweep.ts';

const FULL = { width: 1366, height: 768 };

/** A screen at rest: its main region is there. */
async function go(page: Page, hash: string, name: string): Promise<void> {
  await page.setViewportSize(FULL);
  await page.evaluate((next) => void (location.hash = next), hash);
  await page.getByRole('main', { name }).waitFor();
}

async function closed(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** A dialog of a screen: which button leads to it, through which entry of its menu if it has one. */
function dialogOf(hash: string, screen: string, button: RegExp, entry?: RegExp): Pick<Look, 'reach' | 'leave'> {
  return {
    reach: async (page) => {
      await go(page, hash, screen);
      await page.getByRole('button', { name: button }).first().click();
      if (entry) await page.getByRole('menuitem', { name: entry }).click();
      await page.getByRole('dialog').last().waitFor();
    },
    leave: closed,
  };
}

/** 责任 with the first unit chosen. */
async function firstUnit(page: Page): Promise<void> {
  await go(page, '#/duties', '责任');
  await page.getByRole('tree', { name: '责任单位' }).press('ArrowDown');
  await page.getByRole('heading', { name: /^本单位 \d+ 项$/ }).waitFor();
}

const DUTIES: readonly Look[] = [
  { name: '责任', reach: firstUnit },
  {
    name: '责任:单位与人员',
    reach: async (page) => {
      await page.setViewportSize(FULL);
      await page.getByRole('button', { name: '单位与人员' }).click();
      await page.getByRole('dialog', { name: /^单位:/ }).waitFor();
    },
    leave: closed,
  },
  { name: '责任:导入', ...dialogOf('#/duties', '责任', /^导入…/) },
  { name: '责任:盒脊、盒签与卷内目录', ...dialogOf('#/duties', '责任', /目录与提交表/, /^盒脊、盒签与卷内目录/) },
  { name: '责任:打交接包', ...dialogOf('#/duties', '责任', /^交接包$/, /^打交接包/) },
  { name: '责任:收交接包', ...dialogOf('#/duties', '责任', /^交接包$/, /^收交接包/) },
  { name: '统计:汇总各单位', ...dialogOf('#/statistics', '统计', /^汇总各单位/) },
];

const RECORDS: readonly Look[] = [
  {
    name: '台账:新增一行',
    reach: async (page) => {
      await go(page, '#/records?ledger=wenti', '台账');
      await page.getByRole('button', { name: '新增' }).first().click();
      await page.getByRole('region', { name: '新增一行' }).waitFor();
    },
  },
  { name: '台账:从 Excel 导入', ...dialogOf('#/records?ledger=wenti', '台账', /^导入导出/, /^从 Excel 导入/) },
  { name: '台账:从微信群导入', ...dialogOf('#/records?ledger=wenti', '台账', /^导入导出/, /^从微信群导入/) },
  { name: '设置:另存为', ...dialogOf('#/settings', '设置', /^另存为/) },
  {
    name: '成册:存为模板',
    reach: async (page) => {
      await go(page, '#/exports', '成册');
      await page.getByRole('button', { name: '存为模板…' }).click();
      await page.getByRole('button', { name: '取消' }).waitFor();
    },
  },
];

describeInBrowser('每个对话框,100 % 到 200 %,浅色和深色', (open) => {
  for (const [what, looks] of [
    ['责任 and 统计', DUTIES],
    ['台账, 设置 and 成册', RECORDS],
  ] as const)
    test(`every dialog of ${what} can be read and used`, { timeout: 400_000 }, async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      expect(await sweep(page, looks)).toEqual([]);
      await close();
    });
});
