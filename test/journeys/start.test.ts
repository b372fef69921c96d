import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import { describeHosts, describeInBrowser, tick } from './support.ts';

const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));

/** 编目 may take a while on a busy machine; everything else answers at once. */
const JOB_MS = 60_000;

/** Waits until 工作台 shows the sums of a finished 编目. */
async function indexed(page: Page): Promise<void> {
  await page.getByText(/^找到 \d+ = 编目/).waitFor({ timeout: JOB_MS });
}

describeHosts('首次使用', (open) => {
  test('the promise is read, the sample opens in one click and is indexed by itself', async () => {
    const { page, close } = await open({ archive: 'none' });
    for (const word of ['不修改', '不移动', '不上传']) await page.getByText(word, { exact: true }).waitFor();
    await page.getByRole('button', { name: '打开示例档案库' }).click();
    await page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout: JOB_MS });
    await indexed(page);
    await page.getByRole('button', { name: /待归类/ }).click();
    await page.getByRole('main', { name: '归类' }).waitFor();
    await close();
  });

  test('a folder of one’s own becomes an archive by keyboard alone', async () => {
    const { page, source, folder, close } = await open({ archive: 'none' });
    await page.getByRole('button', { name: '新建档案库' }).press('Enter');
    await page.getByRole('textbox', { name: '名称' }).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('我的迎检档案');
    await page.getByRole('textbox', { name: '材料文件夹' }).focus();
    await page.keyboard.type(source);
    await page.getByRole('textbox', { name: '档案库位置' }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(join(folder, '新档案库'));
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout: JOB_MS });
    await indexed(page);
    expect(existsSync(join(folder, '新档案库', 'archive.sqlite'))).toBe(true);
    await page.getByRole('banner').getByText('我的迎检档案').waitFor();
    await close();
  });
});

describeInBrowser('首次使用', (open) => {
  test('建库 says what a 示例模板 is, and takes a table of one’s own after its columns were looked at', async () => {
    const { page, source, folder, close } = await open({ archive: 'none' });
    await page.getByRole('button', { name: '新建档案库' }).click();
    const templates = page.getByRole('list', { name: '示例模板' });
    await templates.getByText(/非官方原文/).waitFor();
    await expect.poll(() => templates.getByText(/非官方原文/).count()).toBe(1);
    await tick(templates.getByRole('checkbox', { name: /国家卫生城市标准/ }), true);
    await expect.poll(() => templates.getByText(/非官方原文/).count()).toBe(2);
    await page.getByRole('button', { name: '从 Excel、Word 导入…' }).click();
    const dialog = page.getByRole('dialog', { name: '导入测评体系' });
    await dialog.getByRole('textbox', { name: '表格文件' }).fill(SHEET);
    await dialog.getByRole('textbox', { name: '表格文件' }).press('Enter');
    await dialog.getByRole('textbox', { name: '名称' }).fill('滨河区操作手册');
    await dialog.getByRole('button', { name: '导入 23 条指标' }).click();
    await page.getByRole('list', { name: '从表格导入的体系' }).getByText('滨河区操作手册').waitFor();
    await expect.poll(() => templates.getByRole('checkbox', { checked: true }).count()).toBe(0);
    await page.getByRole('textbox', { name: '材料文件夹' }).fill(source);
    await page.getByRole('textbox', { name: '档案库位置' }).fill(join(folder, '新档案库'));
    await page.getByRole('button', { name: '建库并编目' }).click();
    await page.getByRole('banner').getByText('滨河区操作手册').waitFor({ timeout: JOB_MS });
    await indexed(page);
    await close();
  });

  test('templates that cannot be listed are said with 重试, which brings them', async () => {
    const { page, close } = await open({ archive: 'none' });
    const failure = { ok: false, error: { code: 'refused', message: '体系文件 wenming-chengshi.json 读不懂。' } };
    await page.route('**/api/framework.list', (route) => route.fulfill({ json: failure }));
    await page.getByRole('button', { name: '新建档案库' }).click();
    await page.getByText('体系文件 wenming-chengshi.json 读不懂。').waitFor();
    await page.unroute('**/api/framework.list');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('checkbox', { name: /全国文明城市测评体系/ }).waitFor();
    await close();
  });

  test('an archive inside its own source is refused in the core’s sentence, and nothing typed is lost', async () => {
    const { page, source, close } = await open({ archive: 'none' });
    await page.getByRole('button', { name: '新建档案库' }).click();
    await page.getByRole('textbox', { name: '材料文件夹' }).fill(source);
    await page.getByRole('textbox', { name: '档案库位置' }).fill(join(source, '档案库'));
    await page.getByRole('button', { name: '建库并编目' }).click();
    await page.getByText(/档案库不能放在材料文件夹里面/).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: '材料文件夹' }).inputValue()).toBe(source);
    await close();
  });
});

describeInBrowser('打开示例档案库', (open) => {
  test('from inside an archive the sample opens in one step and is indexed by itself', async () => {
    const { page, close } = await open({ archive: 'created' });
    const top = page.getByRole('banner');
    await top.waitFor();
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox', { name: '找命令、画面或指标' }).fill('示例');
    await page.keyboard.press('Enter');
    await indexed(page);
    await page
      .getByTitle(/迎检台账示例/)
      .first()
      .waitFor();
    await close();
  });

  test('编目 that cannot start is said in a notice that stays, and the archive opens all the same', async () => {
    const { page, close } = await open({ archive: 'none' });
    const refusal = { ok: false, error: { code: 'refused', message: '正在体检,一次只做一项。请等它结束,或先取消它。' } };
    await page.route('**/api/jobs.start', (route) => route.fulfill({ json: refusal }));
    await page.getByRole('button', { name: '打开示例档案库' }).click();
    await page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout: JOB_MS });
    const notice = page.getByRole('alert').filter({ hasText: '编目没有开始' });
    await notice.getByText(/正在体检.*按 F5/).waitFor();
    await page.unroute('**/api/jobs.start');
    await page.keyboard.press('F5');
    await indexed(page);
    await close();
  });
});

describeInBrowser('档案库放在同步文件夹里', (open) => {
  test('the clerk is warned in one sentence, and can put it there all the same', async () => {
    const { page, source, folder, close } = await open({ archive: 'none' });
    await page.getByRole('button', { name: '新建档案库' }).click();
    await page.getByRole('textbox', { name: '材料文件夹' }).fill(source);
    await page.getByRole('textbox', { name: '档案库位置' }).fill(join(folder, '我的坚果云', '档案库'));
    await page.getByRole('textbox', { name: '档案库位置' }).press('Enter');
    await page.getByText(/这个位置由“坚果云”同步/).waitFor();
    expect(existsSync(join(folder, '我的坚果云'))).toBe(false);
    await page.getByRole('button', { name: '仍然放在这里' }).press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor({ timeout: JOB_MS });
    await indexed(page);
    expect(existsSync(join(folder, '我的坚果云', '档案库', 'archive.sqlite'))).toBe(true);
    await close();
  });
});

describeHosts('材料文件夹换了位置', (open) => {
  test('the folder is pointed to its new place and no confirmed evidence is lost', async () => {
    const { page, source, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+3');
    await page.getByRole('list', { name: '建议' }).waitFor();
    await page.keyboard.press('1');
    await page.getByText(/已处理 1 \/ \d+/).waitFor();
    const moved = `${source}(新位置)`;
    renameSync(source, moved);
    await page.reload();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+1');
    await page.getByText('⊘ 不在原处').waitFor();
    await page.getByRole('button', { name: '重新指定…' }).first().click();
    await page.getByRole('textbox', { name: '新位置' }).fill(moved);
    await page.getByRole('textbox', { name: '新位置' }).press('Enter');
    await page.getByText('⊘ 不在原处').waitFor({ state: 'detached' });
    await page.keyboard.press('F5');
    await page.keyboard.press('Control+3');
    await page.getByText(/已处理 1 \/ \d+/).waitFor();
    await close(moved);
  });
});
