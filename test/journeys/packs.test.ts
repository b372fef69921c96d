import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeTwoLevels } from '../electron/core/packs/two-archives.ts';
import { cutOff, findings } from './look.ts';
import { describeInBrowser } from './support.ts';

const LEAF = 'Ⅱ-1-1)';

/** One call of the contract, as the page makes it. */
async function ask<T>(page: Page, procedure: string, input: object): Promise<T> {
  const body = JSON.stringify(input);
  const reply = await page.evaluate(
    async ([to, text]) => {
      const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: text! };
      return (await (await fetch(`/api/${to}`, sent)).json()) as { value: unknown };
    },
    [procedure, body],
  );
  return reply.value as T;
}

async function openMerge(page: Page, file: string) {
  await page.getByRole('button', { name: '交接包', exact: true }).click();
  await page.getByRole('menuitem', { name: '收交接包…' }).click();
  const dialog = page.getByRole('dialog', { name: '收交接包' });
  await dialog.getByRole('textbox', { name: '交接包' }).fill(file);
  await page.keyboard.press('Enter');
  return dialog;
}

describeInBrowser('交接包', (open) => {
  test('a pack of the bureau is looked at, taken in with one conflict decided, its evidence is there, and 撤销 takes it back', async () => {
    const { page, archive, source, folder, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    const { documents } = await ask<{ documents: { path: string }[] }>(page, 'documents.list', { archive, limit: 400 });
    const shared = documents.find(({ path }) => path.endsWith('.docx'))!.path;
    const decision = { archive, document: shared, indicator: LEAF, framework: 'wenming-chengshi', action: 'reject' };
    await ask(page, 'links.decide', decision);

    const { lower, pack } = await makeTwoLevels('pack-window');
    lower.put('学习/政治学习安排.txt', '关于政治学习的安排');
    lower.put('同一份.docx', readFileSync(join(source, shared)));
    await lower.call('index.run', {});
    for (const path of ['学习/政治学习安排.txt', '同一份.docx']) await lower.confirm(path, LEAF, { kind: '规范文件' });
    const file = await pack('教育局');
    mkdirSync(join(folder, 'U盘'));
    writeFileSync(join(folder, 'U盘', '坏的.交接包.zip'), readFileSync(file).subarray(0, 900));

    await page.keyboard.press('Control+7');
    const dialog = await openMerge(page, join(folder, 'U盘', '坏的.交接包.zip'));
    await dialog.getByText('它不是完整的 zip 文件').waitFor();
    await dialog.getByRole('textbox', { name: '交接包' }).fill(file);
    await dialog.getByRole('button', { name: '读取' }).click();
    await dialog.getByText(`政治学习安排.txt → ${LEAF}`).waitFor();
    await dialog.getByText('这里:已否决').waitFor();
    await dialog.getByRole('radio', { name: '用包里的' }).check();
    expect(await findings(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^收进 \d+ 项$/ }).click();
    await page.getByText('已收进“市教育局”的佐证 2 项、材料 1 份').waitFor();
    const evidence = async (): Promise<number> => {
      const { frameworks } = await ask<{
        frameworks: { indicators: { code: string; needs: { confirmed: number }[] }[] }[];
      }>(page, 'gaps.read', { archive, unit: '市教育局' });
      return frameworks[0]!.indicators.find(({ code }) => code === LEAF)?.needs.reduce((sum, one) => sum + one.confirmed, 0) ?? 0;
    };
    await expect.poll(evidence).toBeGreaterThan(0);
    await page.getByRole('button', { name: '撤销', exact: true }).last().click();
    await page.getByText(/^已撤销:收交接包:市教育局/).waitFor();
    await expect.poll(() => evidence().catch(() => 0)).toBe(0);

    await page.getByRole('button', { name: '交接包', exact: true }).click();
    await page.getByRole('menuitem', { name: '打交接包…' }).click();
    const making = page.getByRole('dialog', { name: '打交接包' });
    expect(await findings(page)).toEqual([]);
    await making.getByRole('button', { name: '打包…' }).click();
    await making.getByText('没有可以交接的内容').waitFor();
    await ask(page, 'links.decide', { ...decision, action: 'confirm' });
    const download = page.waitForEvent('download');
    await making.getByRole('button', { name: '打包…' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.交接包\.zip$/);
    await making.getByText('● 打好了:佐证 1 项,材料 1 份(原件 1 份)').waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  }, 120_000);

  test('清理: of two packs taken back one copy is kept with a reason, the other deleted on the second word alone, all by keyboard', async () => {
    const { page, archive, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    const { lower, pack, clock } = await makeTwoLevels('pack-clean');
    lower.put('旧通知.txt', '关于文明交通的通知');
    await lower.call('index.run', {});
    await lower.confirm('旧通知.txt', LEAF);
    const first = await pack('一');
    clock.now = new Date('2026-07-15T02:00:00Z');
    lower.put('新通知.txt', '关于文明旅游的通知');
    await lower.call('index.run', {});
    await lower.confirm('新通知.txt', LEAF);
    for (const file of [first, await pack('二')]) await ask(page, 'merge.run', { archive, file });
    const copies = (): readonly string[] =>
      existsSync(join(archive, '交接材料', '市教育局')) ? readdirSync(join(archive, '交接材料', '市教育局')).sort() : [];
    expect(copies()).toHaveLength(2);
    for (let taken = 0; taken < 2; taken++) await ask(page, 'undo.run', { archive });
    const [kept, gone] = copies();

    await page.evaluate(() => void (location.hash = '#/checks'));
    const rules = page.getByRole('listbox', { name: '体检规则' });
    const rule = rules.getByRole('option', { name: /没有用到的收来副本/ });
    await expect.poll(() => rules.evaluate((list) => list === document.activeElement)).toBe(true);
    await page.keyboard.press('End');
    while ((await rule.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const found = page.getByRole('region', { name: '没有用到的收来副本' });
    await found.getByRole('option', { name: new RegExp(`${kept}.*1 个文件,1 KB`) }).waitFor();
    await page.keyboard.press('i');
    await page.keyboard.type('下周要重做那次收取');
    await page.keyboard.press('Control+Enter');
    await found.getByText('－ 已忽略:下周要重做那次收取', { exact: false }).waitFor();

    const asked = page.getByRole('dialog', { name: '删除没有用到的收来副本 1 个文件夹' });
    await found.getByRole('button', { name: '清理…' }).press('Enter');
    await asked.getByText(`交接材料/市教育局/${gone}`, { exact: false }).waitFor();
    expect(await asked.getByText(kept!, { exact: false }).count()).toBe(0);
    expect([...(await findings(page)), ...(await cutOff(page))]).toEqual([]);
    // A second Enter, pressed too early, deletes nothing.
    await expect
      .poll(() => asked.getByRole('button', { name: /^取\s?消$/ }).evaluate((one) => one === document.activeElement))
      .toBe(true);
    await page.keyboard.press('Enter');
    await asked.waitFor({ state: 'hidden' });
    expect(copies()).toEqual([kept, gone]);
    await found.getByRole('button', { name: '清理…' }).press('Enter');
    await asked.waitFor();
    await expect
      .poll(() => asked.getByRole('button', { name: /^取\s?消$/ }).evaluate((one) => one === document.activeElement))
      .toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/^已删除 1 个文件,腾出 1 KB/).waitFor();
    await asked.waitFor({ state: 'hidden' });
    expect(copies()).toEqual([kept]);

    await page.reload();
    await page.getByText('没有发现问题,另有 1 处已忽略', { exact: false }).waitFor();
    await page.getByRole('button', { name: '看全部规则' }).press('Enter');
    await found.getByText('－ 已忽略:下周要重做那次收取', { exact: false }).waitFor();
    expect(await found.getByRole('option').count()).toBe(1);
    expect(await found.getByRole('button', { name: '清理…' }).count()).toBe(0);
    await close();
  }, 240_000);
});
