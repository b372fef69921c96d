import { expect, test } from 'vitest';
import { findings } from './look.ts';
import { describeHosts } from './support.ts';

describeHosts('识别文字', (open, host) => {
  test('a scan is read by one button, then found by its words, and 说明 says that they were recognised', async () => {
    const { page, close } = await open({ archive: 'scans' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+2');
    const bar = page.getByRole('contentinfo');
    await page.getByRole('button', { name: '识别文字' }).click();
    await bar.getByText(/识别 [1-9]\d* \/ \d+/).waitFor({ timeout: 90_000 });
    await bar.getByRole('button', { name: '暂停' }).click();
    await bar.getByText('已暂停').waitFor({ timeout: 90_000 });
    await bar.getByRole('button', { name: '继续' }).click();
    if (host === 'Electron') {
      // The rest is the same core: that it goes on in this process, and stops, is what there is to see.
      await bar.getByText(/识别 ([4-9]|\d{2}) \/ \d+/).waitFor({ timeout: 180_000 });
      await bar.getByRole('button', { name: '取消' }).click();
      await bar.getByText('已取消').waitFor({ timeout: 90_000 });
      return close();
    }
    await bar.getByText(/识别 \d+ 页,\d+ 页有文字,失败 0/).waitFor({ timeout: 180_000 });

    // A notice whose words stand only in the picture of the page.
    await page.getByRole('searchbox', { name: '查找材料' }).fill('联络员变动时');
    const list = page.getByRole('region', { name: '材料列表' });
    await list.getByText(/共 1 份材料/).waitFor();
    await list.getByRole('row').last().click();
    await page.getByText(/文字来自识别,把握 \d+%/).waitFor();
    await expect.poll(() => page.getByText('文字来源').count()).toBe(1);

    // What was misread is put right beside the page, found at once, and taken back.
    await page.getByRole('button', { name: '改正文字' }).click();
    const dialog = page.getByRole('dialog', { name: /^改正识别的文字/ });
    const words = dialog.getByRole('textbox', { name: /页的文字$/ });
    await words.fill(`${await words.inputValue()}\n加盖印章的复印件`);
    await dialog.getByText('改过还没有保存').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => dialog.getByRole('button', { name: '恢复识别的文字' }).isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByText(/1 页经人工改正/).waitFor();
    await page.getByRole('searchbox', { name: '查找材料' }).fill('加盖印章的复印件');
    await list.getByText(/共 1 份材料/).waitFor();
    await close();
  }, 300_000);
});
