import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Job } from '../../shared/contract/jobs.ts';
import { describeInBrowser } from './support.ts';
import { sweep, type Look } from './sweep.ts';

const SHEET = fileURLToPath(new URL('../../resources/sample/责任分解一体表.xlsx', import.meta.url));
const FULL = { width: 1366, height: 768 };

const to = (hash: string) => (page: Page) => page.evaluate((next) => void (location.hash = next), hash);

/** Confirms what indexing suggested with high confidence, so that there is evidence to show and a volume to bind. */
async function confirmHigh(page: Page, archive: string): Promise<void> {
  await page.evaluate(async (path) => {
    await fetch('api/links.confirmBand', { method: 'POST', body: JSON.stringify({ archive: path, band: 'high' }) });
  }, archive);
}

const START: readonly Look[] = [
  { name: '首次使用', reach: (page) => page.getByRole('button', { name: '新建档案库' }).waitFor() },
  {
    name: '建库',
    reach: async (page) => {
      await page.getByRole('button', { name: '新建档案库' }).click();
      await page.getByRole('checkbox').first().waitFor();
    },
  },
];

const SCREENS: readonly Look[] = [
  { name: '工作台', reach: (page) => page.getByRole('region', { name: '下一步' }).waitFor() },
  {
    name: '材料',
    reach: async (page) => {
      await to('#/documents')(page);
      await page.getByRole('grid').getByRole('row').nth(3).click();
      await page.getByRole('region', { name: '说明与佐证' }).waitFor();
      await page.getByRole('region', { name: /的页面$/ }).waitFor();
    },
  },
  {
    name: '材料缩略图',
    reach: async (page) => {
      await page.getByTitle('缩略图').click();
      await page.locator('.doc-frame img').first().waitFor();
    },
    leave: async (page) => {
      await page.setViewportSize(FULL);
      await page.getByTitle('列表').click();
    },
  },
  {
    name: '照片说明',
    reach: async (page) => {
      await page.getByRole('searchbox', { name: '查找材料' }).fill('实验小学学雷锋');
      await page.getByRole('grid').getByText('实验小学学雷锋主题队日').first().click();
      await page.getByRole('button', { name: '填写说明' }).click();
      await page.getByRole('textbox', { name: '事由', exact: true }).waitFor();
    },
    leave: async (page) => {
      await page.getByRole('textbox', { name: '事由', exact: true }).press('Escape');
      await page.setViewportSize(FULL);
      await page.getByRole('searchbox', { name: '查找材料' }).fill('');
    },
  },
  {
    name: '归类',
    reach: async (page) => {
      await to('#/triage')(page);
      await page.getByRole('list', { name: '建议' }).waitFor();
    },
  },
  {
    name: '指标',
    reach: async (page) => {
      await to(`#/indicators?code=${encodeURIComponent('Ⅱ-9-1)')}`)(page);
      await page.getByRole('heading', { name: /^佐证 [1-9]/ }).waitFor();
    },
  },
  {
    name: '缺项矩阵',
    reach: async (page) => {
      await to('#/gaps')(page);
      await page.getByRole('grid', { name: /缺项矩阵/ }).waitFor();
    },
  },
  {
    name: '缺项列表',
    reach: async (page) => {
      await page.getByText('列表', { exact: true }).click();
      await page.getByRole('grid').first().waitFor();
    },
    leave: async (page) => {
      await page.setViewportSize(FULL);
      await page.getByText('矩阵', { exact: true }).click();
    },
  },
  {
    name: '统计',
    reach: async (page) => {
      await to('#/statistics')(page);
      await page.getByRole('region', { name: '单位排名' }).waitFor();
    },
  },
  {
    name: '统计:评分办法',
    reach: async (page) => {
      await page.getByRole('button', { name: '评分办法…' }).click();
      await page.getByRole('dialog', { name: /的评分办法$/ }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: '体检',
    reach: async (page) => {
      await to('#/checks')(page);
      await page.getByRole('listbox', { name: '体检规则' }).waitFor();
    },
  },
  {
    name: '体检:忽略',
    reach: async (page) => {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('i');
      await page.getByRole('dialog', { name: /^忽略/ }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: '成册:选范围',
    reach: async (page) => {
      await to('#/exports')(page);
      await page.getByText('还没有成过册').waitFor();
    },
  },
  {
    name: '成册:检查',
    reach: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '阻断 0 项' }).waitFor();
    },
  },
  {
    name: '成册:预览',
    reach: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('navigation', { name: '卷册目录' }).waitFor();
      await page.getByRole('img', { name: '第 1 页', exact: true }).waitFor();
    },
  },
  {
    name: '成册:版次',
    reach: async (page) => {
      await page.getByRole('button', { name: '生成第 1 版' }).click();
      await page.getByRole('heading', { name: '第 1 版' }).waitFor();
    },
  },
  {
    name: '设置',
    reach: async (page) => {
      await to('#/settings')(page);
      await page.getByRole('heading', { name: '设置' }).waitFor();
    },
  },
  {
    name: '导入测评体系',
    reach: async (page) => {
      await page.getByRole('button', { name: '从 Excel、Word 导入' }).click();
      await page.getByRole('textbox', { name: '表格文件' }).fill(SHEET);
      await page.getByRole('button', { name: '读取' }).click();
      await page.getByRole('button', { name: '导入 23 条指标' }).waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
];

/** Long work as the core tells of it, standing still: one that runs, one that is paused, and what came of the others. */
function jobs(status: 'running' | 'paused'): readonly Job[] {
  const one = { procedure: 'index.run', label: '', stage: '编目', done: 0, total: null, result: null, error: null } as const;
  const startedAt = new Date(Date.now() - 754_000).toISOString();
  const ended = { startedAt, endedAt: new Date().toISOString() };
  const label = '交警大队/2026年/文明交通/路口劝导/人民路与中山路路口劝导情况登记表(一至六月汇总).xlsx';
  const failed = Array.from({ length: 12 }, (_, at) => ({
    path: `街道/${at + 1} 月/扫描件/创建全国文明城市工作领导小组会议纪要第 ${at + 1} 期.pdf`,
    code: 'encrypted',
    message: '无法读取这个文件:它有打开密码。请在 WPS 中去掉密码后重新编目。',
  }));
  const result = {
    found: 94,
    indexed: 80,
    unchanged: 0,
    failed,
    unreadable: [],
    skipped: [{ path: '~$通知.docx', reason: '临时文件' }],
  };
  const error = { code: 'refused', message: '备份没有做成:U 盘上的空间不够。请换一个盘或删掉旧的备份。' };
  return [
    { ...one, id: 'now', status, done: 12_480, total: 20_000, label, startedAt, endedAt: null },
    { ...one, ...ended, id: 'done', status: 'done', done: 94, total: 94, result },
    { ...one, ...ended, id: 'failed', procedure: 'backup.run', status: 'failed', error },
    { ...one, ...ended, id: 'cancelled', procedure: 'ocr.run', status: 'cancelled' },
  ];
}

const withJobs = (status: 'running' | 'paused') => async (page: Page) => {
  await page.route('**/api/jobs.list', (route) => route.fulfill({ json: { ok: true, value: { jobs: jobs(status) } } }));
  await page.reload();
  const bar = page.getByRole('contentinfo');
  await bar.getByRole('button', { name: status === 'running' ? '暂停' : '继续' }).waitFor();
};

const JOBS: readonly Look[] = [
  { name: '进行中的工作', reach: withJobs('running') },
  { name: '暂停的工作', reach: withJobs('paused') },
  {
    name: '最近的工作',
    reach: async (page) => {
      await page.getByRole('button', { name: '最近的工作' }).click();
      const list = page.getByRole('dialog', { name: '最近的工作' });
      await list.getByRole('button', { name: '没有做成的 13 项' }).click();
      await list.getByRole('list', { name: '没有做成的' }).waitFor();
    },
  },
];

describeInBrowser('每个画面,100 % 到 200 %,浅色和深色', (open) => {
  test('首次使用 and 建库 can be read and used', { timeout: 120_000 }, async () => {
    const { page, close } = await open({ archive: 'none' });
    expect(await sweep(page, START)).toEqual([]);
    await close();
  });

  test('every screen of an open archive can be read and used', { timeout: 600_000 }, async () => {
    const { page, archive, close } = await open({ archive: 'indexed' });
    await confirmHigh(page, archive);
    expect(await sweep(page, SCREENS)).toEqual([]);
    await close();
  });

  test('long work, its pause and its list of failures can be read and used', { timeout: 200_000 }, async () => {
    const { page, close } = await open({ archive: 'created' });
    expect(await sweep(page, JOBS)).toEqual([]);
    await close();
  });
});
