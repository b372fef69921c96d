import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';

const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));
const SHOTS = process.env['TAIZHANG_SHOTS'];

describeInBrowser('测评体系', (open) => {
  test('an item of the 负面清单 that is 触发 stays on the 工作台 and in 缺项, and a facility that is not there is not counted', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const shot = async (name: string): Promise<void> => {
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
    };
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+8');
    await page.getByRole('button', { name: /^负面清单/ }).click();
    await page.getByRole('button', { name: '加入体系的清单' }).click();
    await page.getByRole('grid', { name: '负面清单的行' }).getByText('负-2', { exact: true }).click();
    const row = page.getByRole('region', { name: '这一行' });
    await row.getByRole('button', { name: '登记触发' }).click();
    await row.getByRole('textbox', { name: /登记触发/ }).fill('省安委办通报');
    await shot('negative-reason');
    await row.getByRole('button', { name: '登记触发' }).last().click();
    await row.getByRole('button', { name: '重新核对' }).waitFor();
    await shot('negative');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+1');
    const banner = page.getByRole('alert').filter({ hasText: '一票否决' });
    await banner.getByText('重大安全事故', { exact: false }).waitFor();
    await shot('home-veto');
    expect(await findings(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    await page.keyboard.press('Control+5');
    await banner.waitFor();
    await shot('gaps-methods');
    expect(await cutOff(page)).toEqual([]);
    await page.getByRole('grid').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '列为硬件缺项' }).click();
    const pane = page.getByRole('region', { name: '新增一行' });
    await pane.getByLabel('缺什么设施 *').fill('市级图书馆');
    await pane.getByLabel('理由 *').fill('新馆在建');
    await pane.getByRole('button', { name: '新增', exact: true }).click();
    await page.getByRole('grid', { name: '硬件缺项清单的行' }).getByText('市级图书馆').waitFor();
    await shot('hardware');
    await page.keyboard.press('Control+5');
    await page.getByRole('button', { name: '不适用 1 条' }).click();
    await page.getByRole('grid').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('硬件缺项:市级图书馆。新馆在建', { exact: true }).waitFor();
    await shot('gaps-veto');
    expect(await findings(page)).toEqual([]);
    await close();
  });

  test('the 负面清单 is edited as rows: one reworded, one taken away, one added; a copy of the framework has it so, nothing comes twice', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+8');
    await page.getByRole('button', { name: /^负面清单/ }).press('Enter');
    const take = page.getByRole('button', { name: '加入体系的清单' });
    await take.press('Enter');
    const grid = page.getByRole('grid', { name: '负面清单的行' });
    const count = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount')) - 1;
    await grid.getByText('负-2', { exact: true }).waitFor();
    const brought = await count();

    await grid.press('ArrowDown');
    await page.keyboard.press('Enter');
    const row = page.getByRole('region', { name: '这一行' });
    await row.getByLabel('事项 *').fill('发生较大以上生产安全事故');
    await page.keyboard.press('Tab');
    await grid.getByText('发生较大以上生产安全事故').waitFor();
    // Reworded it is still what the framework brought along.
    await take.press('Enter');
    await page.getByText('这个体系的负面清单已经都在表里').waitFor();
    await page.keyboard.press('Control+Z');
    await grid.getByText('发生较大以上生产安全事故').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Y');
    await grid.getByText('发生较大以上生产安全事故').waitFor();

    await grid.press('Home');
    await page.keyboard.press('Space');
    await page
      .getByRole('status')
      .filter({ hasText: '已选 1 行' })
      .getByRole('button', { name: /^删\s?除$/ })
      .press('Enter');
    await page.getByText('已删除 1 行').waitFor();
    await expect.poll(count).toBe(brought - 1);
    await page.getByRole('button', { name: '新增' }).first().press('Enter');
    const pane = page.getByRole('region', { name: '新增一行' });
    await pane.getByLabel('事项 *').fill('发生黑臭水体反弹');
    await pane.getByLabel('性质').fill('一票否决');
    await pane.getByLabel('测评体系').fill('全国文明城市测评体系');
    await pane.getByRole('button', { name: '新增', exact: true }).press('Enter');
    await grid.getByText('发生黑臭水体反弹').waitFor();

    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: '另存为', exact: true }).press('Enter');
    const saving = page.getByRole('dialog', { name: /另存为/ });
    await saving.getByRole('textbox', { name: '名称' }).fill('本市体系');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: '测评体系' }).getByRole('cell', { name: '本市体系' }).waitFor();
    const shown = page.getByRole('banner').getByRole('combobox', { name: '测评体系' });
    await shown.press('Enter');
    await page.getByRole('option', { name: '本市体系' }).waitFor({ state: 'attached' });
    await shown.press('ArrowDown');
    await shown.press('Enter');
    await page.getByRole('banner').getByTitle('本市体系').waitFor();
    await page.reload();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+8');
    await take.press('Enter');
    await page.getByText(`已加入 ${brought} 项,逐项核对`).waitFor();
    await page.getByRole('textbox', { name: '查找' }).fill('本市体系');
    await expect.poll(count).toBe(brought);
    for (const item of ['发生较大以上生产安全事故', '发生黑臭水体反弹']) await grid.getByText(item).waitFor();
    expect(await grid.getByText('负-1', { exact: true }).count()).toBe(0);
    expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
    await close();
  }, 120_000);

  test('换版: a handbook from Excel is compared, what has no sure place is settled, the evidence goes along, and one undo takes it back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const shot = async (name: string): Promise<void> => {
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
    };
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+3');
    await page.getByRole('list', { name: '建议' }).waitFor();
    const title = page.getByRole('main', { name: '归类' }).getByRole('heading', { level: 2 });
    const first = await title.innerText();
    await page.keyboard.press('1');
    await expect.poll(() => title.innerText()).not.toBe(first);
    await page.keyboard.press('Control+,');
    const part = page.getByRole('region', { name: '测评体系' });
    await part.getByRole('button', { name: '换版' }).click();
    const wizard = page.getByRole('dialog', { name: /^换版/ });
    await shot('edition-source');
    expect(await findings(page)).toEqual([]);
    await wizard.getByRole('button', { name: '从 Excel、Word 导入' }).click();
    const dialog = page.getByRole('dialog', { name: '导入测评体系' });
    await dialog.getByRole('textbox', { name: '表格文件' }).fill(SHEET);
    await dialog.getByRole('button', { name: '读取' }).click();
    await dialog.getByRole('textbox', { name: '名称' }).fill('滨河区 2027 年手册');
    await dialog.getByRole('button', { name: '导入 23 条指标' }).click();
    await wizard.getByRole('button', { name: /^待核对/ }).waitFor();
    await wizard.getByRole('button', { name: /^全部/ }).click();
    await shot('edition-all');
    await wizard.getByRole('button', { name: /^待核对/ }).click();
    await shot('edition-open');
    expect(await findings(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    const open1 = wizard.getByRole('listitem').filter({ hasText: '待核对' });
    await open1
      .first()
      .getByRole('button', { name: /改去向$/ })
      .click();
    await page.keyboard.press('ArrowDown');
    await shot('edition-select');
    await page.keyboard.press('Enter');
    await wizard.getByText('已指定').first().waitFor();
    await wizard.getByText('旧版照旧保留', { exact: false }).waitFor();
    await wizard.getByRole('button', { name: '换到新版' }).click();
    await wizard.waitFor({ state: 'hidden' });
    await part.getByText('滨河区 2027 年手册').waitFor();
    await shot('edition-done');
    await page.getByRole('button', { name: '撤销' }).first().click();
    await part.getByText('滨河区 2027 年手册').waitFor({ state: 'hidden' });
    await part.getByRole('button', { name: '改名' }).click();
    const naming = page.getByRole('dialog', { name: '测评体系改名' });
    await naming.getByRole('textbox', { name: '名称' }).fill('滨河区文明城市体系');
    await shot('rename');
    await naming.getByRole('button', { name: '改名' }).click();
    await part.getByText('滨河区文明城市体系').waitFor();
    await shot('renamed');
    expect(await cutOff(page)).toEqual([]);
    await close();
  });
});
