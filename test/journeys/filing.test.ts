import { expect, test } from 'vitest';
import { cutOff, findings } from './look.ts';
import { describeHosts } from './support.ts';

describeHosts(
  '归类规则',
  (open) => {
    test('one is written by keyboard, looked at before it is kept, let confirm with its preview, and taken back', async () => {
      const { page, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      await page.keyboard.press('Control+3');
      await page.getByRole('button', { name: '归类规则…' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: /归类规则|自动确认/ });
      await dialog.getByText('还没有归类规则', { exact: true }).waitFor();
      expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('新建规则');
      await page.keyboard.press('Enter');
      await dialog.getByRole('combobox', { name: '归入指标' }).pressSequentially('Ⅱ-9-1');
      await page
        .getByTitle(/^Ⅱ-9-1/)
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await dialog.getByRole('textbox', { name: '规则名称' }).fill('学雷锋照片');
      await dialog.getByRole('textbox', { name: '文件夹' }).fill('2026年3月学雷锋');
      await expect.poll(() => dialog.getByRole('button', { name: '保存规则' }).isDisabled()).toBe(true);
      await page.keyboard.press('Enter');
      await dialog.getByText(/符合 \d+ 份/).waitFor();
      expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
      await dialog.getByRole('textbox', { name: '文件夹' }).press('Enter');
      await dialog.getByText('只提建议', { exact: true }).waitFor();
      await dialog.getByRole('button', { name: '让“学雷锋照片”自动确认' }).press('Enter');
      const confirm = dialog.getByRole('button', { name: /^确认 \d+ 份并开启自动确认$/ });
      await confirm.waitFor();
      await confirm.press('Enter');
      await dialog.getByText('✓ 自动确认').waitFor();
      // A notice the pointer rests on stays while the screen is looked over.
      const takeBack = page.getByRole('button', { name: '撤销' }).last();
      await takeBack.hover();
      expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
      await takeBack.click();
      await dialog.getByText('只提建议', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.keyboard.press('Control+,');
      await page.getByText(/有 1 条规则,其中 0 条自动确认/).waitFor();
      await close();
    });
  },
  ['浏览器'],
);
