import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { quiet } from './look.ts';
import { describeInBrowser } from './support.ts';
import { sweep, type Look } from './sweep.ts';

const FULL = { width: 1366, height: 768 };

/**
 * A screen at rest. Its main region may be there from the address before, and buttons move when the new one is drawn or a pane takes its
 * place again: a click in between would be lost, and the dialog it should open waited for in vain.
 */
async function go(page: Page, hash: string, name: string): Promise<void> {
  await page.setViewportSize(FULL);
  await page.evaluate((next) => void (location.hash = next), hash);
  await page.getByRole('main', { name }).waitFor();
  await quiet(page);
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
      await quiet(page);
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
  { name: '设置:编号样式', ...dialogOf('#/settings', '设置', /^编号样式/) },
  { name: '设置:年度结转', ...dialogOf('#/settings', '设置', /^年度结转/) },
  {
    name: '成册:存为模板',
    reach: async (page) => {
      await go(page, '#/exports', '成册');
      await page.getByRole('button', { name: '存为模板…' }).click();
      await page.getByRole('button', { name: '取消' }).waitFor();
    },
  },
];

/** 指标 with the chosen node in the tree, as the keys that change it want it. */
async function onTree(page: Page): Promise<void> {
  await go(page, '#/indicators', '指标');
  const tree = page.getByRole('tree', { name: '指标' });
  await tree.getByRole('treeitem', { selected: true }).waitFor();
  await tree.focus();
}

/** Evidence on the first leaf of the framework that was added last. Runs in the page. */
async function confirmUnderFirstLeaf(): Promise<void> {
  const call = async <T>(procedure: string, input: object): Promise<T> => {
    const reply = await fetch(`api/${procedure}`, { method: 'POST', body: JSON.stringify(input) });
    return ((await reply.json()) as { value: T }).value;
  };
  const { archive } = await call<{ archive: string }>('session.read', {});
  const { frameworks } = await call<{ frameworks: readonly { id: string }[] }>('archive.summary', { archive });
  const tree = await call<{ nodes: readonly { id: number; leaf: boolean }[] }>('indicators.tree', {
    archive,
    framework: frameworks.at(-1)?.id,
  });
  const { documents } = await call<{ documents: readonly { id: number }[] }>('documents.list', { archive, query: '', limit: 1 });
  const pair = { documentId: documents[0]?.id, indicatorId: tree.nodes.find(({ leaf }) => leaf)?.id, action: 'confirm' };
  await call('links.decideMany', { archive, pairs: [pair] });
}

/** A dialog of 修改测评体系: the keys that lead to it from the chosen node, and how its title begins. */
function nodeDialog(keys: readonly string[], title: RegExp): Pick<Look, 'reach' | 'leave'> {
  return {
    reach: async (page) => {
      await onTree(page);
      for (const key of keys) await page.keyboard.press(key);
      await page.getByRole('dialog', { name: title }).waitFor();
    },
    leave: closed,
  };
}

const NODES: readonly Look[] = [
  { name: '指标:示例模板先另存为', ...nodeDialog(['F2'], /^另存为自己的体系/) },
  {
    name: '指标:增加,编号已有',
    reach: async (page) => {
      await onTree(page);
      await page.keyboard.press('F2');
      const saving = page.getByRole('dialog', { name: '另存为自己的体系' });
      await saving.getByRole('textbox', { name: '名称' }).fill('本市体系');
      await page.keyboard.press('Enter');
      await page.getByText('已另存为“本市体系”,现在可以修改了').waitFor();
      await page.getByRole('banner').getByText('本市体系').waitFor();
      await onTree(page);
      await page.keyboard.press('Insert');
      const adding = page.getByRole('dialog', { name: '增加指标' });
      await adding.getByRole('textbox', { name: '编号' }).fill('Ⅰ-1');
      await adding.getByRole('alert').waitFor();
    },
    leave: closed,
  },
  { name: '指标:改名、改编号', ...nodeDialog(['F2'], /^改名、改编号/) },
  {
    name: '指标:移到别的上级',
    reach: async (page) => {
      await onTree(page);
      await page.getByRole('button', { name: /^修\s*改$/ }).click();
      await page.getByRole('menuitem', { name: /移到别的上级/ }).click();
      await page.getByRole('dialog', { name: /^移到别的上级/ }).waitFor();
    },
    leave: closed,
  },
  {
    name: '指标:删除,连同下级,有人接收',
    reach: async (page) => {
      await page.evaluate(confirmUnderFirstLeaf);
      await onTree(page);
      await page.keyboard.press('Home');
      await page.keyboard.press('Delete');
      const removing = page.getByRole('dialog', { name: /^删除指标/ });
      await removing.getByText(/^连同它下级的 \d+ 条一起删除。$/).waitFor();
      await removing.getByRole('combobox', { name: '接收的指标' }).waitFor();
      // What was named last must not go by a key that was meant for the tree.
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.replaceAll(/\s/g, ''))).toBe('取消');
    },
    leave: closed,
  },
  {
    name: '成册:加密副本,密码太短',
    reach: async (page) => {
      await go(page, '#/exports', '成册');
      const field = page.getByLabel('加密副本的密码');
      await field.fill('密码');
      await field.scrollIntoViewIfNeeded();
      await page.getByText(/^⊠ 加密副本:/).waitFor();
    },
  },
];

describeInBrowser('每个对话框,100 % 到 200 %,浅色和深色', (open) => {
  for (const [what, looks] of [
    ['责任 and 统计', DUTIES],
    ['台账, 设置 and 成册', RECORDS],
    ['修改测评体系 and the 加密副本', NODES],
  ] as const)
    test(`every dialog of ${what} can be read and used`, { timeout: 400_000 }, async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      expect(await sweep(page, looks)).toEqual([]);
      await close();
    });
});
