import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { satisfies } from '../../../shared/domain/gaps.ts';
import { kindOf } from '../../../shared/domain/kinds.ts';
import { readFacts } from '../../../shared/domain/facts.ts';

const kind = (name: string, type: DocumentType, title = name.replace(/\.[^.]*$/, ''), text = '') =>
  kindOf({ name, title, text, type });

describe('kindOf', () => {
  it.each([
    ['关于印发实施方案的通知.docx', 'docx', '规范文件'],
    ['志愿服务记录办法.pdf', 'pdf', '规范文件'],
    ['邹创城办〔2017〕1号 责任清单.pdf', 'pdf', '规范文件'],
    ['滨办〔2026〕3号 关于文明交通情况的报告.pdf', 'pdf', '说明报告'],
    ['文明交通行动情况说明报告(2026年).docx', 'docx', '说明报告'],
    ['控烟工作总结.docx', 'docx', '工作总结'],
    ['2025年控烟工作总结(终稿).docx', 'docx', '工作总结'],
    ['关于做好年度工作总结的通知.docx', 'docx', '规范文件'],
    ['总结材料.docx', 'docx', '说明报告'],
    ['环境空气监测报告.pdf', 'pdf', '评价意见'],
    ['无违纪证明.pdf', 'pdf', '评价意见'],
    ['随便一张表.xlsx', 'xlsx', '统计表格'],
    ['控烟劝导员巡查登记.xls', 'xls', '工作台账'],
    ['会议签到表(3月).pdf', 'pdf', '工作台账'],
    ['问题台账与整改销号明细表20260615.xlsx', 'xlsx', '工作台账'],
    ['联席会议纪要.doc', 'doc', '工作台账'],
    ['联合执法照片.docx', 'docx', '实景图片'],
    ['报道截图汇总.docx', 'docx', '统计表格'],
    ['日报报道截图.docx', 'docx', '媒体截图'],
    ['IMG_2031.jpg', 'jpg', '实景图片'],
    ['公告栏通知.jpg', 'jpg', '实景图片'],
    ['公众号报道截图.png', 'png', '媒体截图'],
    ['核心价值观样报.jpg', 'jpg', '媒体截图'],
    ['讲坛第八期签到.jpg', 'jpg', '工作台账'],
    ['值班台账.jpg', 'jpg', '工作台账'],
    ['扫描件0007.tif', 'tiff', null],
    ['关于印发方案的通知扫描件.jpg', 'jpg', '规范文件'],
    ['广场舞大赛.mp4', 'video', '影像资料'],
    ['广场舞大赛总结.mp4', 'video', '影像资料'],
    ['新建 Microsoft Word 文档.docx', 'docx', null],
  ] as const)('takes %s (%s) as %s', (name, type, expected) => {
    expect(kind(name, type)).toBe(expected);
  });

  it('asks the title before the name', () => {
    expect(kind('1.docx', 'docx', '关于做好控烟工作的通知')).toBe('规范文件');
    expect(kind('通知.docx', 'docx', '控烟工作总结')).toBe('工作总结');
  });

  it('takes a page with a document number as 规范文件 where no word tells', () => {
    expect(kind('1.pdf', 'pdf', '一', '某区教育局文件\n某教〔2026〕3号\n')).toBe('规范文件');
    expect(kind('1.pdf', 'pdf', '一', '依据某教〔2026〕3号要求')).toBeNull();
  });
});

const TYPES: Record<string, DocumentType> = {
  jpg: 'jpg', png: 'png', mp4: 'video', zip: 'zip', doc: 'doc', docx: 'docx', xls: 'xls', xlsx: 'xlsx', pdf: 'pdf', ppt: 'ppt',
}; // prettier-ignore

describe('names labelled by hand', () => {
  const [header = '', ...lines] = readFileSync(new URL('../../fixtures/suggest/filenames-dev.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const columns = header.trim().split('\t');
  const rows = lines.map((line) => {
    const cells = line.split('\t');
    const cell = (column: string) => (cells[columns.indexOf(column)] ?? '').trim();
    const name = cell('name');
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'other';
    const properties = { title: null, createdOn: null };
    const facts = readFacts({ name, folder: '', text: '', type, properties, picture: null, today: '2026-06-30' });
    return { name, kind: cell('kind'), date: cell('dateInName'), trait: cell('trait'), facts };
  });

  it('agrees with at least 94 of 100 kinds', () => {
    const labelled = rows.filter(({ kind: label }) => label !== '' && label !== 'reference');
    const right = labelled.filter(({ kind: label, facts }) => satisfies(facts.kind, label as never));
    console.log(`kinds: ${right.length} of ${labelled.length} right`);
    expect(labelled.length).toBeGreaterThan(140);
    expect(right.length / labelled.length).toBeGreaterThanOrEqual(0.94);
  });

  it('reads every full date and makes none up', () => {
    const dated = rows.filter(({ date }) => /^\d{4}-\d\d-\d\d$/.test(date));
    const right = dated.filter(({ date, facts }) => facts.date === date);
    const others = rows.filter((row) => !dated.includes(row));
    console.log(`dates: ${right.length} of ${dated.length} right, ${others.length} names without a full date`);
    expect(dated.length).toBeGreaterThanOrEqual(7);
    expect(right.length).toBe(dated.length);
    expect(others.filter(({ facts }) => facts.date !== null).map(({ name }) => name)).toEqual([]);
    expect(rows.filter(({ trait }) => trait === 'masked-year')).not.toHaveLength(0);
  });

  it('leaves no title empty', () => {
    expect(rows.filter(({ facts }) => facts.title.trim() === '')).toEqual([]);
  });
});
