import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cutOff, findings, settled } from './look.ts';
import { describeInBrowser } from './support.ts';

const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));
/** A window of 1366 × 768 at 100, 125, 150 and 200 %, as the page measures it. Colours are looked at in the largest and the smallest. */
const SIZES = [
  { width: 1366, height: 768, colours: true },
  { width: 1093, height: 614, colours: false },
  { width: 911, height: 512, colours: false },
  { width: 683, height: 384, colours: true },
] as const;
const STEP_MS = 30_000;

/** A screen and how a person gets there; `leave` closes what was opened. */
interface Look {
  readonly name: string;
  readonly reach: (page: Page) => Promise<void>;
  readonly leave?: (page: Page) => Promise<void>;
}

const to = (hash: string) => (page: Page) => page.evaluate((next) => void (location.hash = next), hash);

/** Confirms what indexing suggested with high confidence, so that there is evidence to show and a volume to bind. */
async function confirmHigh(page: Page, archive: string): Promise<void> {
  await page.evaluate(async (path) => {
    await fetch('api/links.confirmBand', { method: 'POST', body: JSON.stringify({ archive: path, band: 'high' }) });
  }, archive);
}

/** What cannot be reached, read or seen, at every size and in both themes, as sentences. */
async function sweep(page: Page, looks: readonly Look[]): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const { name, reach, leave } of looks) {
    await page.setViewportSize(SIZES[0]);
    await reach(page);
    await page.waitForFunction(() => document.querySelector('[aria-busy=true], .ant-spin-spinning') === null);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await settled(page);
      const where = `${name} ${size.width}×${size.height}`;
      troubles.push(...(await cutOff(page)).map((one) => `${where} ${one}`));
      troubles.push(...(await findings(page, size.colours ? 'all' : 'form')).map((one) => `${where} ${one}`));
      if (!size.colours) continue;
      await page.keyboard.press('Control+Shift+L');
      troubles.push(...(await findings(page, 'colours')).map((one) => `${where} 深色 ${one}`));
      await page.keyboard.press('Control+Shift+L');
    }
    await leave?.(page);
  }
  return troubles;
}

const START: readonly Look[] = [
  { name: '首次使用', reach: (page) => page.getByRole('button', { name: '新建档案库' }).waitFor() },
  {
    name: '建库',
    reach: async (page) => {
      await page.getByRole('button', { name: '新建档案库' }).click();
      await page.getByRole('checkbox').first().waitFor();
    },
  },
];

const SCREENS: readonly Look[] = [
  { name: '工作台', reach: (page) => page.getByRole('region', { name: '下一步' }).waitFor() },
  {
    name: '材料',
    reach: async (page) => {
      await to('#/documents')(page);
      await page.getByRole('grid').getByRole('row').nth(3).click();
      await page.getByRole('region', { name: '说明与佐证' }).waitFor();
      await page.getByRole('region', { name: /的页面$/ }).waitFor();
    },
  },
  {
    name: '材料缩略图',
    reach: async (page) => {
      await page.getByTitle('缩略图').click();
      await page.locator('.doc-frame img').first().waitFor();
    },
    leave: async (page) => {
      await page.setViewportSize(SIZES[0]);
      await page.getByTitle('列表').click();
    },
  },
  {
    name: '归类',
    reach: async (page) => {
      await to('#/triage')(page);
      await page.getByRole('list', { name: '建议' }).waitFor();
    },
  },
  {
    name: '指标',
    reach: async (page) => {
      await to(`#/indicators?code=${encodeURIComponent('Ⅱ-9-1)')}`)(page);
      await page.getByRole('heading', { name: /^佐证 [1-9]/ }).waitFor();
    },
  },
  {
    name: '缺项矩阵',
    reach: async (page) => {
      await to('#/gaps')(page);
      await page.getByRole('grid', { name: /缺项矩阵/ }).waitFor();
    },
  },
  {
    name: '缺项列表',
    reach: async (page) => {
      await page.getByText('列表', { exact: true }).click();
      await page.getByRole('grid').first().waitFor();
    },
    leave: async (page) => {
      await page.setViewportSize(SIZES[0]);
      await page.getByText('矩阵', { exact: true }).click();
    },
  },
  {
    name: '统计',
    reach: async (page) => {
      await to('#/statistics')(page);
      await page.getByRole('region', { name: '单位排名' }).waitFor();
    },
  },
  {
    name: '统计:评分办法',
    reach: async (page) => {
      await page.getByRole('button', { name: '评分办法…' }).click();
      await page.getByRole('dialog', { name: /的评分办法$/ }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: '体检',
    reach: async (page) => {
      await to('#/checks')(page);
      await page.getByRole('listbox', { name: '体检规则' }).waitFor();
    },
  },
  {
    name: '体检:忽略',
    reach: async (page) => {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('i');
      await page.getByRole('dialog', { name: /^忽略/ }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: '成册:选范围',
    reach: async (page) => {
      await to('#/exports')(page);
      await page.getByText('还没有成过册').waitFor();
    },
  },
  {
    name: '成册:检查',
    reach: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    },
  },
  {
    name: '成册:预览',
    reach: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('navigation', { name: '卷册目录' }).waitFor();
      await page.getByRole('img', { name: '第 1 页', exact: true }).waitFor();
    },
  },
  {
    name: '成册:版次',
    reach: async (page) => {
      await page.getByRole('button', { name: '生成第 1 版' }).click();
      await page.getByRole('heading', { name: '第 1 版' }).waitFor();
    },
  },
  {
    name: '设置',
    reach: async (page) => {
      await to('#/settings')(page);
      await page.getByRole('heading', { name: '设置' }).waitFor();
    },
  },
  {
    name: '导入测评体系',
    reach: async (page) => {
      await page.getByRole('button', { name: '从 Excel 导入' }).click();
      await page.getByRole('textbox', { name: '表格文件' }).fill(SHEET);
      await page.getByRole('button', { name: '读取' }).click();
      await page.getByRole('button', { name: '导入 23 条指标' }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
];

describeInBrowser('每个画面,100 % 到 200 %,浅色和深色', (open) => {
  test('首次使用 and 建库 can be read and used', { timeout: 120_000 }, async () => {
    const { page, close } = await open({ archive: 'none' });
    page.setDefaultTimeout(STEP_MS);
    expect(await sweep(page, START)).toEqual([]);
    await close();
  });

  test('every screen of an open archive can be read and used', { timeout: 600_000 }, async () => {
    const { page, archive, close } = await open({ archive: 'indexed' });
    page.setDefaultTimeout(STEP_MS);
    await confirmHigh(page, archive);
    expect(await sweep(page, SCREENS)).toEqual([]);
    await close();
  });
});
