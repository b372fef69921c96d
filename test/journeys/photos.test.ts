import { expect, test } from 'vitest';
import { describeInBrowser, tick } from './support.ts';

describeInBrowser('照片', (open) => {
  test('a caption is proposed, put right and saved by keyboard, taken back and done again; near photos lead to each other', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+2');
    const grid = page.getByRole('grid', { name: '材料' });
    const facts = page.getByRole('region', { name: '说明与佐证' });
    await page.getByText(/^共 \d+ 份材料$/).waitFor();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('实验小学学雷锋');
    await grid.getByText('实验小学学雷锋主题队日').first().click();
    await facts.getByText('还没有说明').waitFor();

    await facts.getByRole('button', { name: '填写说明' }).focus();
    await page.keyboard.press('Enter');
    const element = (name: string) => page.getByRole('textbox', { name, exact: true });
    await element('事由').waitFor();
    await expect.poll(() => element('事由').inputValue()).toBe('实验小学学雷锋主题队日');
    await expect.poll(() => element('地点').inputValue()).toBe('实验小学');
    await expect.poll(() => element('人物').inputValue()).toBe('');
    await facts.getByText('建议 · 来自文件夹名').waitFor();

    // Leaving stores nothing: the proposals are only proposals.
    await page.keyboard.press('Escape');
    await facts.getByText('还没有说明').waitFor();
    // The focus comes back to the button a moment after the form is gone.
    const opener = facts.getByRole('button', { name: '填写说明' });
    await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await element('事由').waitFor();

    await page.keyboard.press('Control+A');
    await page.keyboard.type('主题队日活动');
    for (let at = 0; at < 3; at++) await page.keyboard.press('Enter');
    await page.keyboard.type('三年级学生');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已保存照片说明').waitFor();
    await facts.getByText('三年级学生').waitFor();
    await page.keyboard.press('Control+Z');
    await page.getByText('已撤销:改照片说明').waitFor();
    await facts.getByText('还没有说明').waitFor();
    await page.keyboard.press('Control+Y');
    await facts.getByText('三年级学生').waitFor();

    await facts.getByRole('list', { name: '看起来相近的照片' }).getByRole('button').first().click();
    await facts.getByText('東門小學', { exact: false }).first().waitFor();
    await facts.getByText('还没有说明').waitFor();
    await close();
  });

  test('the list is narrowed to photos with a hint', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+2');
    await tick(page.getByRole('checkbox', { name: /^截图/ }), true);
    await page.getByText(/^共 [1-9] 份材料$/).waitFor();
    await page.getByRole('grid', { name: '材料' }).getByRole('row').nth(1).click();
    await page.getByRole('region', { name: '说明与佐证' }).getByText('要作实景图片,请用原照片').waitFor();
    await close();
  });
});
