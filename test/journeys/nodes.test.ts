import { expect, test } from 'vitest';
import { changeDress, cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];

describeInBrowser('修改测评体系', (open) => {
  test('a 示例模板 is saved under another name first, then its nodes are added, moved, renamed and removed by keyboard, and undone', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const shot = async (name: string): Promise<void> => {
      if (!SHOTS) return;
      for (const [width, height] of [
        [1366, 768],
        [1920, 1080],
        [683, 384],
      ] as const) {
        await page.setViewportSize({ width, height });
        for (const dress of ['light', 'dark']) {
          await page.screenshot({ path: `${SHOTS}/${name}-${width}-${dress}.png` });
          await changeDress(page);
        }
      }
      await page.setViewportSize({ width: 1366, height: 768 });
    };
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.keyboard.press('Control+4');
    const tree = page.getByRole('tree', { name: '指标' });
    const chosen = tree.getByRole('treeitem', { selected: true });
    await tree.focus();
    await chosen.waitFor();
    await page.keyboard.press('F2');
    const saving = page.getByRole('dialog', { name: '另存为自己的体系' });
    await saving.getByText('示例模板不直接修改').waitFor();
    await shot('nodes-save-as');
    await saving.getByRole('textbox', { name: '名称' }).fill('本市体系');
    await page.keyboard.press('Enter');
    await page.getByText('已另存为“本市体系”,现在可以修改了').waitFor();
    await saving.waitFor({ state: 'hidden' });

    // The tree that follows is that of the copy: there is none on the screen between them.
    await page.getByRole('banner').getByText('本市体系').waitFor();
    await chosen.waitFor();
    await tree.focus();
    await page.keyboard.press('End');
    await tree.getByRole('treeitem', { selected: true }).filter({ hasText: 'Ⅱ-51-2)' }).waitFor();
    await page.keyboard.press('Insert');
    const adding = page.getByRole('dialog', { name: '增加指标' });
    const code = adding.getByRole('textbox', { name: '编号' });
    await expect.poll(() => code.inputValue()).not.toBe('');
    const offered = await code.inputValue();
    await code.fill('Ⅰ-1-1)');
    await adding.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await code.fill(offered);
    await adding.getByRole('textbox', { name: '名称' }).fill('本市特色活动');
    await shot('nodes-add');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${offered} 本市特色活动` }).waitFor();
    await adding.waitFor({ state: 'hidden' });
    await tree.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText(`调整指标顺序:${offered}`).waitFor();
    await page.keyboard.press('F2');
    const naming = page.getByRole('dialog', { name: /^改名、改编号/ });
    await naming.getByRole('textbox', { name: '名称' }).fill('本市品牌活动');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${offered} 本市品牌活动` }).waitFor();
    await naming.waitFor({ state: 'hidden' });
    await chosen.click({ button: 'right' });
    await page.getByRole('menuitem', { name: /移到别的上级/ }).waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/nodes-menu.png` });
    await page.getByRole('menuitem', { name: /移到别的上级/ }).click();
    const moving = page.getByRole('dialog', { name: /^移到别的上级/ });
    await moving.getByRole('combobox', { name: '新的上级' }).fill('最上一级');
    await page.keyboard.press('Enter');
    await shot('nodes-move');
    await moving.getByRole('button', { name: /^移\s*动$/ }).click();
    await moving.waitFor({ state: 'hidden' });
    await tree.focus();
    await page.keyboard.press('Delete');
    const removing = page.getByRole('dialog', { name: /^删除指标/ });
    await removing.getByText('上面没有佐证、责任和台账').waitFor();
    await shot('nodes-remove');
    expect(await findings(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    await removing.getByRole('button', { name: /^删\s*除$/ }).click();
    await page.getByText(`删除指标:${offered} 本市品牌活动`).waitFor();
    await removing.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    await page.getByText(/^已撤销:删除指标/).waitFor();
    // It comes back as the last of the tree, which is drawn only where the list is scrolled to.
    const back = page.getByRole('heading', { name: `${offered} 本市品牌活动` });
    const atEnd = async (): Promise<number> => {
      await tree.focus();
      await page.keyboard.press('End');
      return back.count();
    };
    await expect.poll(atEnd).toBe(1);
    await close();
  });
});
