import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../electron/core/core.ts';
import { cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';
import { sweep } from './sweep.ts';

const ctx = { signal: new AbortController().signal, progress: () => undefined };

/** Two confirmed files, one with a red line, then that one edited in place and one moved to another folder and edited. */
async function changedArchive(folder: string): Promise<string> {
  const [source, archive] = [join(folder, '我的材料'), join(folder, '我的档案库')];
  mkdirSync(join(source, '归档'), { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(source, name), text);
  write('文明交通劝导方案.txt', '文明交通劝导工作方案\n一、劝导员每日两班');
  write('控烟巡查登记.txt', '控烟劝导员巡查登记\n三月');
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs'), appFolder: join(folder, '.making') });
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' }, ctx);
  await core.call('index.run', { archive }, ctx);
  await core.call('links.decide', { archive, document: '文明交通劝导方案.txt', indicator: 'Ⅱ-11-1', action: 'confirm' }, ctx);
  await core.call('links.decide', { archive, document: '控烟巡查登记.txt', indicator: 'Ⅱ-9-1', action: 'confirm' }, ctx);
  const { nodes } = await core.call('indicators.tree', { archive, framework: 'wenming-chengshi' }, ctx);
  const { documents } = await core.call('documents.list', { archive }, ctx);
  const place = {
    archive,
    documentId: documents.find(({ path }) => path === '文明交通劝导方案.txt')!.id,
    indicatorId: nodes.find(({ leaf, code }) => leaf && code === 'Ⅱ-11-1)')!.id,
  };
  await core.call('redLines.draw', { ...place, lines: [{ page: 1, x1: 0.2, y1: 0.3, x2: 0.8, y2: 0.3 }] }, ctx);
  write('文明交通劝导方案.txt', '文明交通劝导工作方案\n一、劝导员每日三班,周末不停');
  renameSync(join(source, '控烟巡查登记.txt'), join(source, '归档/控烟巡查登记.txt'));
  write('归档/控烟巡查登记.txt', '控烟劝导员巡查登记\n三月、四月');
  await core.call('index.run', { archive }, ctx);
  await core.close();
  return archive;
}

describeInBrowser('待核对', (open) => {
  test('changed confirmed files are settled by keyboard, one kept and one refused, and undone again', async () => {
    const { page, folder, close } = await open({ archive: 'none' });
    const archive = await changedArchive(folder);
    await page.getByRole('textbox', { name: '档案库文件夹' }).fill(archive);
    await page.getByRole('textbox', { name: '档案库文件夹' }).press('Enter');
    await page.getByText('有 2 份已确认的材料内容变了或挪了地方').waitFor();
    await page.getByRole('button', { name: '去核对' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: /待核对:2 份/ });
    await dialog.waitFor();
    await expect.poll(() => dialog.getByRole('listbox').evaluate((list) => list === document.activeElement)).toBe(true);
    // The old words stand beside the new file.
    await dialog
      .getByText('每日两班')
      .or(dialog.getByText('三月', { exact: false }))
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByText('1 条佐证沿用到新文件').waitFor();
    await page.getByRole('dialog', { name: /待核对:1 份/ }).waitFor();
    await page.keyboard.press('0');
    await page.getByText('没有要核对的材料').waitFor();
    await page.keyboard.press('Control+Z');
    await page.getByRole('dialog', { name: /待核对:1 份/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('有 1 份已确认的材料内容变了或挪了地方').waitFor();
    await close();
  });

  test('a 红线 that came along to the changed file waits dashed until 位置没错 is said, after opening the archive anew too, and Ctrl+Z takes that back', async () => {
    const { page, folder, close } = await open({ archive: 'none' });
    const archive = await changedArchive(folder);
    await page.getByRole('textbox', { name: '档案库文件夹' }).fill(archive);
    await page.getByRole('textbox', { name: '档案库文件夹' }).press('Enter');
    await page.getByRole('button', { name: '去核对' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: /待核对:2 份/ });
    await dialog.getByRole('option', { name: /控烟劝导员巡查登记/, selected: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await dialog.getByText('每日三班', { exact: false }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 条红线要到“指标”里重新核对', { exact: false }).waitFor();
    await page.keyboard.press('Escape');

    const toLeaf = (): Promise<void> => page.evaluate(() => void (location.hash = '#/indicators?code=Ⅱ-11-1)'));
    await toLeaf();
    const waiting = page.getByText('1 条红线需重新核对', { exact: false }).first();
    await page.getByRole('button', { name: '文明交通劝导工作方案' }).press('Enter');
    const preview = page.getByRole('region', { name: '材料预览' });
    const dashed = preview.locator('.red-lines line[stroke-dasharray]');
    await dashed.waitFor({ state: 'attached' });
    await waiting.waitFor();
    expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
    // What 特大 leaves of this window.
    await page.setViewportSize({ width: 1051, height: 591 });
    expect(await cutOff(page)).toEqual([]);
    await page.setViewportSize({ width: 1366, height: 768 });
    await preview.getByRole('button', { name: '1 条待核对:位置没错' }).press('Enter');
    await page.getByText('红线已核对').waitFor();
    await waiting.waitFor({ state: 'detached' });

    await page.reload();
    await page.getByRole('button', { name: /^我的档案库/ }).press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await toLeaf();
    await page.getByRole('button', { name: '文明交通劝导工作方案' }).press('Enter');
    await preview.locator('.red-lines line').waitFor({ state: 'attached' });
    expect([await dashed.count(), await waiting.count()]).toEqual([0, 0]);
    await page.keyboard.press('Control+Z');
    await waiting.waitFor();
    await dashed.waitFor({ state: 'attached' });
    await close();
  });

  test('the dialog can be read and used from 100 % to 200 %, in both dresses', { timeout: 120_000 }, async () => {
    const { page, folder, close } = await open({ archive: 'none' });
    const archive = await changedArchive(folder);
    await page.getByRole('textbox', { name: '档案库文件夹' }).fill(archive);
    await page.getByRole('textbox', { name: '档案库文件夹' }).press('Enter');
    const reach = async (): Promise<void> => {
      await page.getByRole('button', { name: '去核对' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: /待核对:2 份/ });
      await dialog
        .getByText(/每日两班|三月/)
        .first()
        .waitFor();
    };
    expect(await sweep(page, [{ name: '待核对', reach }])).toEqual([]);
    await close();
  });
});
