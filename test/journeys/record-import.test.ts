import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWorkbook } from '../../electron/core/ledgers/ledgers.ts';
import { changeDress, cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];

describeInBrowser('台账导入', (open) => {
  test('units of a table that nobody knows are named before anything is stored, and stored as the one the clerk chose', async () => {
    const { page, folder, close } = await open({ archive: 'indexed' });
    const file = join(folder, '督查清单.xlsx');
    const columns = ['点位', '存在问题', '发现日期', '责任单位'].map((header) => ({
      header,
      widthChars: 12,
      type: 'text' as const,
    }));
    const rows = [
      ['滨河路', '占道经营', '2026-06-03', '市文明办公室'],
      ['东门', '乱停车', '2026-06-04', '云上物业公司'],
    ];
    await writeWorkbook(file, [{ name: '清单', title: '督查问题清单', remarks: [], columns, rows }]);
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+8');
    await page.getByRole('button', { name: /^问题台账/ }).click();
    await page.getByRole('button', { name: '导入导出' }).click();
    await page.getByRole('menuitem', { name: /^从 Excel 导入/ }).click();
    const dialog = page.getByRole('dialog', { name: '导入问题台账' });
    await dialog.getByRole('textbox').fill(file);
    await dialog.getByRole('button', { name: /^读\s*取$/ }).click();
    const units = dialog.getByRole('region', { name: '单位名称核对' });
    await units.getByText('▲', { exact: false }).waitFor();
    await units.getByRole('combobox', { name: '“云上物业公司”导入为' }).fill('市文明办');
    await page.keyboard.press('Enter');
    await units.getByTitle('市文明办', { exact: true }).first().waitFor();
    expect(await findings(page)).toEqual([]);
    for (const [width, height] of [
      [1366, 768],
      [1920, 1080],
      [683, 384],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await cutOff(page)).toEqual([]);
      if (!SHOTS) continue;
      await page.screenshot({ path: `${SHOTS}/units-${width}.png` });
      await changeDress(page);
      await page.screenshot({ path: `${SHOTS}/units-${width}-dark.png` });
      await changeDress(page);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await dialog.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText('已导入:新增 2 行', { exact: false }).waitFor();
    await page.getByRole('grid', { name: '问题台账的行' }).getByText('市文明办', { exact: true }).first().waitFor();
    await close();
  });
});
