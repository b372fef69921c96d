import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cutOff, findings } from './look.ts';
import { describeHosts } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];

const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

describeHosts(
  '台账',
  (open) => {
    test('a problem goes from 立项 to 销号 in the window, its photo chosen from 材料, and one undo takes the last step back', async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      await page.keyboard.press('Control+8');
      await page.getByText('问题台账还没有内容').waitFor();
      await shot(page, 'empty');
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
      await shot(page, 'reason');
      await row.getByRole('button', { name: '取消' }).click();
      await row.getByRole('button', { name: '选整改后照片' }).click();
      const choice = page.getByRole('dialog', { name: '选整改后照片' });
      await choice.getByRole('button', { name: /^选 / }).first().click();
      await choice.getByText('已选').first().waitFor();
      await shot(page, 'choice');
      await choice.getByRole('button', { name: '完成' }).click();
      await row.getByRole('group', { name: '整改后照片' }).getByRole('button', { name: /^移去/ }).waitFor();
      await page.getByRole('main').getByRole('button', { name: '统计', exact: true }).click();
      await page.getByText('逾期 1', { exact: false }).first().waitFor();
      await shot(page, 'row');
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

    test('an activity finds its papers among the documents; they are attached, joined to its indicator, and 撤销 takes that back', async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      await page.evaluate(() => void (location.hash = '#/records?ledger=huodong&row=new'));
      const pane = page.getByRole('region', { name: '新增一行' });
      await pane.getByLabel('活动名称 *').fill('实验小学学雷锋主题队日');
      await pane.getByLabel('时间 *').fill('2026-03-06');
      await pane.getByLabel('时间 *').press('Enter');
      await pane.getByLabel('地点 *').fill('实验小学');
      await pane.getByRole('button', { name: '找成套材料…' }).click();
      const dialog = page.getByRole('dialog', { name: '找成套材料' });
      await dialog.getByRole('checkbox', { name: /实验小学学雷锋主题队日.*名称相符,同一天/ }).waitFor();
      expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
      await shot(page, 'proposals');
      await dialog.getByRole('button', { name: /^加入 \d+ 份$/ }).click();
      await pane.getByRole('group', { name: '照片' }).getByRole('button', { name: /^移去/ }).waitFor();
      await pane.getByLabel('对应指标').click();
      await page.keyboard.type('Ⅱ-9-5)');
      await page.keyboard.press('Enter');
      await pane.getByRole('button', { name: '新增', exact: true }).click();
      const row = page.getByRole('region', { name: '这一行' });
      await row.getByRole('button', { name: /^把这 \d+ 份材料归入 Ⅱ-9-5\)$/ }).click();
      await row.getByText('● 这一行的材料都已是 Ⅱ-9-5) 的佐证。').waitFor();
      await shot(page, 'joined');
      await page.getByRole('button', { name: '撤销' }).last().click();
      await row.getByRole('button', { name: /^把这 \d+ 份材料归入 Ⅱ-9-5\)$/ }).waitFor();
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
