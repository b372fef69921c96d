import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ARCHIVE_MARK, SAMPLE } from '../../electron/core/archives/archives.ts';
import { createCore } from '../../electron/core/core.ts';
import { PROGRAM_VERSION } from '../../electron/core/program-folder.ts';
import { describeHosts, describeInBrowser } from './support.ts';

interface Bridge {
  readonly taizhang?: { readonly transport: { send: (procedure: string, input: unknown) => Promise<unknown> } };
}

/** One call as the page makes it, whatever carries it. */
function callFrom(page: Page, procedure: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([name, given]) => {
      const { taizhang } = window as unknown as Bridge;
      if (taizhang) return taizhang.transport.send(name as string, given);
      return (await fetch(`api/${String(name)}`, { method: 'POST', body: JSON.stringify(given) })).json();
    },
    [procedure, input],
  );
}

describeHosts('外壳', (open, host) => {
  test('the sample archive opens on 工作台 and every screen is reached by its key', async () => {
    const { page, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    for (const [key, screen] of [
      ['Control+2', '材料'],
      ['Control+5', '缺项'],
      ['Control+1', '工作台'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('main', { name: screen }).waitFor();
    }
    await expect.poll(() => page.title()).toBe('迎检台账');
    await close();
  });

  test('an archive that another program holds is not opened; the answer says who holds it', async () => {
    const { page, archive, source, folder, close } = await open({ archive: 'none' });
    const other = createCore({ now: () => new Date(), logFolder: join(folder, 'other') });
    const ctx = { signal: new AbortController().signal, progress: () => undefined };
    await other.call('archive.create', { archive, framework: [SAMPLE.framework], sources: [source] }, ctx);
    expect(await callFrom(page, 'archive.open', { archive })).toMatchObject({
      ok: false,
      error: { code: 'archive-in-use', message: expect.stringContaining(`进程 ${process.pid}`) },
    });
    await other.close();
    expect(await callFrom(page, 'archive.open', { archive })).toMatchObject({ ok: true });
    await close();
  });

  test('the page reaches nothing but its own origin, by whatever way it tries', async () => {
    const connections: string[] = [];
    const server = createServer((socket) => {
      connections.push(String(socket.remotePort));
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as { port: number }).port;
    const { page, close } = await open({ archive: 'created', mayReport: /./ });
    const address = page.url();
    const tried = await page.evaluate(async (to) => {
      const settled = (work: Promise<unknown>) =>
        work.then(
          () => 'reached',
          () => 'refused',
        );
      new Image().src = `http://${to}/picture`;
      navigator.sendBeacon(`http://${to}/beacon`, 'x');
      const frame = document.createElement('iframe');
      frame.src = `http://${to}/frame`;
      document.body.append(frame);
      const script = document.createElement('script');
      script.src = `http://${to}/script.js`;
      document.body.append(script);
      const socket = (): Promise<unknown> =>
        new Promise((resolve, reject) => {
          try {
            const made = new WebSocket(`ws://${to}/socket`);
            made.onopen = resolve;
            made.onerror = reject;
          } catch (error) {
            reject(error as Error);
          }
        });
      const evaluated = (): Promise<unknown> => Promise.resolve().then(() => new Function('return 1')());
      const opened = window.open(`http://${to}/window`);
      return {
        fetched: await settled(fetch(`http://${to}/fetch`)),
        socket: await settled(socket()),
        evaluated: await settled(evaluated()),
        opened: opened === null,
      };
    }, `127.0.0.1:${port}`);
    await sleep(500);
    if (host === 'Electron') {
      await page.evaluate((to) => void (window.location.href = `http://${to}/leave`), `127.0.0.1:${port}`);
      await sleep(500);
      expect(page.url()).toBe(address);
      expect(tried.opened).toBe(true);
      expect(connections).toEqual([]);
      expect(
        await page.evaluate(() => [
          typeof (window as never)['require'],
          typeof (window as never)['process'],
          Object.keys(window.open ?? {}),
        ]),
      ).toEqual(['undefined', 'undefined', []]);
      expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied');
    }
    expect(tried).toMatchObject({ fetched: 'refused', socket: 'refused', evaluated: 'refused' });
    server.close();
    const seen = await close().then(
      () => [] as string[],
      (error: Error) => [error.message],
    );
    // What was tried above is reported as foreign; nothing else may be.
    expect(
      seen
        .join('\n')
        .match(/https?:\/\/[^\s"]+|wss?:\/\/[^\s"]+/g)
        ?.filter((one) => !one.includes(`:${port}/`)) ?? [],
    ).toEqual([]);
  });

  test('关于 shows the version and the licences of what comes along', async () => {
    const { page, close } = await open({ archive: 'created' });
    await page.getByRole('contentinfo').getByRole('button', { name: '关于' }).click();
    await page.getByText(`版本 ${PROGRAM_VERSION}`).waitFor();
    await page.getByText('# Third-party notices').waitFor();
    await close();
  });

  if (host !== 'Electron') return;

  test('a second start ends at once and hands its archive to the window that is there', async () => {
    const { page, archive, source, startAgain, close } = await open({ archive: 'none' });
    await callFrom(page, 'archive.create', { archive, framework: [SAMPLE.framework], sources: [source], name: '第二次打开' });
    expect(await startAgain?.(join(archive, ARCHIVE_MARK))).toBe(0);
    await page.getByText('第二次打开').first().waitFor();
    await close();
  });

  test('the core is killed in the middle of 编目: the window says so, goes on, and 编目 completes', async () => {
    const { page, archive, killCore, close } = await open({ archive: 'created' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await callFrom(page, 'jobs.start', { procedure: 'index.run', input: { archive } });
    await page
      .getByRole('status', { name: '进行中的工作' })
      .getByText(/\d+ \/ \d+/)
      .waitFor();
    await killCore?.();
    await page.getByText('后台程序意外退出,已重新启动').first().waitFor();
    expect(await callFrom(page, 'archive.summary', { archive })).toMatchObject({ ok: true });
    await callFrom(page, 'jobs.start', { procedure: 'index.run', input: { archive } });
    await page.getByText(/找到 \d+ 个文件/).waitFor();
    const state = (await callFrom(page, 'archive.summary', { archive })) as { value: { documents: number } };
    expect(state.value.documents).toBeGreaterThan(80);
    await close();
  });
});

describeInBrowser('外壳', (open) => {
  test('最近的工作 by keyboard: what ran, its outcome in a word, when, and what failed with its reason', async () => {
    const { page, archive, close } = await open({ archive: 'created' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await callFrom(page, 'jobs.start', { procedure: 'index.run', input: { archive } });
    const foot = page.getByRole('contentinfo');
    await foot.getByText(/已用 \d+ 秒/).waitFor();
    await foot.getByText(/找到 \d+ 个文件/).waitFor();
    await callFrom(page, 'jobs.start', { procedure: 'verify.run', input: { path: `${archive}/没有这一版` } });
    await foot.getByText('校验').waitFor();
    await foot.getByRole('button', { name: '最近的工作' }).press('Enter');
    const list = page.getByRole('dialog', { name: '最近的工作' });
    const [failed, indexed] = [list.getByRole('listitem').nth(0), list.getByRole('listitem').nth(1)];
    await failed.getByText('⊠ 没有做成').waitFor();
    await expect.poll(() => failed.textContent()).toMatch(/校验.*没有做成.*\d+:\d+,用时 \d+ 秒.+。/);
    await indexed.getByText('● 完成').waitFor();
    await indexed.getByRole('button', { name: /没有做成的 \d+ 项/ }).press('Enter');
    await indexed.getByRole('list', { name: '没有做成的' }).getByText(/跳过:/).first().waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await close();
  });
});
