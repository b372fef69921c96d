import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cutOff, findingsInBoth } from './look.ts';
import { describeInBrowser, describeInOneArchive } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];
const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));

async function goToSettings(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: '设置' }).waitFor();
}

describeInBrowser('设置', (open) => {
  test('a table is read, its columns corrected with a live preview, and taken over as the framework in view', async () => {
    const { page, close } = await open({ archive: 'created' });
    await goToSettings(page);
    await page.getByRole('button', { name: '从 Excel、Word 导入' }).click();
    const dialog = page.getByRole('dialog', { name: '导入测评体系' });
    await dialog.getByRole('textbox', { name: '表格文件' }).fill(SHEET);
    await dialog.getByRole('button', { name: '读取' }).click();
    await dialog.getByRole('button', { name: '导入 23 条指标' }).waitFor();
    const tree = dialog.getByRole('region', { name: '导入后的指标' });
    await expect.poll(() => tree.getByRole('cell', { name: '未写明' }).count()).toBeLessThan(10);
    expect(await findingsInBoth(page)).toEqual([]);
    await dialog.getByRole('combobox', { name: 'H 列的意思' }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('忽略', { exact: true }).click();
    await expect.poll(() => tree.getByRole('cell', { name: '未写明' }).count()).toBe(23);
    await dialog.getByRole('button', { name: '恢复自动识别' }).click();
    await expect.poll(() => tree.getByRole('cell', { name: '未写明' }).count()).toBeLessThan(10);
    await dialog.getByRole('list', { name: '编号读法举例' }).getByText(/读作/).first().waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/code-styles-import.png` });
    await dialog.getByRole('tab', { name: /看不懂的地方 3 处/ }).click();
    await dialog
      .getByRole('region', { name: '看不懂的地方' })
      .getByText(/第 \d+ 行/)
      .first()
      .waitFor();
    await dialog.getByRole('textbox', { name: '名称' }).fill('滨河区本地手册');
    await dialog.getByRole('button', { name: '导入 23 条指标' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const frameworks = page.getByRole('region', { name: '测评体系' });
    await frameworks.getByRole('cell', { name: '滨河区本地手册' }).waitFor();
    await page.getByRole('banner').getByText('滨河区本地手册').waitFor();
    const row = frameworks.getByRole('row', { name: /滨河区本地手册/ });
    await row.getByRole('button', { name: '编号样式' }).click();
    const styles = page.getByRole('dialog', { name: /^编号样式/ });
    await styles.getByRole('list', { name: '编号读法举例' }).getByText(/读作/).first().waitFor();
    await styles.getByRole('combobox', { name: '编号样式' }).fill('Ⅲ-1-②');
    await page.keyboard.press('Enter');
    await styles.getByTitle('Ⅰ-1-①').waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/code-styles.png` });
    expect(await findingsInBoth(page)).toEqual([]);
    await styles.getByRole('button', { name: '保存' }).click();
    await styles.waitFor({ state: 'hidden' });
    await page
      .getByText(/编号样式:.*Ⅰ-1-①/)
      .first()
      .waitFor();
    await close();
  });

  test('the next year of a framework is looked at before it is made, and one undo takes it back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await goToSettings(page);
    await page.getByRole('button', { name: '年度结转…' }).click();
    const dialog = page.getByRole('dialog', { name: '年度结转' });
    await dialog
      .getByRole('table', { name: '新年度会怎样' })
      .getByText(/^\d+ 条$/)
      .first()
      .waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/year-end.png` });
    expect(await findingsInBoth(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: '新年度名称' }).fill('2027届');
    await expect.poll(() => dialog.getByRole('button', { name: '结转到新年度' }).isEnabled()).toBe(true);
    await dialog.getByRole('button', { name: '结转到新年度' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const frameworks = page.getByRole('region', { name: '测评体系' });
    await frameworks.getByRole('cell', { name: '2027届' }).waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/settings-frameworks.png` });
    await page.getByRole('banner').getByText('2027-06-30').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => frameworks.getByRole('cell', { name: '2027届' }).count()).toBe(0);
    await page.getByRole('banner').getByText('2026-06-30').waitFor();
    await close();
  });

  test('the archive gets another name, the text grows and no dialog is wider than the window for it, and both dresses pass', async () => {
    const { page, close } = await open({ archive: 'created' });
    await goToSettings(page);
    expect(await findingsInBoth(page)).toEqual([]);
    const own = page.getByRole('region', { name: '档案库' });
    await own.getByRole('textbox', { name: '名称' }).fill('滨河区迎检 2026');
    await own.getByRole('textbox', { name: '名称' }).press('Enter');
    await page.getByRole('banner').getByText('滨河区迎检 2026').waitFor();
    await own.getByRole('button', { name: '放弃修改' }).waitFor({ state: 'detached' });
    await page.getByText('特大', { exact: true }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.style.zoom)).toBe('1.3');
    await page.reload();
    await page.getByRole('banner').getByText('滨河区迎检 2026').waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.style.zoom)).toBe('1.3');
    expect(
      await page.evaluate(() => [document.body.scrollWidth <= innerWidth, document.body.scrollHeight <= innerHeight]),
    ).toEqual([true, true]);
    for (const wide of ['换版', '从 Excel、Word 导入']) {
      await page.getByRole('button', { name: wide, exact: true }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      expect(await cutOff(page), wide).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    await close();
  });

  test('a folder that moved is pointed to its new place here as on 工作台, with what was found there', async () => {
    const { page, close, source, folder, archive } = await open({ archive: 'indexed' });
    await goToSettings(page);
    const moved = `${source}(新位置)`;
    renameSync(source, moved);
    const empty = join(folder, '空的');
    mkdirSync(empty);
    await page.getByRole('region', { name: '材料文件夹' }).getByRole('button', { name: '重新指定' }).click();
    const dialog = page.getByRole('dialog', { name: '重新指定材料文件夹' });
    await dialog.getByRole('textbox', { name: '新位置' }).fill(empty);
    await dialog.getByText(/这里没有找到原来的文件/).waitFor();
    await dialog.getByRole('textbox', { name: '新位置' }).fill(archive);
    await dialog.getByText(/档案库/).waitFor();
    await dialog.getByRole('textbox', { name: '新位置' }).fill(moved);
    await dialog.getByText(/抽查 (\d+) 个文件,找到 \1 个/).waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: '新位置' }).press('Enter');
    await page
      .getByRole('row', { name: /新位置/ })
      .getByText('● 找得到')
      .waitFor();
    await close(moved);
  });

  test('a screen that breaks says so in one sentence, the frame goes on, and 重新载入 brings it back', async () => {
    const { page, close } = await open({ archive: 'created', mayReport: /./ });
    await goToSettings(page);
    await page.route('**/api/gaps.matrix', (route) => route.fulfill({ json: { ok: true, value: {} } }));
    await page.keyboard.press('Control+5');
    const broken = page.getByRole('alert').filter({ hasText: '“缺项”显示不出来了' });
    await broken.waitFor();
    await page.keyboard.press('Control+4');
    await page.getByRole('main', { name: '指标' }).getByRole('treeitem').first().waitFor();
    await page.keyboard.press('Control+5');
    await broken.waitFor();
    await page.unroute('**/api/gaps.matrix');
    await broken.getByRole('button', { name: '重新载入' }).click();
    await page.getByRole('grid', { name: /缺项矩阵/ }).waitFor();
    await close();
  });
});

describeInOneArchive('设置', 'created', (begin) => {
  test('a file that is no table is refused in one sentence and nothing is taken over', async () => {
    const { page } = await begin();
    await goToSettings(page);
    await page.getByRole('button', { name: '从 Excel、Word 导入' }).click();
    const dialog = page.getByRole('dialog', { name: '导入测评体系' });
    await dialog.getByRole('textbox', { name: '表格文件' }).fill(`${SHEET}.没有`);
    await dialog.getByRole('textbox', { name: '表格文件' }).press('Enter');
    await dialog.getByText(/没有这个文件/).waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: /^导入/ }).count()).toBe(0);
  });

  test('Ctrl+K leads to an indicator and to a screen, ? shows the keys, F1 the manual, all by keyboard', async () => {
    const { page } = await begin();
    await goToSettings(page);
    await page.keyboard.press('Control+K');
    const palette = page.getByRole('combobox', { name: '找命令、画面或指标' });
    await palette.fill('志愿');
    const hit = page.getByRole('option', { name: /指标$/ }).first();
    await expect.poll(() => hit.textContent()).toContain('志愿');
    const code = (await hit.locator('span').first().textContent())!.split(' ')[0]!;
    expect(await findingsInBoth(page)).toEqual([]);
    await palette.press('Enter');
    await page.getByRole('main', { name: '指标' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/indicators?${new URLSearchParams({ code }).toString()}`);
    await page.keyboard.press('Control+K');
    await palette.fill('缺项');
    await palette.press('Enter');
    await page.getByRole('main', { name: '缺项' }).waitFor();
    await palette.waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Slash');
    const keys = page.getByRole('dialog', { name: '快捷键' });
    await keys.getByText('其余同样情况一并确认').waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
    await page.keyboard.press('F1');
    const manual = page.getByRole('dialog', { name: '使用手册' });
    await manual.getByRole('navigation', { name: '手册目录' }).getByRole('button', { name: '缺项的十个词' }).press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('缺项的十个词');
    expect(await findingsInBoth(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await manual.waitFor({ state: 'hidden' });
  });

  test('Ctrl+Shift+A asks for a folder from any screen, and the folder becomes a 材料文件夹 that can be removed again', async () => {
    const { page, archive, folder } = await begin();
    await goToSettings(page);
    await page.keyboard.press('Control+5');
    await page.getByRole('main', { name: '缺项' }).waitFor();
    await page.keyboard.press('Control+Shift+A');
    const dialog = page.getByRole('dialog', { name: '添加材料文件夹' });
    const other = join(folder, '另一处材料');
    mkdirSync(other);
    await dialog.getByRole('textbox', { name: '文件夹路径' }).fill(archive);
    await dialog.getByRole('textbox', { name: '文件夹路径' }).press('Enter');
    const sources = page.getByRole('region', { name: '材料文件夹' });
    await sources
      .getByText(/档案库/)
      .first()
      .waitFor();
    await dialog.getByRole('textbox', { name: '文件夹路径' }).fill(other);
    await dialog.getByRole('textbox', { name: '文件夹路径' }).press('Enter');
    await sources
      .getByRole('row', { name: /另一处材料/ })
      .getByRole('button', { name: '移除' })
      .click();
    await page
      .getByRole('dialog')
      .getByText(/文件夹和文件本身不会有任何改动/)
      .waitFor();
    await page.getByRole('button', { name: '移除', exact: true }).last().click();
    await sources.getByRole('row', { name: /另一处材料/ }).waitFor({ state: 'detached' });
  });
});
