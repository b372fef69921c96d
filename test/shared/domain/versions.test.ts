import { describe, expect, test } from 'vitest';
import { versionName, versionRelation, type VersionInput } from '../../../shared/domain/versions.ts';

describe('a file name is taken apart', () => {
  test.each([
    ['创建方案.docx', '创建方案', [], ''],
    ['创建方案终稿.docx', '创建方案', ['终稿'], ''],
    ['创建方案(终稿).docx', '创建方案', ['(终稿)'], ''],
    ['创建方案_定稿2.docx', '创建方案', ['定稿2'], ''],
    ['创建方案改3.docx', '创建方案', ['改3'], ''],
    ['创建方案-修改稿.doc', '创建方案', ['修改稿'], ''],
    ['创建方案V2.1.docx', '创建方案', ['v2.1'], ''],
    ['创建方案(1).docx', '创建方案', ['(1)'], ''],
    ['创建方案 - 副本 (2).docx', '创建方案', ['副本', '(2)'], ''],
    ['创建方案 - Copy.docx', '创建方案', ['copy'], ''],
    ['创建方案第三稿.wps', '创建方案', ['第三稿'], ''],
    ['创建方案最终版不改了.docx', '创建方案', ['最终版', '不改了'], ''],
    ['创建方案20260305.docx', '创建方案', [], '20260305'],
    ['创建方案_2026-03-05.docx', '创建方案', [], '20260305'],
    ['创建方案2026年3月5日(改2).docx', '创建方案', ['(改2)'], '20260305'],
    ['创建方案0305终稿.docx', '创建方案', ['终稿'], '0305'],
  ])('%s', (name, stem, marks, day) => {
    const found = versionName(name, false);
    expect(found).toEqual({ stem, marks: marks.map((mark) => mark), day });
  });

  test.each(['环境卫生整改.docx', '关于整改2026.docx', '新建文档(1).docx', '(1).docx', '第七版块.docx', 'V2.docx'])(
    'nothing is taken from %s',
    (name) => expect(versionName(name, false).marks).toEqual([]),
  );

  test('numbers and days of photos count shots, words still count', () => {
    expect(versionName('劝导现场(3).jpg', true)).toMatchObject({ stem: '劝导现场(3)', marks: [] });
    expect(versionName('劝导现场20260305.jpg', true)).toMatchObject({ marks: [], day: '' });
    expect(versionName('劝导现场 - 副本.jpg', true)).toMatchObject({ stem: '劝导现场', marks: ['副本'] });
  });
});

const doc = (name: string, more: Partial<VersionInput> = {}): VersionInput => ({
  ...{ name, folder: '方案', title: name.replace(/\.[^.]+$/, ''), shot: false, docNumber: null, date: null },
  ...more,
});

describe('two documents', () => {
  test('of one stem in one folder are versions, whatever their suffix', () => {
    expect(versionRelation(doc('创建方案.docx'), doc('创建方案(终稿).docx'))).toBe('version');
    expect(versionRelation(doc('创建方案改3.docx'), doc('创建方案终稿.pdf'))).toBe('version');
    expect(versionRelation(doc('创建方案.docx'), doc('创建方案20260305.docx'))).toBe('version');
    expect(versionRelation(doc('创建方案(1).docx'), doc('巡查登记(1).docx'))).toBeNull();
  });

  test('told apart by nothing but the day are of another period', () => {
    expect(versionRelation(doc('巡查登记20260301.xlsx'), doc('巡查登记20260401.xlsx'))).toBe('dated');
    expect(versionRelation(doc('巡查登记20260301.xlsx'), doc('巡查登记20260401(改2).xlsx'))).toBe('version');
  });

  test('of one stem in two folders are versions only by their title', () => {
    const title = '滨河区创建全国文明城市工作方案';
    const [here, there] = [doc('方案.docx', { title }), doc('方案终稿.docx', { title, folder: '归档' })];
    expect(versionRelation(here, there)).toBe('version');
    expect(versionRelation(doc('签到表.docx'), doc('签到表.docx', { folder: '归档' }))).toBeNull();
    expect(versionRelation({ ...here, docNumber: '滨发〔2026〕1号' }, { ...there, docNumber: '滨发〔2026〕2号' })).toBeNull();
    expect(versionRelation({ ...here, date: '2026-03-05', name: '方案终稿.docx' }, { ...there, date: '2025-03-05' })).toBe(
      'dated',
    );
  });

  test('photos of one series are no versions of each other', () => {
    expect(versionRelation(doc('现场(1).jpg', { shot: true }), doc('现场(2).jpg', { shot: true }))).toBeNull();
    expect(versionRelation(doc('现场.jpg', { shot: true }), doc('现场 - 副本.jpg', { shot: true }))).toBe('version');
  });
});
