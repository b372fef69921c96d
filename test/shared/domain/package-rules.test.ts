import { expect, test } from 'vitest';
import {
  EXAMPLE_RULES,
  findingsOf,
  formatsWords,
  NO_RULES,
  rulesProblem,
  tidyFormatsFor,
  type RuledItem,
} from '../../../shared/domain/package-rules.ts';

const item = (more: Partial<RuledItem> = {}): RuledItem => ({
  ...{ framework: 'a', indicator: '1', sha256: 'x', materialCode: '1-①', title: '方案', path: '方案.docx', documentId: 1 },
  ...{ suffix: 'docx', type: 'docx', kind: '规范文件', sizeBytes: 1048576, caption: null, hasPhotoCaption: false },
  ...{ words: null, pixels: null, problem: null, otherVersion: null },
  ...more,
});
const photo = (more: Partial<RuledItem> = {}): RuledItem =>
  item({ type: 'jpg', suffix: 'jpg', kind: '实景图片', hasPhotoCaption: true, pixels: { width: 1200, height: 1600 }, ...more });
const codes = (items: readonly RuledItem[], rules: Partial<typeof NO_RULES>): readonly string[] =>
  findingsOf(items, { ...NO_RULES, ...rules }).map(({ code, found }) => `${code} ${found}`);

test('what keeps to the rules is not named, and without rules only captions are asked for', () => {
  expect(findingsOf([item(), photo()], EXAMPLE_RULES)).toEqual([]);
  expect(codes([item({ sizeBytes: 9e9 }), photo({ hasPhotoCaption: false })], {})).toEqual(['captions 没有写']);
});

test('format, size of one, size of all and number under an indicator each name the piece, the limit and what it is', () => {
  expect(codes([item({ suffix: 'zip' }), item({ suffix: '' })], { formats: ['pdf', 'docx'] })).toEqual([
    'format zip',
    'format 没有后缀',
  ]);
  expect(codes([item({ sizeBytes: 5 * 1048576 }), item({ sizeBytes: 5 * 1048576 + 200_000 })], { maxFileMegabytes: 5 })).toEqual([
    'size 5.2 MB',
  ]);
  expect(codes([item(), item()], { maxTotalMegabytes: 1 })).toEqual(['total 2.0 MB']);
  const many = [item(), item({ indicator: '2' }), item(), item()];
  expect(codes(many, { maxFilesPerIndicator: 2 })).toEqual(['count 第 3 件']);
});

test('words are counted in what a person wrote and in a 说明报告, without spaces', () => {
  expect(codes([item({ caption: '字 '.repeat(500) })], { maxWords: 500 })).toEqual([]);
  expect(codes([item({ caption: '字'.repeat(501) })], { maxWords: 500 })).toEqual(['words 说明 501 字']);
  expect(codes([item({ kind: '说明报告', words: 812 }), item({ words: 812 })], { maxWords: 500 })).toEqual(['words 正文 812 字']);
});

test('a picture is measured by its long and short side; a screenshot needs no 照片说明', () => {
  const rules = { minPixels: { longSide: 1600, shortSide: 1200 } };
  expect(
    codes([photo(), photo({ pixels: { width: 1600, height: 1200 } }), photo({ pixels: { width: 1600, height: 1199 } })], rules),
  ).toEqual(['pixels 1600 × 1199']);
  expect(
    codes([photo({ kind: '媒体截图', hasPhotoCaption: false }), photo({ hasPhotoCaption: false, caption: '学雷锋' })], {}),
  ).toEqual([]);
});

test('a file that is gone, changed or locked is named before all else', () => {
  const problem = { code: 'changed', reason: '内容与编目时不同' } as const;
  expect(codes([item({ problem, suffix: 'zip' })], { formats: ['pdf'] })).toEqual(['changed 内容与编目时不同', 'format zip']);
});

test('rules that make no sense are refused with what is wrong', () => {
  expect(rulesProblem(EXAMPLE_RULES)).toBeNull();
  expect(rulesProblem({ ...NO_RULES, name: ' ' })).toContain('名称');
  expect(rulesProblem({ ...NO_RULES, maxWords: 0 })).toContain('大于 0');
  expect(rulesProblem({ ...NO_RULES, formats: ['*.pdf'] })).toContain('“*.pdf”不是文件后缀');
  expect(rulesProblem({ ...NO_RULES, minPixels: { longSide: 10, shortSide: 20 } })).toContain('长边不小于短边');
});

test('a kind of material with a list of its own is held against that, the rest against the common one', () => {
  const rules = { formats: ['pdf'], formatsFor: { 照片: ['jpg'], 表格: ['xlsx'], 影像: [] } };
  const limits = (one: RuledItem) => findingsOf([one], { ...NO_RULES, ...rules }).map(({ code, limit }) => `${code} ${limit}`);
  expect(limits(photo())).toEqual([]);
  expect(limits(photo({ suffix: 'png', type: 'png' }))).toEqual(['format 照片:jpg']);
  expect(limits(item({ kind: '统计表格', suffix: 'pdf', type: 'pdf' }))).toEqual(['format 表格:xlsx']);
  expect(limits(item({ kind: null, suffix: 'xls', type: 'xls' }))).toEqual(['format 表格:xlsx']);
  expect(limits(item({ kind: '影像资料', suffix: 'mp4', type: 'video' }))).toEqual(['format pdf']);
  // A paper that was only photographed is still a paper.
  expect(limits(item({ kind: '规范文件', suffix: 'jpg', type: 'jpg' }))).toEqual(['format pdf']);
  expect(formatsWords({ ...NO_RULES, ...rules })).toEqual(['表格只收 xlsx', '照片只收 jpg', '其余格式 pdf']);
});

test('lists by kind are kept as suffixes, empty ones left out, and an odd one is refused', () => {
  expect(tidyFormatsFor({ 照片: ['.JPG', 'jpg', ' '], 影像: [] })).toEqual({ 照片: ['jpg'] });
  expect(tidyFormatsFor({ 影像: [] })).toBeUndefined();
  expect(rulesProblem({ ...NO_RULES, formatsFor: { 影像: ['mp 4'] } })).toContain('“mp 4”不是文件后缀');
});
