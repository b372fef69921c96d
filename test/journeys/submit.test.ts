import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { changeDress, cutOff, findings, findingsInBoth } from './look.ts';
import { describeInBrowser } from './support.ts';

const SHOTS = process.env['TAIZHANG_SHOTS'];
const SIZES = [
  { name: '1366', width: 1366, height: 768 },
  { name: '1920', width: 1920, height: 1080 },
  { name: '200', width: 683, height: 384 },
] as const;

/** The screen at every size: nothing cut off, nothing unreadable. */
async function look(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize({ width: size.width, height: size.height });
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${size.name}.png` });
    expect(await cutOff(page), `${name} ${size.name}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  expect(await findingsInBoth(page), name).toEqual([]);
  if (!SHOTS) return;
  await changeDress(page);
  await page.screenshot({ path: `${SHOTS}/${name}-dark.png` });
  await changeDress(page);
}

async function confirmHigh(page: Page, archive: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.evaluate(async (path) => {
    await fetch('api/links.confirmBand', { method: 'POST', body: JSON.stringify({ archive: path, band: 'high' }) });
  }, archive);
}

interface Duties {
  readonly items: readonly { readonly id: number; readonly leadUnit: string }[];
}
interface Band {
  readonly pairs: readonly { readonly item: { readonly id: number }; readonly indicatorId: number }[];
}

/** One call of the contract, as the page makes it. */
async function ask<T>(page: Page, procedure: string, input: object): Promise<T> {
  const send = { to: `api/${procedure}`, body: JSON.stringify(input) };
  const reply = await page.evaluate(
    async ({ to, body }) => (await (await fetch(to, { method: 'POST', body })).json()) as { value: unknown },
    send,
  );
  return reply.value as T;
}

/** Fills what a row of 报送登记 still needs and keeps it. */
async function register(page: Page): Promise<void> {
  const pane = page.getByRole('region', { name: '新增一行' });
  await pane.getByLabel('报送日期 *').fill('2026-06-30');
  await pane.getByLabel('报送日期 *').press('Enter');
  await pane.getByLabel('报送对象 *').fill('省文明办');
  await pane.getByRole('button', { name: '新增', exact: true }).click();
  await page.getByRole('grid', { name: '报送登记的行' }).getByText('省文明办').first().waitFor();
}

describeInBrowser('报送包', (open) => {
  test('a package is chosen, checked against rules of one’s own, answered with reasons, made, verified and entered in 报送登记', async () => {
    const { page, close, archive, folder } = await open({ archive: 'indexed' });
    page.setDefaultTimeout(60_000);
    await confirmHigh(page, archive);
    await page.keyboard.press('Control+6');
    await page.getByText('报送包(原件)').click();
    await page.getByText('还没有生成过报送包').waitFor();
    await page.getByRole('textbox', { name: '命名规则' }).fill('{编号}{题名}');
    await page.getByText('没有 {题名} 这个字段').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^下一步/ }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: '命名规则' }).fill('{编号}{名称}');
    await page.getByRole('button', { name: /^加入字段 日期/ }).click();
    await page.getByText('例:Ⅱ-9-1)-①志愿服务记录办法20260305.pdf').waitFor();
    await look(page, 'submit-scope');

    await page.getByRole('button', { name: '照此新建…' }).click();
    const dialog = page.getByRole('dialog', { name: /新建报送要求/ });
    await dialog.getByLabel('名称').fill('省系统');
    await dialog.getByLabel('允许的格式').fill('pdf、docx、xlsx、jpg ');
    await dialog.getByLabel('其中照片').fill('jpg、png ');
    await dialog.getByLabel('单件大小不超过').fill('20');
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/submit-rules.png` });
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '修改…' }).waitFor();

    await page.getByRole('button', { name: /^下一步:检查/ }).click();
    await page.getByRole('heading', { name: /待处理 \d+ 处/ }).waitFor();
    await look(page, 'submit-check');
    const answer = async (button: string | RegExp, reason: string): Promise<void> => {
      await page.getByRole('button', { name: button }).first().click();
      const asked = page.getByRole('dialog');
      await asked.getByRole('textbox', { name: '理由' }).fill(reason);
      await asked.getByRole('textbox', { name: '理由' }).press('Control+Enter');
      await asked.waitFor({ state: 'hidden' });
    };
    await answer('格式全部不报', '系统不收这些格式');
    await answer('照片说明全部放行', '另附照片说明表');
    await answer(/^放行 .*网吧规范管理/, '密码另行告知');
    await page.getByRole('button', { name: /^撤回 .*网吧规范管理/ }).click();
    await answer('有打开密码全部放行', '密码另行告知');
    await answer(/^不报 .*娱乐场所规范管理/, '原件损坏,补后再报');
    await page.getByRole('heading', { name: '没有待处理的' }).waitFor();
    await page.getByRole('button', { name: /^下一步:生成/ }).click();
    await page.getByText(/原件照抄并逐件核对指纹/).waitFor();
    await look(page, 'submit-make');
    await page.getByRole('button', { name: '生成第 1 号报送包' }).click();
    await page.getByRole('heading', { name: '第 1 号报送包', level: 1 }).waitFor();
    await page.getByText('系统不收这些格式').first().waitFor();
    await page.getByRole('button', { name: '校验' }).click();
    await page.getByText(/校验通过:\d+ 个文件/).waitFor();
    await look(page, 'submit-package');
    const place = join(folder, '报送', '第1号报送包');
    expect(readdirSync(place).sort()).toEqual(expect.arrayContaining(['bagit.txt', 'data', '目录.xlsx']));
    expect(existsSync(`${place}.part`)).toBe(false);

    await page.getByRole('button', { name: '登记报送' }).click();
    const pane = page.getByRole('region', { name: '新增一行' });
    await expect.poll(() => pane.getByLabel('版次').inputValue()).toBe('第 1 号报送包');
    expect(await pane.getByLabel('报送内容 *').inputValue()).toMatch(/报送包\(全部\),\d+ 件原件/);
    await register(page);

    // The answers were for that package: the next one asks again.
    await page.keyboard.press('Control+6');
    await page.getByText('报送包(原件)').click();
    await page.getByRole('button', { name: '第 1 号' }).waitFor();
    await page.getByText('不对比').click();
    await page.getByRole('option', { name: /^第 1 号/ }).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^下一步:检查/ }).click();
    await page.getByRole('heading', { name: /待处理 \d+ 处/ }).waitFor();
    await close();
  });

  test('分包: every unit that leads gets its package by keyboard, who has nothing is named, each is entered in 报送登记; a place taken stops it', async () => {
    const { page, close, archive, folder } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    const place = { archive, framework: 'wenming-chengshi' };
    const { items } = await ask<Duties>(page, 'duties.items', { ...place, unit: null });
    const led = new Set(items.filter(({ leadUnit }) => ['团市委', '市城管局'].includes(leadUnit)).map(({ id }) => id));
    const { pairs } = await ask<Band>(page, 'links.bandDocuments', { ...place, band: 'high' });
    const chosen = pairs.filter(({ indicatorId }) => led.has(indicatorId));
    const confirmed = chosen.map(({ item, indicatorId }) => ({ documentId: item.id, indicatorId, action: 'confirm' }));
    await ask(page, 'links.decideMany', { archive, pairs: confirmed });

    await page.keyboard.press('Control+6');
    await page.getByText('报送包(原件)').click();
    await page.getByRole('radio', { name: '合成一包' }).press('ArrowRight');
    await page.getByText('没有材料的单位会列出来', { exact: false }).waitFor();
    const taken = join(folder, '各单位报送');
    mkdirSync(taken);
    writeFileSync(join(taken, '已有.txt'), '不是空的');
    await page.getByRole('textbox', { name: '报送对象' }).fill('省文明办');
    await page.getByRole('textbox', { name: '生成位置' }).fill(taken);
    await look(page, 'units-scope');
    await page.getByRole('button', { name: /^下一步:检查/ }).press('Enter');
    await page.getByText(/^⊠ 还有 1 项阻断/).waitFor();
    await page.getByText(/没有可报送的材料,不生成:.*市民政局/).waitFor();
    expect(await page.getByText('可以生成', { exact: false }).count()).toBe(0);
    await look(page, 'units-blocked');
    await page.getByRole('button', { name: '用默认的位置' }).press('Enter');
    const onward = page.getByRole('button', { name: /^下一步:生成/ });
    await expect.poll(() => onward.isEnabled()).toBe(true);
    await onward.press('Enter');
    await page.getByRole('heading', { name: '第 1 号至第 2 号报送包' }).waitFor();
    await page.getByText(/^2 个单位各一包;另有 \d\d 个单位没有可报送的材料/).waitFor();
    await look(page, 'units-make');
    await page.getByRole('button', { name: '生成 2 个单位的报送包' }).press('Enter');

    const history = page.getByRole('region', { name: '已有报送包' });
    await history.getByRole('button', { name: '第 2 号' }).waitFor();
    expect(await history.getByRole('listitem').allTextContents()).toEqual([
      expect.stringContaining('市城管局'),
      expect.stringContaining('团市委'),
    ]);
    await page.reload();
    await history.getByRole('button', { name: '第 1 号' }).press('Enter');
    await page.getByRole('heading', { name: '第 1 号报送包', level: 1 }).waitFor();
    await page.getByRole('button', { name: '校验' }).press('Enter');
    await page.getByText(/校验通过:\d+ 个文件/).waitFor();
    await look(page, 'units-package');
    expect(readdirSync(join(folder, '报送', '第1号起的报送包')).sort()).toEqual(
      ['各单位报送包.xlsx', '团市委', '市城管局'].flatMap((one) =>
        one.endsWith('.xlsx') ? [one] : [one, `${one}_检查报告.xlsx`],
      ),
    );
    expect(readdirSync(taken)).toEqual(['已有.txt']);

    await page.keyboard.press('Control+8');
    await page.getByRole('button', { name: /^报送登记/ }).press('Enter');
    const rows = page.getByRole('grid', { name: '报送登记的行' });
    await expect.poll(() => rows.getByText('省文明办').count()).toBe(2);
    await close();
  }, 240_000);

  test('an edition is entered in 报送登记 by 登记报送', async () => {
    const { page, close, archive } = await open({ archive: 'indexed' });
    page.setDefaultTimeout(60_000);
    await confirmHigh(page, archive);
    await page.evaluate(async (path) => {
      const input = { archive: path, out: `${path}/../成册`, draft: false, indicators: ['Ⅱ-27-1)'] };
      await fetch('api/export.run', { method: 'POST', body: JSON.stringify(input) });
    }, archive);
    await page.keyboard.press('Control+6');
    await page.getByRole('button', { name: '第 1 版' }).click();
    await page.getByRole('button', { name: '登记报送' }).click();
    const pane = page.getByRole('region', { name: '新增一行' });
    await expect.poll(() => pane.getByLabel('版次').inputValue()).toBe('第 1 版');
    expect(await pane.getByLabel('报送内容 *').inputValue()).toMatch(/迎检档案,\d+ 份材料/);
    await register(page);
    await close();
  });
});
