import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { createCore, type Core } from '../../electron/core/core.ts';
import { makeTree } from '../bench/tree.ts';

export const LARGE_FILES = 20_000;
const SEED = 7;
const quiet = { signal: new AbortController().signal, progress: () => undefined };

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** Some lines of a 问题台账; one is overdue on any day. */
const PROBLEMS = [
  { site: '滨河路菜市场', siteType: '集贸市场', problem: '占道经营', unit: '区城管局', found: inDays(-9), due: inDays(-2) },
  {
    site: '东门小区',
    siteType: '小区',
    problem: '楼道飞线充电',
    unit: '东门街道办',
    found: '2026-03-03',
    due: inDays(45),
  },
  { site: '建设路中段', siteType: '主次干道', problem: '公益广告破损', unit: '区住建局', found: inDays(-1), due: inDays(12) },
] as const;

/** The sample after 编目, with what a clerk is sure of confirmed, so that every screen has something of each kind. */
export async function sampleArchive(place: string): Promise<string> {
  const [source, archive] = [join(place, '材料'), join(place, '档案库')];
  copySample(source);
  const core = createCore({ now: () => new Date(), logFolder: join(place, 'logs'), actor: '资料员' });
  const { framework, baseDate, unit, name } = SAMPLE;
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, quiet);
  await core.call('index.run', { archive }, quiet);
  await confirmHalf(core, archive);
  for (const values of PROBLEMS) await core.call('records.save', { archive, ledger: 'wenti', values: { ...values } }, quiet);
  await core.close();
  return archive;
}

/** 20,000 documents of a whole district in `place`, with half of what is sure confirmed; what lies there already is taken as it is. */
export async function largeArchive(place: string): Promise<string> {
  const [source, archive] = [join(place, '材料'), join(place, '档案库')];
  if (existsSync(archive)) return archive;
  await makeTree(source, LARGE_FILES, SEED);
  const core = createCore({ now: () => new Date(), logFolder: join(place, 'logs'), actor: '资料员' });
  const { framework, baseDate, unit } = SAMPLE;
  const name = '滨河区 2026 年迎检档案';
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, quiet);
  await core.call('index.run', { archive }, quiet);
  await confirmHalf(core, archive);
  await core.close();
  return archive;
}

/** Confirms every second suggestion of high confidence. */
async function confirmHalf(core: Core, archive: string): Promise<void> {
  const { pairs } = await core.call('links.bandDocuments', { archive, framework: SAMPLE.framework, band: 'high' }, quiet);
  const chosen = pairs.filter((_, at) => at % 2 === 0).map(({ item, indicatorId }) => ({ documentId: item.id, indicatorId }));
  await core.call('links.decideMany', { archive, pairs: chosen.map((pair) => ({ ...pair, action: 'confirm' })) }, quiet);
}

/** Under the sentence that is changed. */
const LINE = { page: 1, x1: 0.136, y1: 0.187, x2: 0.892, y2: 0.187 };

/** The leaf whose evidence `changedArchive` changes. */
export const CHANGED_LEAF = 'Ⅱ-11-1)';

const PLAN = [
  '滨河区文明交通劝导工作方案',
  '为巩固文明城市创建成果,现就 2026 年文明交通劝导工作制定如下方案。',
  '一、总体要求',
  '以主次干道路口和学校、医院、商圈周边为重点,引导市民文明出行、各行其道。',
  '二、劝导安排',
  '全区 42 个路口每日早晚高峰各安排两名劝导员上岗,由区公安分局交警大队统一调度。',
  '三、工作要求',
  '各街道每周汇总上岗和劝阻情况,每月通报一次。',
  '滨河区文明办',
  '2026年3月5日',
] as const;

/** One confirmed paper with a 红线 that was drawn before the file was changed, and has come along to it since. */
export async function changedArchive(place: string): Promise<string> {
  const [source, archive] = [join(place, '材料'), join(place, '档案库')];
  const path = '文明交通劝导工作方案.txt';
  const write = (lines: readonly string[]): void => writeFileSync(join(source, path), lines.join('\n'));
  mkdirSync(source, { recursive: true });
  write(PLAN);
  const core = createCore({ now: () => new Date(), logFolder: join(place, 'logs'), actor: '资料员' });
  const { framework, baseDate, unit, name } = SAMPLE;
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, quiet);
  await core.call('index.run', { archive }, quiet);
  await core.call('links.decide', { archive, document: path, indicator: CHANGED_LEAF, action: 'confirm' }, quiet);
  const { nodes } = await core.call('indicators.tree', { archive, framework }, quiet);
  const indicatorId = nodes.find(({ leaf, code }) => leaf && code === CHANGED_LEAF)?.id ?? 0;
  const documentId = (await core.call('documents.list', { archive }, quiet)).documents[0]?.id ?? 0;
  await core.call('redLines.draw', { archive, documentId, indicatorId, lines: [LINE] }, quiet);
  write(PLAN.map((line) => line.replace('42 个路口', '56 个路口')));
  await core.call('index.run', { archive }, quiet);
  const [doubt] = (await core.call('doubts.list', { archive }, quiet)).doubts;
  const candidateId = doubt?.candidates[0]?.id;
  if (!doubt || candidateId === undefined) throw new Error('the changed file is not in 待核对');
  await core.call('doubts.settle', { archive, formerId: doubt.former.id, candidateId }, quiet);
  await core.close();
  return archive;
}

/** Changes the first `count` Word files of a folder, as somebody in another program would. */
export function changePapers(source: string, count: number): void {
  const papers = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.docx'));
  for (const name of papers.sort().slice(0, count)) appendFileSync(join(source, name), '改');
}
