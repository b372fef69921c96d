import { expect, test } from 'vitest';
import { cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';

describeInBrowser('指标对照', (open) => {
  test('a second framework is added, what is confirmed in it is suggested in the first, and the line that says so is taken away and brought back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByText(/档案库里只有一个测评体系。几个体系一起迎检时/).waitFor();
    await page.getByRole('button', { name: '添加示例模板' }).click();
    await page.getByRole('menuitem', { name: /^未成年人思想道德/ }).click();
    await page.getByText(/与其他体系有 22 行对照,其中你们自己定的 0 行/).waitFor();

    await page.keyboard.press('Control+4');
    await page.getByRole('textbox', { name: '筛选指标' }).fill('未-4-1');
    await page.getByRole('treeitem', { name: /未-4-1/ }).click();
    await page.getByRole('button', { name: '添加材料' }).click();
    await page.getByRole('textbox', { name: '查找要添加的材料' }).fill('网吧规范管理');
    await page
      .getByRole('button', { name: /^添加 .*网吧规范管理/ })
      .first()
      .click();
    await page.getByText('已归入 1 份材料').waitFor();
    const beside = page.getByRole('list', { name: '其他体系的对照' });
    await expect.poll(() => beside.innerText()).toMatch(/要求相同/u);
    await beside.getByRole('button', { name: /Ⅱ-29-1/ }).click();
    await page
      .getByText(/已确认归入“未成年人思想道德建设工作测评”未-4-1,两条要求相同/)
      .first()
      .waitFor();

    await page.getByRole('button', { name: '修改对照' }).click();
    const dialog = page.getByRole('dialog', { name: '指标对照' });
    await dialog.getByRole('row', { name: /未-4-1/ }).waitFor();
    await dialog.getByRole('textbox', { name: '筛选对照' }).fill('');
    expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
    await dialog.getByRole('button', { name: '去掉 Ⅱ-29-1) 与 未-4-1' }).click();
    await dialog.getByText('✕ 已去掉').waitFor();
    await expect.poll(() => page.getByText(/未-4-1,两条要求相同/).count()).toBe(0);
    await dialog.getByRole('button', { name: '恢复示例 Ⅱ-29-1) 与 未-4-1' }).click();
    await dialog.getByText('✕ 已去掉').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: '按名称相近找…' }).click();
    const proposals = page.getByRole('dialog', { name: '按名称相近找对照' });
    await proposals
      .getByText(/用词相近 \d+%/)
      .first()
      .waitFor();
    expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
    await close();
  }, 180_000);
});
