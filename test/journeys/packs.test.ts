import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
});
