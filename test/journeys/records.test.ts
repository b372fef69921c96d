import { expect, test } from 'vitest';
import { cutOff, findings } from './look.ts';
import { describeHosts } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];

describeHosts(
  '台账',
  (open) => {
    test('a problem goes from 立项 to 销号 in the window, its photo chosen from 材料, and one undo takes the last step back', async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      const shot = async (name: string): Promise<void> => {
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
      };
      await page.keyboard.press('Control+8');
      await page.getByText('问题台账还没有内容').waitFor();
      await shot('empty');
      await page.getByRole('button', { name: '新增' }).first().click();
      const pane = page.getByRole('region', { name: '新增一行' });
      await pane.getByLabel('点位 *', { exact: true }).fill('滨河路菜市场');
      await pane.getByLabel('存在问题 *').fill('占道经营');
      await pane.getByLabel('点位类型').fill('集贸市场');
      await pane.getByLabel('整改责任单位').fill('城管局');
      await pane.getByLabel('整改时限').fill('2026-11-20');
      await pane.getByLabel('整改时限').press('Enter');
      await pane.getByLabel('整改措施').fill('划线归位');
      await pane.getByText('地面清洁、无积水').waitFor();
      await pane.getByRole('button', { name: '新增', exact: true }).click();
      const row = page.getByRole('region', { name: '这一行' });
      for (const word of ['交办', '开始整改', '报验收']) await row.getByRole('button', { name: word, exact: true }).click();
      await row.getByRole('button', { name: '销号', exact: true }).click();
      await row.getByText('请先在“照片和佐证”里选一张').waitFor();
      await shot('reason');
      await row.getByRole('button', { name: '取消' }).click();
      await row.getByRole('button', { name: '选整改后照片' }).click();
      const choice = page.getByRole('dialog', { name: '选整改后照片' });
      await choice.getByRole('button', { name: /^选 / }).first().click();
      await choice.getByText('已选').first().waitFor();
      await shot('choice');
      await choice.getByRole('button', { name: '完成' }).click();
      await row.getByRole('group', { name: '整改后照片' }).getByRole('button', { name: /^移去/ }).waitFor();
      await page.getByRole('main').getByRole('button', { name: '统计', exact: true }).click();
      await page.getByText('逾期 1', { exact: false }).first().waitFor();
      await shot('row');
      expect(await findings(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      await row.getByRole('button', { name: '销号', exact: true }).click();
      await row.getByText('问题反弹').waitFor();
      await page.getByRole('grid', { name: '问题台账的行' }).getByText(/销号$/).first().waitFor();
      await page.keyboard.press('Control+Z');
      await page
        .getByRole('grid', { name: '问题台账的行' })
        .getByText(/待验收$/)
        .first()
        .waitFor();
      await page.keyboard.press('Control+1');
      await page.getByRole('button', { name: /逾期整改/ }).click();
      await page.getByRole('grid', { name: '问题台账的行' }).getByText('滨河路菜市场').waitFor();
      await close();
    });

    test('what is typed in a pane stays when the window becomes too narrow for all panes, and so does a dialog', async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      await page.keyboard.press('Control+8');
      await page.getByText('问题台账还没有内容').waitFor();
      await page.getByRole('button', { name: '新增' }).first().click();
      const site = page.getByRole('region', { name: '新增一行' }).getByLabel('点位 *', { exact: true });
      await site.fill('滨河路菜市场');
      await page.setViewportSize({ width: 683, height: 768 });
      await page.locator('.panes-rows').waitFor();
      await expect.poll(() => site.inputValue()).toBe('滨河路菜市场');
      await page.getByRole('button', { name: '导入导出' }).click();
      await page.getByRole('menuitem', { name: '从微信群导入…' }).click();
      const dialog = page.getByRole('dialog', { name: '从微信群导入问题' });
      await dialog.waitFor();
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.locator('.panes-rows').waitFor({ state: 'detached' });
      expect([await dialog.count(), await site.inputValue()]).toEqual([1, '滨河路菜市场']);
      await close();
    });
  },
  ['浏览器'],
);
