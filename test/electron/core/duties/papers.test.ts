import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createExtractPool } from '../../../../electron/core/extract/extract.ts';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { makeDutyCore } from '../../../support/duty-core.ts';

const { call, folder, framework, source } = await makeDutyCore('papers');
const UNIT = '市民政局';

/** The words of a PDF as a reader of it sees them, without spaces. */
async function wordsOf(path: string): Promise<string> {
  const pool = createExtractPool({ threads: 1, timeLimitMs: 30_000, memoryLimitMb: 512 });
  const { text } = await pool.extract({ path, sizeBytes: readFileSync(path).length, type: 'pdf' }, new AbortController().signal);
  await pool.close();
  return text.replaceAll(/\s/g, '');
}

test('a 督办单 names what a unit still lacks with its days, the overdue first, and says that a 示例模板 is one', async () => {
  const { items } = await call('duties.items', { framework, unit: UNIT });
  const late = items.at(-1)!;
  await call('duties.set', {
    indicator: late.id,
    due: '2026-05-31',
    lead: true,
    duties: [{ ...NO_DUTY, unit: UNIT, person: '李静' }],
  });
  const path = join(folder, '督办单.pdf');
  const { pages } = await call('duties.paper', { framework, unit: UNIT, what: '督办单', path });
  expect(pages).toBeGreaterThan(1);
  const words = await wordsOf(path);
  expect(words).toContain(
    `${UNIT}:你单位承担《全国文明城市测评体系》指标${items.length}项,目前还有${items.length}项缺少材料,其中1项已经逾期。`,
  );
  expect(words).toContain('2026-05-31(已逾期)');
  expect(words.indexOf(late.code)).toBeLessThan(words.indexOf(items[0]!.code));
  for (const { code } of items) expect(words).toContain(code);
  expect(words).toContain('示例模板');
  expect(words).toContain('签收人');
});

test('a 责任状 lists all a unit answers for, with who does it, and room for both seals', async () => {
  const { items } = await call('duties.items', { framework, unit: UNIT });
  const made = await call('duties.paper', { framework, unit: UNIT, what: '责任状' });
  expect(made).toMatchObject({ path: null, file: { name: `责任状_${UNIT}_2026-06-30.pdf` } });
  const path = join(folder, '责任状.pdf');
  await call('duties.paper', { framework, unit: UNIT, what: '责任状', path });
  const words = await wordsOf(path);
  expect(words).toContain(`${UNIT}承担${items.length}项测评标准,其中牵头`);
  expect(words).toContain('李静');
  expect(words).toContain('甲方(盖章)');
});

test('no paper is made for a unit without indicators, nor into a 材料文件夹', async () => {
  await expect(call('duties.paper', { framework, unit: '没有的局', what: '督办单' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const path = join(source, '督办单.pdf');
  await expect(call('duties.paper', { framework, unit: UNIT, what: '督办单', path })).rejects.toMatchObject({ code: 'refused' });
});
