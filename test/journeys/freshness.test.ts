import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser } from './support.ts';

const SETTLE_MS = 1500;

describeInBrowser('刷新', (open) => {
  test('a change is asked for once: the page comes to rest after it', async () => {
    const { page, archive, close } = await open({ archive: 'indexed' });
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.evaluate(
      (body) => fetch('api/archive.configure', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
      JSON.stringify({ archive, name: '改过的名称' }),
    );
    await page.getByText('改过的名称').first().waitFor();
    await sleep(SETTLE_MS);
    const asked: string[] = [];
    const count = (request: Request): void => void asked.push(request.url());
    page.on('request', count);
    await sleep(SETTLE_MS);
    page.off('request', count);
    expect(asked).toEqual([]);
    await close();
  });
});
