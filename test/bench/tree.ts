import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { randomFrom, type Random } from '../../resources/sample/make/rng.ts';
import type { Indicator } from '../../shared/domain/framework.ts';
import sharp from 'sharp';
import { docx, jpg, packed, pdf, scan, txt, xlsx, type Paper } from './tree-files.ts';
import { doc } from './tree-office.ts';

const SAMPLE = fileURLToPath(new URL('../../resources/sample/files/', import.meta.url));

/** What kinds of file an office has, by share (counted in real folders of such work; see the mix of the corpora). */
const MIX = [
  ['docx', 0.26],
  ['jpg', 0.27],
  ['pdf', 0.14],
  ['xlsx', 0.12],
  ['txt', 0.1],
  ['doc', 0.05],
  ['scan', 0.04],
  ['zip', 0.02],
] as const;

const UNITS = [
  '市文明办',
  '市教育局',
  '市城管局',
  '市市场监管局',
  '市卫生健康委',
  '市公安局交警支队',
  '团市委',
  '滨河街道',
  '南湖社区',
];
const FORMS = ['工作方案', '情况报告', '通知', '工作总结', '简报', '会议纪要', '台账', '统计表', '签到表', '实施意见'];
const FILLER = [
  '各有关单位要高度重视,明确分工,落实责任,确保各项工作按期完成。',
  '活动现场秩序良好,群众参与踊跃,取得了较好的社会反响。',
  '下一步将继续加大工作力度,建立长效机制,巩固已有成果。',
  '本次检查共发现问题若干,已现场交办责任单位,限期整改并反馈。',
  '现将有关情况报告如下,请予审阅。',
];

/** One file of the tree and the indicator it was written for; null where it fits none. */
export interface MadeFile {
  readonly path: string;
  readonly indicator: string | null;
}

/**
 * Writes a clerk's folder tree of `count` files (about 4–5 to a folder) into `folder`, which must be new or empty. The same seed gives the
 * same bytes. Three files in four are about an indicator of the 文明城市 template, the rest about nothing. With `only`, every file is of
 * that type.
 */
export async function makeTree(folder: string, count: number, seed: number, only?: FileType): Promise<readonly MadeFile[]> {
  const random = randomFrom(seed);
  const framework = await loadBuiltinFramework('wenming-chengshi');
  const leaves = framework.indicators.filter((one) => one.leaf);
  const photos = await samplePhotos();
  const made: MadeFile[] = [];
  let inFolder = '';
  let left = 0;
  let leaf: Indicator | null = null;
  while (made.length < count) {
    if (left === 0) {
      leaf = random.next() < 0.75 ? random.pick(leaves) : null;
      inFolder = folderOf(leaf, random);
      mkdirSync(join(folder, inFolder), { recursive: true });
      left = random.integer(3, 6);
    }
    left--;
    const number = made.length + 1;
    const paper = paperOf(leaf, number, random);
    const type = only ?? typeOf(random);
    const stem =
      type === 'jpg' && random.next() < 0.3
        ? `IMG_${String(number).padStart(6, '0')}`
        : `${paper.title}${paper.date.replaceAll('-', '')}_${number}`;
    const path = `${inFolder}/${stem}.${type === 'scan' ? 'pdf' : type}`;
    writeFileSync(join(folder, path), bytesOf(type, paper, random, photos, number));
    made.push({ path, indicator: leaf?.code ?? null });
  }
  return made;
}

interface Photo {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The sample holds a photo cut short on purpose. */
const END_OF_IMAGE = 0xffd9;

/** The whole photos of the shipped sample, in the order of their names. */
async function samplePhotos(): Promise<readonly Photo[]> {
  const names = (await readdir(SAMPLE, { recursive: true })).filter((name) => name.endsWith('.jpg')).sort();
  const whole = names
    .map((name) => readFileSync(join(SAMPLE, name)))
    .filter((bytes) => bytes.readUInt16BE(bytes.length - 2) === END_OF_IMAGE);
  return Promise.all(
    whole.map(async (bytes) => {
      const { width, height } = await sharp(bytes).metadata();
      return { bytes, width, height };
    }),
  );
}

function folderOf(leaf: Indicator | null, random: Random): string {
  const year = random.pick(['2024年', '2025年', '2026年']);
  const unit = leaf?.leadUnit && random.next() < 0.6 ? leaf.leadUnit : random.pick(UNITS);
  const topic = (leaf?.name ?? random.pick(['日常工作', '后勤', '人事', '党建', '其他']))
    .replace(/[\\/:*?"<>|\s]/g, '')
    .slice(0, 16);
  return `${unit}/${year}/${topic}_${random.integer(1, 99)}`;
}

function paperOf(leaf: Indicator | null, number: number, random: Random): Paper {
  const subject = (leaf?.name ?? random.pick(['办公用品采购', '值班安排', '车辆管理', '食堂菜单', '电脑维修']))
    .replace(/[\\/:*?"<>|\s]/g, '')
    .slice(0, 24);
  const words = leaf ? [...leaf.keywords, ...leaf.weakKeywords] : [];
  const about = (): string =>
    words.length > 0 ? `围绕${random.pick(words)}开展工作,涉及${subject}。` : `关于${subject}的说明,编号 ${number}。`;
  const paragraphs = Array.from(
    { length: random.integer(4, 18) },
    () => `${about()}${random.pick(FILLER)}${random.pick(FILLER)}`,
  );
  const date = `${random.integer(2024, 2026)}-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`;
  return { title: `关于${subject}的${random.pick(FORMS)}`, paragraphs: [...paragraphs, `文件编号 ${number}`], date };
}

type FileType = (typeof MIX)[number][0];

function typeOf(random: Random): FileType {
  let at = random.next();
  for (const [type, share] of MIX) {
    if (at < share) return type;
    at -= share;
  }
  return 'txt';
}

function bytesOf(type: FileType, paper: Paper, random: Random, photos: readonly Photo[], number: number): Buffer {
  switch (type) {
    case 'docx':
      return docx(paper);
    case 'xlsx':
      return xlsx(paper, random);
    case 'pdf':
      return pdf(paper, random);
    case 'txt':
      return txt(paper, random.next() < 0.5 ? 'gbk' : 'utf8');
    case 'jpg':
      return jpg(random.pick(photos).bytes, paper.date, `photo ${number}`);
    case 'doc':
      return doc(paper);
    case 'scan': {
      const { bytes, width, height } = random.pick(photos);
      return scan(jpg(bytes, paper.date, `scan ${number}`), width, height);
    }
    case 'zip':
      return packed([paper, { ...paper, title: `附件${number}` }]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '', count = '', seed = '1'] = process.argv.slice(2);
  if (folder === '' || !/^\d+$/.test(count)) {
    console.error('用法:node test/bench/tree.ts 文件夹 文件数 [种子]');
    process.exit(2);
  }
  const made = await makeTree(folder, Number(count), Number(seed));
  console.log(`${made.length} 个文件,${made.filter((file) => file.indicator !== null).length} 个有对应的指标`);
}
