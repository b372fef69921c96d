import { expect, test } from 'vitest';
import { describeHosts } from './support.ts';

describeHosts('外壳', (open) => {
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
    expect(await page.title()).toBe('迎检台账');
    await close();
  });
});
