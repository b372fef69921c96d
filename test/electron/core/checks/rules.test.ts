import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { readCheckFacts } from '../../../../electron/core/checks/checks.ts';
import { createCore } from '../../../../electron/core/core.ts';
import type { Sql } from '../../../../electron/core/db/database.ts';
import { CHECK_RULES } from '../../../../shared/domain/checks/index.ts';
import type { Framework, Indicator } from '../../../../shared/domain/framework.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

const folder = temporaryFolder('check-rules');
const now = () => new Date('2026-06-30T08:00:00Z');
const TODAY = '2026-06-30';
const PHOTO = fileURLToPath(new URL('../../../../resources/sample/files/照片/2026年3月学雷锋/IMG_2031.jpg', import.meta.url));

const leaf = (id: string, code: string, name: string, requirements: Indicator['requirements']): Indicator => ({
  ...{ id, code, name, altCodes: [], level: 2, parentId: 'p', leaf: true, standard: '', methods: ['材料审核'] },
  ...{ leadUnit: '区文明办', units: ['区教育局'], dueText: '', keywords: [], weakKeywords: [], confidence: '', requirements },
});
const asks = (kind: Indicator['requirements'][number]['kind']) => [
  { kind, minCount: 1, windowMonths: 12, windowFrom: null, windowTo: null, note: '' },
];
const framework: Framework = {
  ...{ id: 'mini', name: '小体系', edition: '2026', reconstructed: false, note: '', levelNames: ['测评项目', '测评标准'] },
  indicators: [
    { ...leaf('p', 'Ⅰ', '组织领导', []), level: 1, parentId: null, leaf: false },
    leaf('a', 'Ⅰ-1', '领导小组', asks('规范文件')),
    leaf('b', 'Ⅰ-2', '文明交通', asks('说明报告')),
    leaf('c', 'Ⅰ-3', '学雷锋', asks('实景图片')),
    ...[4, 5, 6, 7, 8, 9].map((n) => leaf(`x${n}`, `Ⅰ-${n}`, `其他${n}`, asks('统计表格'))),
  ],
};

const doc = (path: string): string => `(SELECT document_id FROM locations WHERE path = '${path}')`;
const ind = (code: string): string => `(SELECT id FROM indicators WHERE code = '${code}')`;
const [NOTICE, REPORT, OTHER, PICTURE] = ['通知.txt', '报告.txt', '另一份.txt', '照片.jpg'];
const set = (path: string, values: string): string => `UPDATE documents SET ${values} WHERE id = ${doc(path)}`;
const setLink = (path: string, values: string): string => `UPDATE links SET ${values} WHERE document_id = ${doc(path)}`;
const setLeaf = (code: string, values: string): string => `UPDATE indicators SET ${values} WHERE code = '${code}'`;
const need = (code: string, values: string): string => `UPDATE requirements SET ${values} WHERE indicator_id = ${ind(code)}`;
const prove = (path: string, code: string, more = ''): string =>
  `INSERT INTO links (document_id, indicator_id, state, decided_by, decided_at${more === '' ? '' : ', kind, caption'})
   VALUES (${doc(path)}, ${ind(code)}, 'confirmed', '资料员', '2026-06-01T00:00:00Z'${more === '' ? '' : `, ${more}`})`;
const setText = (path: string, text: string): string => `UPDATE contents SET text = '${text}' WHERE document_id = ${doc(path)}`;
const gone = (path: string): string => `UPDATE locations SET missing_at = '2026-06-29' WHERE path = '${path}'`;
const photoHash = `UPDATE documents SET picture = json_set(picture, '$.hash', '${'0123456789abcdef'.repeat(4)}')`;

interface Case {
  readonly rule: string;
  /** What makes it hit, and what it then names. */
  readonly hit: readonly string[];
  readonly names: readonly string[];
  /** A folder of the archive that holds a file meanwhile. */
  readonly made?: string;
  /** Nearly the same, and no hit. */
  readonly near: readonly string[];
}

const everywhere = ['Ⅰ-1', 'Ⅰ-3', 'Ⅰ-4', 'Ⅰ-5', 'Ⅰ-6', 'Ⅰ-7', 'Ⅰ-8'].map((code) => prove(REPORT, code));

const CASES: readonly Case[] = [
  { rule: 'evidence-no-file', hit: [`DELETE FROM locations WHERE path = '${NOTICE}'`], names: ['关于成立领导小组的通知'], near: [gone(NOTICE)] },
  { rule: 'evidence-missing', hit: [gone(NOTICE)], names: [NOTICE], near: [`UPDATE locations SET reason = '复制品' WHERE path = '${NOTICE}'`] },
  { rule: 'evidence-unreadable', hit: [set(REPORT, "text_state = 'encrypted'")], names: [REPORT], near: [set(REPORT, "text_state = 'empty'")] },
  {
    rule: 'evidence-cloud',
    hit: [`UPDATE locations SET state = 'skipped', reason_code = 'online-only' WHERE path = '${REPORT}'`],
    names: [REPORT],
    near: [`UPDATE locations SET state = 'skipped', reason_code = 'too-large' WHERE path = '${REPORT}'`],
  },
  {
    rule: 'evidence-not-readable-only',
    hit: [set(REPORT, "text_state = 'failed'")],
    names: ['Ⅰ-2 文明交通'],
    near: [set(REPORT, "text_state = 'failed'"), prove(OTHER, 'Ⅰ-2')],
  },
  { rule: 'evidence-undated', hit: [set(REPORT, 'date = NULL')], names: [REPORT], near: [set(REPORT, 'date = NULL'), need('Ⅰ-2', 'window_months = NULL')] },
  { rule: 'evidence-outside-window', hit: [set(REPORT, "date = '2025-06-19'")], names: [REPORT], near: [set(REPORT, "date = '2025-06-20'")] },
  { rule: 'evidence-future', hit: [set(REPORT, "date = '2026-07-01'")], names: [REPORT], near: [set(REPORT, `date = '${TODAY}'`)] },
  { rule: 'evidence-after-base', hit: [set(REPORT, "date = '2026-06-21'")], names: [REPORT], near: [set(REPORT, "date = '2026-06-20'")] },
  { rule: 'evidence-no-kind', hit: [set(REPORT, 'kind = NULL')], names: [REPORT], near: [set(REPORT, 'kind = NULL'), setLink(REPORT, "kind = '说明报告'")] },
  { rule: 'evidence-wrong-kind', hit: [setLink(REPORT, "kind = '统计表格'")], names: [REPORT], near: [setLink(REPORT, "kind = '工作总结'")] },
  {
    rule: 'evidence-page-range',
    hit: [set(REPORT, 'pages = 3'), setLink(REPORT, 'first_page = 2, last_page = 4')],
    names: [REPORT],
    near: [set(REPORT, 'pages = 3'), setLink(REPORT, 'first_page = 2, last_page = 3')],
  },
  {
    rule: 'evidence-order',
    hit: [prove(OTHER, 'Ⅰ-2'), setLink(REPORT, 'position = 2')],
    names: ['Ⅰ-2 文明交通'],
    near: [prove(OTHER, 'Ⅰ-2'), setLink(REPORT, 'position = 1'), setLink(OTHER, 'position = 2')],
  },
  {
    rule: 'evidence-captions-differ',
    hit: [setLink(REPORT, "caption = '交通劝导情况'"), prove(REPORT, 'Ⅰ-4', "NULL, '志愿服务情况'")],
    names: [REPORT],
    near: [setLink(REPORT, "caption = '交通劝导情况'"), prove(REPORT, 'Ⅰ-4', "NULL, ' 交通劝导情况 '")],
  },
  { rule: 'evidence-everywhere', hit: everywhere, names: [REPORT], near: everywhere.slice(1) },
  { rule: 'document-masked-year', hit: [set(REPORT, "title = '20xx年文明交通工作总结'")], names: [REPORT], near: [set(REPORT, "title = '2026年文明交通工作总结'")] },
  { rule: 'document-stand-in-name', hit: [set(REPORT, "title = '新建 Microsoft Word 文档'")], names: [REPORT], near: [set(REPORT, "title = '新建路文明交通情况'")] },
  {
    rule: 'document-draft',
    hit: [set(NOTICE, "title = '领导小组通知(征求意见稿)'")],
    names: [NOTICE],
    near: [set(REPORT, "title = '交通条例征求意见稿的修改情况'")],
  },
  {
    rule: 'document-sensitive',
    hit: [setText(REPORT, '联系人张三,电话 13800138000,身份证 11010519491231002X')],
    names: [REPORT],
    near: [setText(REPORT, '联系人张三,电话 0470-6221234,合同号 110105194912310021')],
  },
  { rule: 'document-no-number', hit: [set(NOTICE, 'doc_number = NULL')], names: [NOTICE], near: [set(REPORT, 'doc_number = NULL')] },
  {
    rule: 'document-two-versions',
    hit: [prove('报告(终稿).txt', 'Ⅰ-2'), set('报告(终稿).txt', "kind = '说明报告', date = '2026-05-10'")],
    names: ['报告(终稿).txt'],
    near: [prove(OTHER, 'Ⅰ-2')],
  },
  {
    rule: 'document-number-twice',
    hit: [prove(OTHER, 'Ⅰ-2'), set(OTHER, "doc_number = '滨文〔2026〕5号'")],
    names: [OTHER],
    near: [prove(OTHER, 'Ⅰ-2'), set(OTHER, "doc_number = '滨文〔2026〕6号'")],
  },
  { rule: 'photo-silent', hit: ['DELETE FROM captions'], names: [PICTURE], near: ['DELETE FROM captions', setLink(PICTURE, "caption = '学雷锋'")] },
  { rule: 'photo-caption-partial', hit: ["UPDATE captions SET place = ''"], names: [PICTURE], near: ["UPDATE captions SET people = ''"] },
  { rule: 'photo-caption-date', hit: ["UPDATE captions SET time = '2026年3月9日'"], names: [PICTURE], near: ["UPDATE captions SET time = '2026年3月'"] },
  { rule: 'photo-poor', hit: [set(PICTURE, `photo_hints = '["blurred"]'`)], names: [PICTURE], near: [set(REPORT, `photo_hints = '["blurred"]'`)] },
  { rule: 'photo-reused', hit: [prove(PICTURE, 'Ⅰ-4')], names: [PICTURE], near: [prove(OTHER, 'Ⅰ-3')] },
  {
    rule: 'photo-dates',
    hit: [set(PICTURE, "taken_at = '2026-03-05T10:00:00'"), `UPDATE locations SET path = '学雷锋20260309.jpg' WHERE path = '${PICTURE}'`],
    names: ['学雷锋20260309.jpg'],
    near: [`UPDATE locations SET path = '学雷锋20260305.jpg' WHERE path = '${PICTURE}'`],
  },
  {
    rule: 'photo-alike',
    hit: [prove('照片2.png', 'Ⅰ-4'), set('照片2.png', "type = 'jpg', picture = json_object('hash', '')"), photoHash],
    names: [PICTURE],
    near: [prove('照片2.png', 'Ⅰ-4'), set('照片2.png', "type = 'jpg'")],
  },
  { rule: 'indicator-no-lead', hit: [setLeaf('Ⅰ-4', "lead_unit = ' '")], names: ['Ⅰ-4 其他4'], near: [setLeaf('Ⅰ-4', "units = '[]'")] },
  {
    rule: 'indicator-no-requirement',
    hit: [`DELETE FROM requirements WHERE indicator_id = ${ind('Ⅰ-4')}`],
    names: ['Ⅰ-4 其他4'],
    near: [`DELETE FROM requirements WHERE indicator_id = ${ind('Ⅰ-4')}`, setLeaf('Ⅰ-4', "not_applicable_reason = '辖区没有机动车道'")],
  },
  {
    rule: 'indicator-never-met',
    hit: [need('Ⅰ-4', "window_months = NULL, window_from = '2026-12-01', window_to = '2026-01-01'")],
    names: ['Ⅰ-4 其他4'],
    near: [need('Ⅰ-4', "window_months = NULL, window_from = '2026-01-01', window_to = '2026-12-01'")],
  },
  {
    rule: 'indicator-requirement-twice',
    hit: [`INSERT INTO requirements SELECT NULL, indicator_id, 1, kind, 2, window_months, NULL, NULL, '' FROM requirements WHERE indicator_id = ${ind('Ⅰ-4')}`],
    names: ['Ⅰ-4 其他4'],
    near: [`INSERT INTO requirements SELECT NULL, indicator_id, 1, kind, 2, 24, NULL, NULL, '' FROM requirements WHERE indicator_id = ${ind('Ⅰ-4')}`],
  },
  { rule: 'indicator-reason-empty', hit: [setLeaf('Ⅰ-4', "not_applicable_reason = '无'")], names: ['Ⅰ-4 其他4'], near: [setLeaf('Ⅰ-4', "not_applicable_reason = '辖区没有机场'")] },
  {
    rule: 'indicator-reason-with-evidence',
    hit: [setLeaf('Ⅰ-2', "not_applicable_reason = '辖区没有机动车道'")],
    names: ['Ⅰ-2 文明交通'],
    near: [setLeaf('Ⅰ-4', "not_applicable_reason = '辖区没有机动车道'")],
  },
  { rule: 'indicator-code-twice', hit: [setLeaf('Ⅰ-4', "code = 'I-5'")], names: ['I-5 其他4'], near: [setLeaf('Ⅰ-4', "code = 'Ⅰ-51'")] },
  { rule: 'indicator-no-method', hit: [setLeaf('Ⅰ-4', "methods = '[]'")], names: ['Ⅰ-4 其他4'], near: ["UPDATE indicators SET methods = '[]'"] },
  { rule: 'indicator-branch-empty', hit: [setLeaf('Ⅰ-9', 'leaf = 0')], names: ['Ⅰ-9 其他9'], near: [setLeaf('Ⅰ-9', "name = '另一个'")] },
  { rule: 'archive-source-missing', hit: [`UPDATE sources SET path = '/没有/这个文件夹'`], names: ['/没有/这个文件夹'], near: ["UPDATE sources SET added_at = '2020-01-01'"] },
  { rule: 'archive-source-empty', hit: ['DELETE FROM locations'], names: [join(folder, '材料')], near: [`DELETE FROM locations WHERE path = '${NOTICE}'`] },
  {
    rule: 'archive-copies-unused',
    made: '交接材料/市教育局/2026-06-30_1f2e3d4c',
    hit: [],
    names: ['交接材料/市教育局/2026-06-30_1f2e3d4c'],
    near: ["INSERT INTO sources (path, added_at, handover) VALUES ('/收来的', '2026-06-30', '市教育局/2026-06-30_1f2e3d4c')"],
  },
  { rule: 'archive-base-date-old', hit: ["UPDATE settings SET value = '2025-06-29' WHERE key = 'baseDate'"], names: ['测评基准日'], near: ["UPDATE settings SET value = '2025-06-30' WHERE key = 'baseDate'"] },
  { rule: 'archive-evidence-older', hit: ["UPDATE documents SET taken_at = NULL, date = '2025-06-19'"], names: ['已确认的材料'], near: ["UPDATE documents SET date = '2025-06-19'", set(REPORT, "date = '2025-06-20'")] },
  { rule: 'archive-index-old', hit: ["UPDATE runs SET ended_at = '2026-05-30T08:00:00Z'"], names: ['编目'], near: ["UPDATE runs SET ended_at = '2026-06-01T08:00:00Z'"] },
  { rule: 'archive-unit-without-items', hit: ["UPDATE settings SET value = '气象局' WHERE key = 'unit'"], names: ['气象局'], near: ["UPDATE settings SET value = '教育局' WHERE key = 'unit'"] },
  {
    rule: 'archive-edition-stale',
    hit: ["INSERT INTO exports VALUES (1, 1, '2026-06-01T00:00:00Z', '', 1, '', '{}')", "UPDATE links SET decided_at = '2026-06-02T00:00:00Z'"],
    names: ['第 1 版'],
    near: ["INSERT INTO exports VALUES (1, 1, '2026-06-30T09:00:00Z', '', 1, '', '{}')"],
  },
]; // prettier-ignore

let opened: Archive;

beforeAll(async () => {
  const source = join(folder, '材料');
  mkdirSync(source);
  writeFileSync(join(source, NOTICE), '关于成立领导小组的通知');
  writeFileSync(join(source, REPORT), '文明交通情况报告');
  writeFileSync(join(source, '报告(终稿).txt'), '文明交通情况报告(终稿)');
  writeFileSync(join(source, OTHER), '完全不同的一份');
  writeFileSync(join(source, '照片2.png'), 'x');
  cpSync(PHOTO, join(source, PICTURE));
  writeFileSync(join(folder, '小体系.json'), JSON.stringify(framework));
  const core = createCore({ now, logFolder: join(folder, 'logs'), actor: '资料员' });
  const archive = join(folder, '档案库');
  const settings = { unit: '文明办', baseDate: '2026-06-20' };
  await core.call(
    'archive.create',
    { archive, framework: [join(folder, '小体系.json')], sources: [source], ...settings },
    quiet(),
  );
  await core.call('index.run', { archive }, quiet());
  await core.close();
  opened = await openArchive(archive, { now });
  const base = [
    'DELETE FROM links',
    set(NOTICE, "title = '关于成立领导小组的通知', kind = '规范文件', date = '2026-03-05', doc_number = '滨文〔2026〕5号', text_state = 'ok'"),
    set(REPORT, "title = '文明交通情况报告', kind = '说明报告', date = '2026-05-10', text_state = 'ok'"),
    set('报告(终稿).txt', "title = '文明交通情况报告终', text_state = 'ok'"),
    set(OTHER, "title = '完全不同的一份', kind = '说明报告', date = '2026-05-11', text_state = 'ok'"),
    set(PICTURE, "title = '学雷锋志愿服务', kind = '实景图片', taken_at = '2026-03-05T10:00:00', date = '2026-03-05', photo_hints = '[]'"),
    `INSERT INTO captions (document_id, event, time, place, people, background, photographer, decided_by, decided_at)
     VALUES (${doc(PICTURE)}, '学雷锋', '2026年3月5日', '滨河广场', '志愿者', '', '', '资料员', '2026-06-01')`,
    prove(NOTICE, 'Ⅰ-1'),
    prove(REPORT, 'Ⅰ-2'),
    prove(PICTURE, 'Ⅰ-3'),
  ]; // prettier-ignore
  for (const sql of base) await opened.db.run(sql);
});
afterAll(() => opened.close());

/** What every rule finds after these statements, which are taken back again. */
async function found(statements: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const result = new Map<string, readonly string[]>();
  const back = new Error('taken back');
  const work = async (tx: Sql): Promise<void> => {
    for (const sql of statements) await tx.run(sql);
    const rows = await tx.all<{ key: string; value: string }>('SELECT key, value FROM settings');
    const value = (key: string): string => rows.find((row) => row.key === key)!.value;
    const settings = { name: '', unit: value('unit'), baseDate: value('baseDate') };
    const facts = await readCheckFacts(tx, { path: opened.path, settings }, TODAY);
    for (const rule of CHECK_RULES) result.set(rule.id, rule.find(facts).map(({ what }) => what)); // prettier-ignore
    throw back;
  };
  await opened.db.transaction(work).catch((error: unknown) => {
    if (error !== back) throw error;
  });
  return result;
}

describe('the rules of 体检', () => {
  test('find nothing in an archive where everything is in order', async () => {
    expect([...(await found([]))].filter(([, hits]) => hits.length > 0)).toEqual([]);
  });

  test('are at least 25, each with its own test, its own id, a reason and a way to mend', () => {
    expect(CHECK_RULES.length).toBeGreaterThanOrEqual(25);
    expect(CASES.map(({ rule }) => rule).sort()).toEqual(CHECK_RULES.map(({ id }) => id).sort());
    for (const { title, why, mend } of CHECK_RULES) expect([title, why, mend].every((text) => text.length > 4)).toBe(true);
  });

  test.each(CASES)('$rule names what is wrong, and not what is nearly so', async ({ rule, hit, names, near, made }) => {
    const held = made === undefined ? null : join(opened.path, made);
    if (held !== null) mkdirSync(held, { recursive: true });
    if (held !== null) writeFileSync(join(held, '通知.txt'), '通知');
    expect((await found(hit)).get(rule)).toEqual(names);
    expect((await found(near)).get(rule)).toEqual([]);
    if (held !== null) rmSync(held, { recursive: true });
  });
});
