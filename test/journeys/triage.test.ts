import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeHosts, describeInBrowser, describeInOneArchive } from './support.ts';

const titleOf = (page: Page): Promise<string> =>
  page.getByRole('main', { name: '归类' }).getByRole('heading', { level: 2 }).innerText();

async function openTriage(page: Page): Promise<string> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press('Control+3');
  await page.getByRole('list', { name: '建议' }).waitFor();
  return titleOf(page);
}

/** Waits until a document of this title is shown. */
const shows = (page: Page, title: string): Promise<void> => expect.poll(() => titleOf(page)).toBe(title);

/** Presses a key and waits until another document is shown. */
async function pressOn(page: Page, key: string): Promise<string> {
  const before = await titleOf(page);
  await page.keyboard.press(key);
  await page.waitForFunction(
    (old) => {
      const heading = document.querySelector('main h2');
      return heading !== null && heading.textContent !== old;
    },
    before,
    { polling: 'raf' },
  );
  return titleOf(page);
}

const decided = (page: Page, count: number): Promise<void> => page.getByText(new RegExp(`^已处理 ${count} / \\d+$`)).waitFor();

describeHosts('归类', (open) => {
  test('by keyboard: 1 confirms and goes on, 0 rejects, U puts off; arrows go back and forth', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const first = await openTriage(page);
    const second = await pressOn(page, '1');
    await decided(page, 1);
    await pressOn(page, '0');
    await decided(page, 2);
    await pressOn(page, 'u');
    await decided(page, 2);
    await pressOn(page, 'ArrowLeft');
    await pressOn(page, 'ArrowLeft');
    await expect.poll(() => titleOf(page)).toBe(second);
    expect(await pressOn(page, 'ArrowLeft')).toBe(first);
    await page.getByText('✓ 已确认').waitFor();
    await page.getByText('稍后再看', { exact: true }).click();
    await page.getByText('稍后再看 1', { exact: true }).waitFor();
    await close();
  });

  test('a wrong decision is undone by one key, also after the page was loaded anew', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const first = await openTriage(page);
    await pressOn(page, '1');
    await decided(page, 1);
    await page.keyboard.press('Control+z');
    await page.getByText('已撤销:确认 1 项').waitFor();
    await decided(page, 0);
    await expect.poll(() => titleOf(page)).toBe(first);
    await pressOn(page, '1');
    await decided(page, 1);
    await page.reload();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await decided(page, 1);
    await page.keyboard.press('Control+z');
    await page.getByText('已撤销:确认 1 项').waitFor();
    await decided(page, 0);
    await page.keyboard.press('Control+z');
    await page.getByText('没有可以撤销的操作。').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText(/^已自动保存 \d{1,2}:\d{2}$/).waitFor();
    await close();
  });
});

describeInBrowser('归类', (open) => {
  test('Ctrl+Z and Ctrl+Y go back and forth over decisions, 稍后再看 and a title', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const first = await openTriage(page);
    await pressOn(page, '1');
    await decided(page, 1);
    const second = await titleOf(page);
    await pressOn(page, 'u');
    await page.keyboard.press('F2');
    const third = await page.getByRole('textbox', { name: '题名' }).inputValue();
    await page.getByRole('textbox', { name: '题名' }).fill('人工题名甲');
    await page.keyboard.press('Enter');
    await shows(page, '人工题名甲');
    await page.keyboard.press('Control+z');
    await shows(page, third);
    await page.keyboard.press('Control+z');
    await shows(page, second);
    await page.keyboard.press('Control+z');
    await shows(page, first);
    await decided(page, 0);
    await page.keyboard.press('Control+y');
    await decided(page, 1);
    await shows(page, second);
    await page.keyboard.press('Control+y');
    await shows(page, third);
    await page.keyboard.press('Control+y');
    await shows(page, '人工题名甲');
    await close();
  });

  test('Shift+1 confirms and stays, and again takes it back; F2 changes the title; 1 shows the next document without waiting for the decision to be stored', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    const first = await openTriage(page);
    await page.keyboard.press('Shift+Digit1');
    await page.getByText('✓ 已确认').waitFor();
    await expect.poll(() => titleOf(page)).toBe(first);
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: '题名' }).fill('人工改的题名');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: '人工改的题名' }).waitFor();
    await page.keyboard.press('Shift+Digit1');
    await page.getByText('✓ 已确认').waitFor({ state: 'detached' });
    await decided(page, 0);

    let store = (): void => undefined;
    const seen = new Promise<void>((resolve) => (store = resolve));
    await page.route('**/api/links.decideMany', async (route) => {
      await seen;
      await route.continue();
    });
    await pressOn(page, '1');
    store();
    await decided(page, 1);
    await close();
  });

  test('all that are sure are confirmed after a look at the list, without the one that was left out, and undone at once; Ctrl+Z shows a document again without waiting for the core, and is stored after the decision it takes back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openTriage(page);
    await page.getByRole('button', { name: /^把握大的 \d+ 份一并确认/ }).click();
    const dialog = page.getByRole('dialog');
    const all = Number(/\/ (\d+)/.exec(await dialog.getByText(/^全选/).innerText())?.[1]);
    await dialog.getByRole('listitem').first().getByRole('checkbox').uncheck();
    await dialog.getByRole('button', { name: `确认 ${all - 1} 份` }).click();
    await decided(page, all - 1);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText(`已撤销:确认 ${all - 1} 项`).waitFor();
    await decided(page, 0);

    const first = await titleOf(page);
    const asked: string[] = [];
    let store = (): void => undefined;
    const seen = new Promise<void>((resolve) => (store = resolve));
    page.on('request', (request) => asked.push(/(links\.decideMany|undo\.run)$/.exec(request.url())?.[1] ?? ''));
    await page.route('**/api/links.decideMany', async (route) => {
      await seen;
      await route.continue();
    });
    await pressOn(page, '1');
    await page.keyboard.press('Control+z');
    await shows(page, first);
    store();
    await page.getByText('已撤销:确认 1 项').waitFor();
    await decided(page, 0);
    expect(asked.filter((one) => one !== '')).toEqual(['links.decideMany', 'undo.run']);
    await close();
  });

  test('after three equal decisions the rest of the same situation is offered, looked at, confirmed with one key and undone at once', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.evaluate((folder) => void (window.location.hash = `#/triage?folder=${folder}`), encodeURIComponent('03 志愿服务'));
    const offer = page.getByText(/其余 \d+ 个同样情况$/);
    await page.getByText('其余 2 个同样情况', { exact: true }).waitFor();
    for (let n = 0; n < 3; n++) await pressOn(page, '1');
    await decided(page, 3);
    expect(await offer.innerText()).toMatch(/^已连续归入“.+”。其余 1 个同样情况$/);
    const offered = await titleOf(page);
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('全选(已选 2 / 2,可一次撤销)').waitFor();
    const rows = dialog.getByRole('list', { name: '将要确认的材料' }).getByRole('listitem');
    expect(await rows.count()).toBe(2);
    expect(await rows.first().innerText()).toContain(offered);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await decided(page, 3);
    await page.keyboard.press('t');
    await dialog.getByRole('button', { name: '确认 2 份' }).click();
    await decided(page, 5);
    await page.keyboard.press('Control+z');
    await page.getByText('已撤销:确认 2 项').waitFor();
    await decided(page, 3);
    await close();
  });

  test('归入: Ctrl+D finds an indicator by pinyin initials and confirms under it', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openTriage(page);
    await page.keyboard.press('Control+d');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('option').first().waitFor();
    // Keys count for the list of what was written, also when they come before it.
    let answer = (): void => undefined;
    const pressed = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/indicators.search', async (route) => {
      await pressed;
      await route.continue();
    });
    await page.keyboard.type('wmjt');
    for (const key of ['ArrowDown', 'Space', 'ArrowUp', 'Space']) await page.keyboard.press(key);
    answer();
    await dialog
      .getByRole('option', { name: /文明交通/, selected: true })
      .first()
      .waitFor();
    expect(await dialog.getByRole('combobox', { name: '查找指标' }).inputValue()).toBe('wmjt');
    await dialog.getByRole('button', { name: '归入 2 条指标' }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('已归入2 条指标').waitFor();
    await decided(page, 1);
    await close();
  });

  test('a decision that is not stored brings its document back with the reason, and Ctrl+Z meant for it takes nothing else back', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openTriage(page);
    await pressOn(page, '1');
    await decided(page, 1);
    const second = await titleOf(page);
    let refuse = (): void => undefined;
    const seen = new Promise<void>((resolve) => (refuse = resolve));
    await page.route('**/api/links.decideMany', async (route) => {
      await seen;
      await route.fulfill({ json: { ok: false, error: { code: 'disk-full', message: '磁盘空间不足,没有写完。' } } });
    });
    await pressOn(page, '1');
    await page.keyboard.press('Control+z');
    await shows(page, second);
    refuse();
    await page.getByRole('alert').getByText(`“${second}”没有处理成,又显示在这里。磁盘空间不足,没有写完。`).waitFor();
    expect(await titleOf(page)).toBe(second);
    await page.unroute('**/api/links.decideMany');
    await pressOn(page, '1');
    await decided(page, 2);
    await close();
  });

  test('a decision asks again what it changes, and nothing that stays as it is', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await openTriage(page);
    await page.waitForLoadState('networkidle');
    const asked: string[] = [];
    page.on('request', (request) => {
      const procedure = /\/api\/([\w.]+)$/.exec(request.url())?.[1];
      if (procedure !== undefined) asked.push(`${procedure} ${request.postData() ?? ''}`);
    });
    await pressOn(page, '1');
    await decided(page, 1);
    // The figures of the archive come last.
    await expect.poll(() => asked.some((one) => one.startsWith('archive.summary'))).toBe(true);
    expect(asked.filter((one) => one.startsWith('session.read'))).toEqual([]);
    const looks = asked.filter((one) => one.startsWith('documents.look'));
    expect(new Set(looks).size).toBe(looks.length);
    await close();
  });
});

describeInOneArchive('归类', 'indexed', (begin) => {
  test('a deep link shows its document, and one to another list begins that list while 归类 is open', async () => {
    const { page, archive } = await begin();
    await openTriage(page);
    await pressOn(page, 'ArrowRight');
    const third = await pressOn(page, 'ArrowRight');
    await pressOn(page, 'ArrowLeft');
    const id = await page.evaluate(
      async (input) => {
        const { taizhang } = window as unknown as {
          taizhang?: { transport: { send: (procedure: string, input: unknown) => Promise<unknown> } };
        };
        const overHttp = async (procedure: string): Promise<unknown> => {
          const headers = { 'content-type': 'application/json' };
          return (await fetch(`api/${procedure}`, { method: 'POST', headers, body: JSON.stringify(input) })).json();
        };
        const reply = await (taizhang ? taizhang.transport.send('links.queue', input) : overHttp('links.queue'));
        return (reply as { value: { items: { id: number }[] } }).value.items[2]?.id;
      },
      { archive, framework: 'wenming-chengshi', queue: 'suggested', limit: 3 },
    );
    await page.evaluate((document) => void (window.location.hash = `#/triage?document=${document}`), id);
    await page.getByRole('heading', { level: 2, name: third }).waitFor();
    const main = page.getByRole('main', { name: '归类' });
    await page.evaluate((folder) => void (window.location.hash = `#/triage?folder=${folder}`), encodeURIComponent('03 志愿服务'));
    await main.getByText('文件夹:03 志愿服务').waitFor();
    await page.evaluate(() => void (window.location.hash = '#/triage'));
    await main.getByText('文件夹:03 志愿服务').waitFor({ state: 'detached' });
  });

  test('a photo that comes next is drawn behind the document shown, and nothing of it is seen', async () => {
    const { page } = await begin();
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.evaluate(
      (folder) => void (window.location.hash = `#/triage?folder=${folder}`),
      encodeURIComponent('照片/2026年3月学雷锋'),
    );
    const behind = page.locator('.triage-view[data-shown="false"]');
    await behind.locator('img').first().waitFor({ state: 'attached' });
    await expect
      .poll(() =>
        behind
          .locator('img')
          .first()
          .evaluate((photo) => (photo as HTMLImageElement).naturalWidth),
      )
      .toBeGreaterThan(0);
    await page.locator('.triage-view[data-shown="true"] img').first().waitFor();
    const seen = await behind
      .locator('*')
      .evaluateAll((all) => all.filter((one) => getComputedStyle(one).visibility !== 'hidden').length);
    expect(seen).toBe(0);
  });
});
