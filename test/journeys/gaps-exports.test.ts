import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findings, findingsInBoth } from './look.ts';
import { describeHosts, describeInBrowser, describeInOneArchive } from './support.ts';

/** Keeps a picture where the person who runs the journeys asked for them. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['TAIZHANG_SHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The screen a key leads to, once the window stands. */
async function goTo(page: Page, key: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press(key);
}

/** Confirms what indexing suggested with high confidence, as the clerk's work before this journey. */
async function confirmHigh(page: Page, archive: string): Promise<void> {
  await page.evaluate(async (path) => {
    const { taizhang } = window as unknown as {
      taizhang?: { transport: { send: (procedure: string, input: unknown) => Promise<unknown> } };
    };
    const input = { archive: path, band: 'high' };
    if (taizhang) return void (await taizhang.transport.send('links.confirmBand', input));
    await fetch('api/links.confirmBand', { method: 'POST', body: JSON.stringify(input) });
  }, archive);
}

/** Changes every docx of a folder, as somebody in another program would; returns how to make them what they were, to the nanosecond. */
function changePapers(source: string, aside: string): () => void {
  const papers = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.docx'));
  const copyOf = (at: number): string => join(aside, `原件${at}.docx`);
  papers.forEach((name, at) => {
    execFileSync('cp', ['-p', join(source, name), copyOf(at)]);
    appendFileSync(join(source, name), '改');
  });
  return () => papers.forEach((name, at) => execFileSync('cp', ['-p', copyOf(at), join(source, name)]));
}

describeHosts('成册', (open) => {
  test('the wizard by keyboard: check, true preview, edition, verified; the preview shows the pages of the edition', async () => {
    const { page, close, archive, folder, source } = await open({ archive: 'indexed' });
    await confirmHigh(page, archive);
    await goTo(page, 'Control+6');
    await page.getByText('还没有成过册').waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: '选项' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '卷册目录' }).waitFor();
    const pages = /\d+/.exec((await page.getByText(/^\/ \d+$/).textContent())!)![0];
    await page.getByRole('img', { name: '第 1 页', exact: true }).waitFor();
    await page.getByRole('button', { name: '备考表' }).press('Enter');
    await expect.poll(async () => Number(await page.getByRole('spinbutton').inputValue())).toBeGreaterThan(Number(pages) / 2);
    expect(await findingsInBoth(page)).toEqual([]);
    const restore = changePapers(source, folder);
    await page.getByRole('button', { name: '生成第 1 版' }).press('Enter');
    await page
      .getByRole('main', { name: '成册' })
      .getByText(/检查之后有 \d+ 份材料改动或移走了/)
      .waitFor();
    const again = page.getByRole('button', { name: '重新编目并检查' });
    await expect.poll(() => again.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: '仍然生成' }).waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await shot(page, 'stopped');
    restore();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: '卷册目录' }).waitFor();
    await page.getByRole('button', { name: '生成第 1 版', disabled: false }).press('Enter');
    await page.getByRole('heading', { name: '第 1 版' }).waitFor();
    await page.getByText(`,${pages} 页,`).waitFor();
    await page.getByText(/本册收入 \d+ 份材料,\d+ 份未收入/).waitFor();
    await page.getByRole('button', { name: '校验' }).press('Enter');
    await page.getByText(/校验通过/).waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    expect(readdirSync(join(folder, '成册', '第1版')).filter((name) => name.endsWith('.part'))).toEqual([]);
    await close();
  });
});

describeHosts('缺项', (open) => {
  test('the gap matrix by keyboard: a cell opens its card, Esc comes back to the cell, the card leads to the indicator', async () => {
    const { page, close, archive } = await open({ archive: 'indexed' });
    await confirmHigh(page, archive);
    await goTo(page, 'Control+5');
    const grid = page.getByRole('grid', { name: /缺项矩阵/ });
    await grid.focus();
    await page.keyboard.press('Control+Home');
    const first = await active(page).textContent();
    const code = await active(page).locator('span').first().textContent();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => active(page).getAttribute('role')).toBe('gridcell');
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog');
    await card.getByRole('heading', { name: '材料要求' }).waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await expect.poll(() => active(page).textContent()).toBe(first);
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: '看指标' }).press('Enter');
    await page.getByRole('main', { name: '指标' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/indicators?${new URLSearchParams({ code: code! }).toString()}`);
    await close();
  });
});

describeInBrowser('缺项与成册', (open) => {
  test('options of 成册 are kept as a template, taken again, and a deleted template comes back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await goTo(page, 'Control+6');
    const options = page.getByRole('region', { name: '选项' });
    const both = options.getByRole('switch', { name: '双面打印' });
    await both.click();
    await options.getByRole('button', { name: '存为模板…' }).press('Enter');
    await page.getByRole('textbox', { name: '模板名称' }).fill('年度迎检');
    await page.keyboard.press('Enter');
    const remove = options.getByRole('button', { name: '删除模板' });
    await remove.waitFor();
    await both.click();
    await options.getByRole('button', { name: '存为模板…' }).waitFor();
    await options.getByRole('combobox', { name: '模板' }).click();
    await page.getByTitle('年度迎检').last().click();
    await remove.waitFor();
    await expect.poll(() => both.getAttribute('aria-checked')).toBe('true');
    expect(await findings(page)).toEqual([]);
    await remove.press('Enter');
    await remove.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '撤销' }).last().click();
    await remove.waitFor();
    await close();
  });

  test('a volume in 长期保存格式, without 缺项表 and with 佐证对照表, is chosen, made, named for what it is, and verified', async () => {
    const { page, close, archive, folder } = await open({ archive: 'indexed' });
    await confirmHigh(page, archive);
    await goTo(page, 'Control+6');
    const options = page.getByRole('region', { name: '选项' });
    await options.getByRole('combobox', { name: '长期保存格式' }).click();
    await page.getByTitle('PDF/A-2b', { exact: true }).last().click();
    await options.getByText('ISO 19005-2').waitFor();
    const gapTable = options.getByRole('switch', { name: '装入缺项表' });
    await gapTable.press('Space');
    await expect.poll(() => gapTable.getAttribute('aria-checked')).toBe('false');
    await options.getByRole('checkbox', { name: '佐证对照表' }).press('Space');
    expect(await findings(page)).toEqual([]);
    await shot(page, 'archival-option');
    await page.getByRole('button', { name: /^下一步/ }).click();
    await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    await page.getByRole('button', { name: /^下一步/ }).click();
    await page.getByRole('button', { name: '生成第 1 版' }).click();
    await page.getByRole('heading', { name: '第 1 版' }).waitFor({ timeout: 90_000 });
    await page.getByText('长期保存格式 PDF/A-2b').waitFor();
    await shot(page, 'archival-edition');
    await page.getByRole('button', { name: '校验' }).click();
    await page.getByText(/校验通过/).waitFor();
    const made = join(folder, '成册', '第1版');
    const volume = readdirSync(made).find((name) => name.endsWith('.pdf'))!;
    const { plan } = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as { plan: unknown };
    expect(plan).toMatchObject({ withoutGaps: true, extras: ['evidence-table'] });
    expect(readFileSync(join(made, volume), 'latin1')).toMatch(/pdfaid:part(?:>|=")2/);
    await close();
  });

  test('an export that is cancelled leaves no half file; one that runs is found again after a reload', async () => {
    const { page, close, archive, folder } = await open({ archive: 'indexed' });
    await confirmHigh(page, archive);
    await goTo(page, 'Control+6');
    await page.getByText('还没有成过册').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('status', { name: '正在做预览' }).getByRole('button', { name: '取消' }).click();
    await page.getByRole('heading', { name: '已取消,没有留下半个文件' }).waitFor();
    expect(filesBelow(join(archive, 'cache', 'preview'))).toEqual([]);
    await page.getByRole('button', { name: '生成第 1 版' }).click();
    const writing = page.getByRole('status', { name: '正在生成' });
    await writing.waitFor();
    await page.reload();
    await writing.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '生成第 1 版' }).waitFor();
    await expect.poll(() => filesBelow(join(folder, '成册'))).toEqual([]);
    await page.getByRole('button', { name: '生成第 1 版' }).click();
    await writing.waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '第 1 版' }).waitFor();
    await close();
  });
});

describeInOneArchive('缺项', 'indexed', (begin) => {
  test('不适用 is marked with its reason in the card, goes back by Ctrl+Z and comes again by Ctrl+Y', async () => {
    const { page } = await begin();
    await goTo(page, 'Control+5');
    await page.getByRole('grid', { name: /缺项矩阵/ }).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog');
    const none = page.getByRole('button', { name: '不适用 0 条' });
    const one = page.getByRole('button', { name: '不适用 1 条' });
    await none.waitFor();
    await card.getByRole('button', { name: '标记不适用' }).press('Enter');
    await expect.poll(() => card.getByRole('button', { name: '确定不适用' }).isDisabled()).toBe(true);
    await card.getByRole('textbox', { name: '不适用的理由' }).fill('辖区没有机动车道');
    await page.keyboard.press('Control+Enter');
    await card.getByText('不适用的理由:辖区没有机动车道').waitFor();
    await one.waitFor();
    expect(await findingsInBoth(page)).toEqual([]);
    await page.keyboard.press('Control+z');
    await none.waitFor();
    await page.keyboard.press('Control+y');
    await one.waitFor();
    await card.getByRole('button', { name: '取消不适用' }).press('Enter');
    await none.waitFor();
  });

  test('the card leads to 归类 with only the documents suggested for its leaf', async () => {
    const { page } = await begin();
    await goTo(page, 'Control+5');
    const filter = page.getByRole('button', { name: /^待确认 \d+ 条$/ });
    const leaves = /\d+/.exec((await filter.getAttribute('aria-label')) ?? (await filter.textContent()) ?? '')?.[0];
    await filter.press('Enter');
    await page.getByText(`${leaves} 条指标 ×`).waitFor();
    await page.getByRole('grid', { name: /缺项矩阵/ }).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog');
    const waiting = Number(/待确认 (\d+) 份/.exec((await card.getByText(/待确认 \d+ 份/).textContent())!)![1]);
    const title = (await card.getByRole('heading', { level: 2 }).or(card.locator('.ant-drawer-title')).first().textContent())!;
    await card.getByRole('button', { name: '去归类' }).press('Enter');
    const main = page.getByRole('main', { name: '归类' });
    await main.getByText(`待归类 ${waiting}`, { exact: true }).waitFor();
    await main.getByText(`指标:${title}`).waitFor();
    const suggestion = main.getByRole('list', { name: '建议' }).getByRole('listitem').first();
    await expect.poll(() => suggestion.textContent()).toContain(title.split(' ')[0]);
    await main.getByRole('button', { name: '看全部指标的' }).click();
    await main.getByText(`待归类 ${waiting}`, { exact: true }).waitFor({ state: 'hidden' });
  });

  test('a state word filters, the list shows the same leaves, and the address keeps the filter', async () => {
    const { page } = await begin();
    await goTo(page, 'Control+5');
    const lacking = page.getByRole('button', { name: /^待确认 \d+ 条$/ });
    const count = Number(/\d+/.exec((await lacking.getAttribute('aria-label'))!)![0]);
    expect(count).toBeGreaterThan(0);
    await lacking.press('Enter');
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(count + 1));
    await page.getByText('列表', { exact: true }).click();
    await expect.poll(() => page.getByRole('grid', { name: '缺项列表' }).getAttribute('aria-rowcount')).toBe(String(count + 1));
    expect(decodeURIComponent(page.url())).toContain('state=待确认');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^缺项表_\d{4}-\d{2}-\d{2}\.xlsx$/);
    // A workbook is a zip file.
    expect(
      readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).not.toBe(String(count + 1));
    await page.getByText('矩阵', { exact: true }).click();
  });
});

const active = (page: Page) => page.locator(':focus').locator('.gm-active');

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  } catch {
    return [];
  }
}
