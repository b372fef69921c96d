import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findings } from './look.ts';
import { describeInBrowser } from './support.ts';

describeInBrowser('备份与恢复', (open) => {
  test('a backup is made on a stick, rehearsed, and restored on the start page as a new archive', async () => {
    const { page, folder, close } = await open({ archive: 'indexed' });
    const stick = join(folder, 'U盘');
    mkdirSync(stick);
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+,');
    const part = page.getByRole('region', { name: '备份' });
    await part.getByRole('textbox', { name: '存放备份的文件夹' }).fill(stick);
    await part.getByRole('button', { name: '备份到这里' }).click();
    await expect.poll(() => readdirSync(stick).filter((name) => name.endsWith('.tzbak')).length).toBe(1);
    // Its file is read back after it lies there.
    await page.getByText(/^已备份并核对/).waitFor();
    await part.getByRole('button', { name: '立即备份' }).click();
    await part
      .getByRole('row')
      .filter({ hasText: '手动' })
      .getByRole('button', { name: /^演练恢复/ })
      .click();
    await page.getByText(/^可以恢复:材料 \d+ 件/).waitFor();
    await expect.poll(() => page.locator('.ant-btn-loading').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+O');
    await page.getByRole('button', { name: '从备份恢复…' }).click();
    const dialog = page.getByRole('dialog', { name: '从备份恢复' });
    await dialog.getByRole('textbox', { name: '备份文件' }).fill(join(stick, readdirSync(stick)[0]!));
    await dialog.getByRole('textbox', { name: '恢复到的文件夹' }).fill(join(folder, '材料', '里面'));
    await dialog.getByRole('button', { name: '恢复并打开' }).click();
    await dialog.getByText('档案库不能放在材料文件夹里').waitFor();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: '恢复到的文件夹' }).fill(join(folder, '恢复的档案库'));
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+1');
    await page.getByText('从备份恢复:').waitFor();
    await close();
  });
});
