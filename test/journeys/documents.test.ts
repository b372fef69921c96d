import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeHosts, describeInBrowser, tick } from './support.ts';

async function openDocuments(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press('Control+2');
}

describeInBrowser('材料', (open) => {
  test('a document is found as one types, shown with its hits, chosen by keyboard and given another title', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openDocuments(page);
    const grid = page.getByRole('grid', { name: '材料' });
    await page.getByText(/^共 \d+ 份材料$/).waitFor();

    await page.keyboard.press('Control+F');
    await page.keyboard.type('三年规划 文明城市');
    await page.getByText('共 1 份材料').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('region', { name: /的页面$/ }).waitFor();
    await page.getByText(/^第 1 \/ \d+ 处$/).waitFor();
    await expect.poll(() => page.locator('.preview-hit-current').count()).toBeGreaterThan(0);

    await page.keyboard.press('Control+F');
    await page.keyboard.press('Escape');
    await page.getByText(/^共 [2-9]\d 份材料$/).waitFor();

    await grid.focus();
    await page.keyboard.press('Home');
    await grid.getByRole('row', { selected: true }).first().waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('已选 2 项').waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('已选 3 项').waitFor();
    await page.keyboard.press('Control+A');
    await page.getByText(/已选 [2-9]\d 项/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(/^共 \d+ 份材料$/).waitFor();

    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: '题名' }).fill('改过的题名');
    await page.keyboard.press('Enter');
    await page.getByText('已改题名,文件名没有变').waitFor();
    await grid.getByText('改过的题名').waitFor();

    const order = page.getByRole('combobox', { name: '查找结果的顺序' });
    expect(await order.count()).toBe(0);
    await page.keyboard.press('Control+F');
    await page.keyboard.type('志愿服务');
    await order.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.doc-order').getByText('按相关度').waitFor();
    const titles = (): Promise<string[]> => grid.locator('.doc-title .ellipsis:not(.doc-under)').allInnerTexts();
    await expect.poll(titles).not.toEqual([]);
    const found = await titles();
    expect([found[0], found.at(-1)].map((title) => title?.includes('志愿服务'))).toEqual([true, false]);
    await page.keyboard.press('Control+1');
    await page.getByRole('region', { name: '下一步' }).waitFor();
    await page.keyboard.press('Control+2');
    await page.getByText(/^共 [2-9]\d 份材料$/).waitFor();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('志愿服务');
    await page.locator('.doc-order').getByText('按相关度').waitFor();
    await expect.poll(titles).toEqual(found);
    await grid.getByRole('button', { name: '题名' }).click();
    await page.locator('.doc-order').getByText('按表头').waitFor();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('志');
    await order.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByText(/^共 [2-9]\d 份材料$/).waitFor();
    await close();
  });
});

/** Files that the window keeps on disk and that have something of a picture, a PDF or a package in them. */
function documentsKept(windowFolder: string): string[] {
  const heads = ['JFIF', 'Exif\0\0', 'WEBPVP8', '\x89PNG', '%PDF-', 'PK\x03\x04'].map((head) => Buffer.from(head, 'latin1'));
  return readdirSync(windowFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => heads.some((head) => readFileSync(file).includes(head)));
}

describeHosts('材料', (open, host) => {
  test('pictures, tables and what cannot be shown each have their view; filters narrow the list; the window keeps nothing of them', async () => {
    const { page, folder, close } = await open({ archive: 'indexed' });
    await openDocuments(page);
    const grid = page.getByRole('grid', { name: '材料' });
    await tick(page.getByRole('checkbox', { name: /^图片/ }), true);
    await grid.getByText('联席会议现场').click();
    const picture = page.getByRole('img', { name: '联席会议现场' });
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 10_000 })
      .toBeGreaterThan(100);
    await tick(page.getByRole('checkbox', { name: /^图片/ }), false);
    await tick(page.getByRole('checkbox', { name: /^表格/ }), true);
    await grid.getByRole('row').nth(1).click();
    await page.getByRole('region', { name: /的页面$/ }).waitFor();
    await tick(page.getByRole('checkbox', { name: /^表格/ }), false);
    await tick(page.getByRole('checkbox', { name: /^压缩包与邮件/ }), true);
    await grid.getByRole('row').nth(1).click();
    await page.getByText('请先解压').waitFor();
    await page.getByRole('button', { name: '全部清除' }).click();
    await page.getByTitle('缩略图').click();
    await expect
      .poll(
        () =>
          page
            .locator('.doc-thumbnail img')
            .evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length),
        { timeout: 10_000 },
      )
      .toBeGreaterThan(3);
    if (host === 'Electron') expect(documentsKept(join(folder, '.config', 'taizhang', 'window'))).toEqual([]);
    await close();
  });
});

describeInBrowser('材料', (open) => {
  test('归入: the pages that prove an indicator are kept with it, and a page the document does not have cannot be given', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openDocuments(page);
    await page.getByText(/^共 \d+ 份材料$/).waitFor();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('三年规划 文明城市');
    await page.getByText('共 1 份材料').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('region', { name: /的页面$/ }).waitFor();
    await page.keyboard.press('Control+D');
    const dialog = page.getByRole('dialog', { name: /^归入指标/ });
    await dialog.getByRole('combobox', { name: '查找指标' }).fill('Ⅱ-46-1');
    await dialog.getByRole('option', { name: /Ⅱ-46-1/ }).waitFor();
    await dialog.getByText('材料类型、说明和页码').click();
    await dialog.getByText(/^页码\(共 2 页/).waitFor();
    await dialog.getByRole('spinbutton', { name: '起始页' }).fill('2');
    await dialog.getByRole('spinbutton', { name: '结束页' }).fill('9');
    await dialog.getByRole('spinbutton', { name: '结束页' }).press('Tab');
    await expect.poll(() => dialog.getByRole('spinbutton', { name: '结束页' }).inputValue()).toBe('2');
    await dialog.getByRole('button', { name: /^归\s?入$/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.evaluate(() => (window.location.hash = '/indicators?code=Ⅱ-46-1)'));
    const first = page.getByRole('spinbutton', { name: /三年规划.* 的起始页$/ });
    expect([await first.inputValue(), await page.getByRole('spinbutton', { name: /三年规划.* 的截止页$/ }).inputValue()]).toEqual(
      ['2', '2'],
    );
    await close();
  }, 180_000);
});
