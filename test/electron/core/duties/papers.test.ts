import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { makeDutyCore } from '../../../support/duty-core.ts';
import { paperWords } from '../../../support/paper-words.ts';

const { call, folder, framework, source } = await makeDutyCore('papers');
const UNIT = '市民政局';

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
  const { pages } = await call('duties.paper', { framework, unit: UNIT, what: '督办单', format: 'pdf', path });
  expect(pages).toBeGreaterThan(1);
  const words = await paperWords(path, 'pdf');
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
  const made = await call('duties.paper', { framework, unit: UNIT, what: '责任状', format: 'pdf' });
  expect(made).toMatchObject({ path: null, file: { name: `责任状_${UNIT}_2026-06-30.pdf` } });
  const path = join(folder, '责任状.pdf');
  await call('duties.paper', { framework, unit: UNIT, what: '责任状', format: 'pdf', path });
  const words = await paperWords(path, 'pdf');
  expect(words).toContain(`${UNIT}承担${items.length}项测评标准,其中牵头`);
  expect(words).toContain('李静');
  expect(words).toContain('甲方(盖章)');
});

test('as Word the same paper says the same, and counts no pages', async () => {
  const [pdf, docx] = [join(folder, '同.pdf'), join(folder, '同.docx')];
  await call('duties.paper', { framework, unit: UNIT, what: '责任状', format: 'pdf', path: pdf });
  const made = await call('duties.paper', { framework, unit: UNIT, what: '责任状', format: 'docx', path: docx });
  expect(made.pages).toBe(null);
  const bare = (words: string): string => words.replaceAll(/[—\d]/g, '');
  // The PDF repeats the head of its table on every page.
  const head = '序号编号测评标准责任责任人完成时间';
  const without = (words: string): string => bare(words).replaceAll(head, '');
  expect(without(await paperWords(docx, 'docx'))).toBe(without(await paperWords(pdf, 'pdf')));
});

test('no paper is made for a unit without indicators, nor into a 材料文件夹', async () => {
  await expect(call('duties.paper', { framework, unit: '没有的局', what: '督办单', format: 'pdf' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const path = join(source, '督办单.pdf');
  await expect(call('duties.paper', { framework, unit: UNIT, what: '督办单', format: 'pdf', path })).rejects.toMatchObject({
    code: 'refused',
  });
});
