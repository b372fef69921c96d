import { expect, test } from 'vitest';
import { cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];

describeInBrowser('测评体系', (open) => {
  test('an item of the 负面清单 that is 触发 stays on the 工作台 and in 缺项, and a facility that is not there is not counted', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    page.setDefaultTimeout(30_000);
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
});
