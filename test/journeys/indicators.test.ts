import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { describeHosts, describeInBrowser, describeInOneArchive, tick } from './support.ts';

/** Opens 指标 and chooses the first 缺失 leaf through the state filter, by keyboard. */
async function openMissingLeaf(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press('Control+4');
  const tree = page.getByRole('tree', { name: '指标' });
  await tree.waitFor();
  await page.getByRole('button', { name: '状态' }).click();
  await tick(page.getByRole('checkbox', { name: /缺失/ }), true);
  await page.keyboard.press('Escape');
  await tree.focus();
  await page.keyboard.press('End');
  await page.getByRole('heading', { name: '材料要求' }).waitFor();
}

/** Adds so many documents by 添加材料, and waits until they are in the list. */
async function addDocuments(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: '添加材料' }).click();
  const search = page.getByRole('textbox', { name: '查找要添加的材料' });
  const evidence = page.getByRole('list', { name: '佐证', exact: true }).getByRole('listitem');
  for (let added = 1; added <= count; added += 1) {
    await search.fill('');
    await page.getByRole('list', { name: '找到的材料' }).getByRole('listitem').first().waitFor();
    await search.press('Enter');
    await evidence.nth(added - 1).waitFor();
  }
}

/** Drops real files on the evidence of the leaf shown. */
async function dropOn(page: Page, files: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    const field = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'dropped', hidden: true });
    document.body.append(field);
  });
  await page.locator('#dropped').setInputFiles([...files]);
  await page.getByRole('button', { name: '添加材料' }).evaluate((target) => {
    const field = document.querySelector<HTMLInputElement>('#dropped');
    const dataTransfer = new DataTransfer();
    for (const file of field?.files ?? []) dataTransfer.items.add(file);
    field?.remove();
    for (const type of ['dragover', 'drop'])
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  });
}

const LONG_LISTS = [
  { hash: '#/indicators', role: 'tree', name: /^指标$/ },
  { hash: '#/documents', role: 'grid', name: /^材料$/ },
  { hash: '#/gaps', role: 'grid', name: /^缺项矩阵/ },
  { hash: '#/duties', role: 'listbox', name: /^承担的指标$/ },
] as const;

/** Whether the element that `aria-activedescendant` names is there. */
function named(list: Locator): Promise<string> {
  return list.evaluate((frame) => {
    const id = frame.getAttribute('aria-activedescendant');
    if (id === null) return 'names nothing';
    return document.getElementById(id) ? 'in the page' : `${id} is not in the page`;
  });
}

describeInBrowser('指标', (open) => {
  test('红线 is drawn by hand and by arrow keys on an evidence, and 撤销 takes the last one back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openMissingLeaf(page);
    await addDocuments(page, 1);
    const preview = page.getByRole('region', { name: '材料预览' });
    await preview.getByRole('button', { name: '划红线' }).press('Enter');
    const hand = preview.getByRole('application', { name: /第 1 页的红线,0 条/ });
    const { x, y, width, height } = (await hand.boundingBox())!;
    await page.mouse.move(x + width * 0.2, y + Math.min(height, 300) * 0.4);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.8, y + Math.min(height, 300) * 0.42, { steps: 4 });
    await page.mouse.up();
    await preview.getByRole('button', { name: '擦去全部 1 条' }).waitFor();
    const keys = preview.getByRole('application', { name: /第 1 页的红线,1 条/ });
    await keys.focus();
    for (const key of ['Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    await preview.getByRole('button', { name: '擦去全部 2 条' }).waitFor();
    await page.keyboard.press('Control+Z');
    await preview.getByRole('button', { name: '擦去全部 1 条' }).waitFor();
    if (process.env['TAIZHANG_SHOTS']) await page.screenshot({ path: `${process.env['TAIZHANG_SHOTS']}/red-lines.png` });
    await preview.getByRole('button', { name: '擦去全部 1 条' }).click();
    await preview.getByRole('application', { name: /第 1 页的红线,0 条/ }).waitFor();
    await close();
  });
});

describeHosts('指标', (open) => {
  test('files dropped from the file window are joined to the leaf; one from elsewhere names what to do', async () => {
    const { page, close, source, folder } = await open({ archive: 'indexed' });
    await openMissingLeaf(page);
    const elsewhere = join(folder, '别处.txt');
    writeFileSync(elsewhere, '不在材料文件夹里');
    const inside = readdirSync(source, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.docx'))!;
    await dropOn(page, [join(source, inside), elsewhere]);
    await page.getByText('佐证 1 份').waitFor();
    await page.getByRole('alert').getByText('别处.txt').waitFor();
    await page.getByRole('button', { name: '撤销' }).last().click();
    await page.getByText('佐证 0 份').waitFor();
    await close();
  });
});

describeInOneArchive('指标', 'indexed', (begin) => {
  test('the chosen row stays in the page for a screen reader, however far its list is scrolled', async () => {
    const { page } = await begin();
    for (const { hash, role, name } of LONG_LISTS) {
      await page.evaluate((next) => void (location.hash = next), hash);
      const list = page.getByRole(role, { name });
      await list.locator('[id]').first().waitFor();
      await list.focus();
      await page.keyboard.press('Home');
      await expect.poll(() => named(list), { message: hash }).toBe('in the page');
      await list.evaluate((frame) => void (frame.scrollTop = frame.scrollHeight));
      await expect.poll(() => list.evaluate((frame) => frame.scrollTop > frame.clientHeight)).toBe(true);
      await expect.poll(() => named(list), { message: hash }).toBe('in the page');
    }
  });

  test('requirements show their outcome before they are saved; Ctrl+Enter saves and 撤销 takes it back', async () => {
    const { page } = await begin();
    await openMissingLeaf(page);
    const rows = page.getByRole('region', { name: '指标内容' }).getByRole('table').getByRole('row');
    await expect.poll(() => rows.count()).toBeGreaterThan(1);
    const before = await rows.count();
    await page.getByRole('button', { name: '修改要求' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '增加一行' }).click();
    await drawer.getByText('保存后:').waitFor();
    await drawer.getByRole('textbox', { name: /备注/ }).last().press('Control+Enter');
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => rows.count()).toBe(before + 1);
    await page.getByRole('button', { name: '撤销' }).last().click();
    await expect.poll(() => rows.count()).toBe(before);
  });

  test('a 缺失 leaf gets a document by search: its state word changes; Alt+↑ puts the second first, and 撤销 puts it back', async () => {
    const { page } = await begin();
    await openMissingLeaf(page);
    const node = page.getByRole('region', { name: '指标内容' });
    const head = node.locator('header');
    await expect.poll(() => head.textContent()).toContain('缺失');
    await addDocuments(page, 2);
    await expect.poll(() => head.textContent()).not.toContain('缺失');
    const titles = node.getByRole('list', { name: '佐证', exact: true }).locator('button[aria-keyshortcuts]');
    await expect.poll(() => titles.count()).toBe(2);
    const before = await titles.allTextContents();
    await titles.nth(1).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => titles.allTextContents()).toEqual([before[1], before[0]]);
    await page.getByRole('button', { name: '撤销' }).last().click();
    await expect.poll(() => titles.allTextContents()).toEqual(before);
  });
});
