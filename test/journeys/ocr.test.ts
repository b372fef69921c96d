import { expect, test } from 'vitest';
import { describeHosts } from './support.ts';

const STEP_MS = 15_000;

describeHosts('识别文字', (open) => {
  test('a scan is read by one button, then found by its words, and 说明 says that they were recognised', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    page.setDefaultTimeout(STEP_MS);
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+2');
    const bar = page.getByRole('contentinfo');
    await page.getByRole('button', { name: '识别文字' }).click();
    await bar.getByText(/识别 [1-9]\d* \/ \d+/).waitFor();
    await bar.getByRole('button', { name: '暂停' }).click();
    await bar.getByText('已暂停').waitFor();
    await bar.getByRole('button', { name: '继续' }).click();
    await bar.getByText(/识别 \d+ 页,\d+ 页有文字,失败 0/).waitFor({ timeout: 180_000 });

    // A notice whose words stand only in the picture of the page.
    await page.getByRole('searchbox', { name: '查找材料' }).fill('联络员变动时');
    const list = page.getByRole('region', { name: '材料列表' });
    await list.getByText(/共 1 份材料/).waitFor();
    await list.getByRole('row').last().click();
    await page.getByText(/文字来自识别,把握 \d+%/).waitFor();
    expect(await page.getByText('文字来源').count()).toBe(1);
    await close();
  }, 300_000);
});
