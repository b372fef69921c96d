import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWorkbook } from '../../electron/core/ledgers/ledgers.ts';
import { cutOff, findings } from './look.ts';
import { describeHosts } from './support.ts';

describeHosts(
  '责任',
  (open) => {
    test('by keyboard alone a leaf of a unit gets a person and a day, is counted on the 工作台, and 撤销 takes it back', async () => {
      const { page, folder, close } = await open({ archive: 'indexed' });
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
      await page.keyboard.press('Control+7');
      const units = page.getByRole('tree', { name: '责任单位' });
      await units.focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('button', { name: '单位与人员' }).waitFor();
      await page.getByRole('heading', { name: /^本单位 \d+ 项$/ }).waitFor();
      const unit = (await units.locator('[aria-selected=true] .duty-unit-name').textContent())!;
      await page.getByRole('button', { name: /^牵头 \d+$/ }).click();
      const list = page.getByRole('listbox', { name: '承担的指标' });
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
      await page.keyboard.type('2020-01-01');
      await page.getByRole('textbox', { name: `${unit} 责任人` }).fill('王敏');
      expect(await findings(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      await page.keyboard.press('Control+Enter');
      await list.getByText('▲ 逾期 2020-01-01').waitFor();
      await page.keyboard.press('Control+1');
      await page.getByText('另有 1 条指标逾期没交齐').waitFor();
      await page.keyboard.press('Control+7');
      await page.getByRole('button', { name: '逾期 1' }).click();
      await page.getByRole('button', { name: '逾期 1', pressed: true }).waitFor();
      await list.focus();
      await page.keyboard.press('Control+Z');
      await page.getByText('没有逾期的指标').waitFor();
      await units.focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('button', { name: '看全部', exact: true }).click();
      await page.getByRole('button', { name: '单位与人员' }).click();
      const dialog = page.getByRole('dialog', { name: `单位:${unit}` });
      await dialog.getByRole('textbox', { name: '名称', exact: true }).fill('新设的局');
      expect(await findings(page)).toEqual([]);
      await dialog.getByRole('button', { name: '保存单位' }).click();
      await units.getByText('新设的局').waitFor();
      const sheet = join(folder, '分解表.xlsx');
      const columns = ['编号', '测评标准', '牵头单位', '责任人'].map((header) => ({
        header,
        widthChars: 12,
        type: 'text' as const,
      }));
      const rows = [
        ['Ⅱ-1-1)', '把学习贯彻列为政治任务', '市委组织部', '王敏'],
        ['Ⅱ-88-1)', '没有的标准', '市委组织部', ''],
      ];
      await writeWorkbook(sheet, [{ name: '分解', title: '责任分解表', remarks: [], columns, rows }]);
      await page.getByRole('button', { name: '导入…' }).click();
      const table = page.getByRole('dialog', { name: '导入责任分解表' });
      await table.getByRole('textbox', { name: '表格文件' }).fill(sheet);
      await page.keyboard.press('Enter');
      await table.getByText('测评体系里没有这一条').waitFor();
      await table.getByRole('radio', { name: '按表格更新' }).check();
      await table.getByRole('button', { name: '导入 1 条' }).waitFor();
      expect(await findings(page)).toEqual([]);
      await table.getByRole('button', { name: '导入 1 条' }).click();
      await page.getByText('已导入责任分解 1 条').waitFor();
      await page.getByRole('button', { name: '目录与提交表' }).click();
      await page.getByRole('menuitem', { name: '盒脊、盒签与卷内目录…' }).click();
      const boxes = page.getByRole('dialog', { name: '盒脊、盒签与卷内目录' });
      await boxes.getByRole('spinbutton', { name: '从第几枚起' }).fill('6');
      await boxes.getByRole('img', { name: '一张 24 枚,从第 6 枚印起' }).waitFor();
      await boxes.getByText('尺寸(毫米)').click();
      expect(await findings(page)).toEqual([]);
      await boxes.getByRole('spinbutton', { name: '左边距' }).fill('40');
      await boxes.getByText('超出 A4').waitFor();
      await boxes.getByRole('spinbutton', { name: '左边距' }).fill('7');
      await boxes.getByRole('button', { name: '生成盒签 PDF' }).click();
      await page.getByText('还没有确认的材料,没有可以装盒的').waitFor();
      await close();
    });
  },
  ['浏览器'],
);
