import { AppError } from '../../../shared/contract/errors.ts';
import { toAnswer, toDecision } from './choices.ts';
import { flag, many, text, type Command } from './command.ts';
import { FRAMEWORK_COMMANDS } from './framework-commands.ts';
import { OUTPUT_COMMANDS } from './output-commands.ts';
import { parseWords, type OptionSpec, type Parsed } from './words.ts';

/** Every verb, in the order the help lists them. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'create',
    usage:
      'create 档案库 --framework 体系 --source 文件夹 [--source 文件夹…] [--base-date YYYY-MM-DD] [--unit 单位] [--name 名称] [--sync-folder-ok]',
    does: '新建档案库;体系可以是内置编号、.json 或 .xlsx',
    options: [many('framework'), many('source'), text('base-date'), text('unit'), text('name'), flag('sync-folder-ok')],
    positionals: [1, 1],
    toCall: (w) => {
      if (w.many('framework').length === 0)
        throw new AppError('usage', '缺少 --framework:请写内置体系编号(taizhang framework list 可查)或一个 .json / .xlsx 文件。');
      if (w.many('source').length === 0) throw new AppError('usage', '缺少 --source:请至少指定一个材料文件夹。');
      return {
        procedure: 'archive.create',
        input: {
          archive: w.at(0),
          framework: w.many('framework'),
          sources: w.many('source'),
          baseDate: w.text('base-date'),
          unit: w.text('unit'),
          name: w.text('name'),
          ...(w.flag('sync-folder-ok') ? { syncFolderOk: true as const } : {}),
        },
      };
    },
  },
  ...FRAMEWORK_COMMANDS,
  {
    name: 'source',
    usage: 'source add 档案库 文件夹 | remove 档案库 文件夹 | relink 档案库 原位置 新位置 [--all]',
    does: '增加、移除或改指材料文件夹(从不改动里面的文件);--all 把一同搬走的其他文件夹一并改指',
    options: [flag('all')],
    positionals: [3, 4],
    toCall: (w) => {
      switch (w.at(0)) {
        case 'add':
          return { procedure: 'source.add', input: { archive: w.at(1), path: w.at(2) } };
        case 'remove':
          return { procedure: 'source.remove', input: { archive: w.at(1), path: w.at(2) } };
        case 'relink':
          return {
            procedure: 'source.relink',
            input: { archive: w.at(1), from: w.at(2), to: w.at(3), ...(w.flag('all') ? { also: 'all' as const } : {}) },
          };
        default:
          throw new AppError('usage', `source 后面只能是 add、remove 或 relink,不能是“${w.at(0)}”。`);
      }
    },
  },
  {
    name: 'index',
    usage: 'index 档案库 [--ocr | --watch]',
    does: '编目:清点、指纹、读取、建议;再次运行只处理有变化的文件;--ocr 接着识别扫描件和照片中的文字',
    options: [flag('ocr'), flag('watch')],
    positionals: [1, 1],
    toCall: (w) => {
      if (w.flag('ocr') && w.flag('watch'))
        throw new AppError('usage', '--ocr 和 --watch 不能一起用。请先用 --ocr 识别一次,再用 --watch 等候变化。');
      return { procedure: 'index.run', input: { archive: w.at(0), ...(w.flag('ocr') ? { ocr: true as const } : {}) } };
    },
  },
  {
    name: 'documents',
    usage: 'documents 档案库 [--query 文字 [--order newest|relevance]] [--state 状态] [--limit N]',
    does: '列出材料,或全文检索(1 至 6 个字都行;新编入的在前,或 --order relevance 按相关度)',
    options: [text('query'), text('order'), text('state'), text('limit')],
    positionals: [1, 1],
    toCall: (w) => {
      const [query, order] = [w.text('query'), w.text('order')];
      if (order !== undefined && query === undefined) throw new AppError('usage', '--order 只用于查找,请和 --query 一起写。');
      return {
        procedure: 'documents.list',
        input: { archive: w.at(0), query, order, state: w.text('state'), limit: w.number('limit') },
      };
    },
  },
  {
    name: 'suggest',
    usage: 'suggest 档案库 [--document 路径]',
    does: '当前的归类建议和理由',
    options: [text('document')],
    positionals: [1, 1],
    toCall: (w) => ({ procedure: 'suggest.list', input: { archive: w.at(0), document: w.text('document') } }),
  },
  {
    name: 'decide',
    usage:
      'decide 档案库 (--document 路径 --indicator 编号 (--confirm|--reject|--clear) | --confirm-band high) [--kind 类型] [--caption 说明] [--pages A-B]',
    does: '确认、否决或清除一条佐证;--confirm-band 成批确认',
    options: ['document', 'indicator', 'framework', 'confirm-band', 'kind', 'caption', 'pages']
      .map(text)
      .concat(['confirm', 'reject', 'clear'].map(flag)),
    positionals: [1, 1],
    toCall: toDecision,
  },
  {
    name: 'doubts',
    usage: 'doubts 档案库 [--settle 材料路径 (--same 候选文件路径 | --none)]',
    does: '待核对:原件改过或不见了的已确认材料,和可能是它的文件;--settle 回答是哪一个(佐证随之沿用)或都不是',
    options: [text('settle'), text('same'), flag('none')],
    positionals: [1, 1],
    toCall: toAnswer,
  },
  {
    name: 'gaps',
    usage: 'gaps 档案库 [--framework 编号] [--unit 单位] [--xlsx 文件]',
    does: '每个指标还缺什么、下一步做什么',
    options: [text('framework'), text('unit'), text('xlsx')],
    positionals: [1, 1],
    toCall: (w) => ({
      procedure: 'gaps.read',
      input: { archive: w.at(0), framework: w.text('framework'), unit: w.text('unit'), xlsx: w.text('xlsx') },
    }),
  },
  ...OUTPUT_COMMANDS,
  {
    name: 'verify',
    usage: 'verify 成册文件夹、卷册.pdf、报送包文件夹或报送包.zip',
    does: '校验成册或报送包与清单是否一致',
    options: [],
    positionals: [1, 1],
    toCall: (w) => ({ procedure: 'verify.run', input: { path: w.at(0) } }),
  },
  {
    name: 'check',
    usage: 'check 档案库 [--clean-copies]',
    does: '体检:数据库、原件有无变化、丢失的文件、孤立的记录;--clean-copies 改为删掉没有用到的收来副本(撤销不回来)',
    options: [flag('clean-copies')],
    positionals: [1, 1],
    toCall: (w) =>
      w.flag('clean-copies')
        ? { procedure: 'checks.cleanCopies', input: { archive: w.at(0), folders: 'all' } }
        : { procedure: 'check.run', input: { archive: w.at(0) } },
  },
  {
    name: 'backup',
    usage: 'backup 档案库 [--out 文件.tzbak]',
    does: '备份档案库的数据库(归类、说明、台账、成册记录)并读回核对;不含材料原件,收来的副本另存在旁边',
    options: [],
    positionals: [1, 1],
    toCall: (w) => ({ procedure: 'backup.run', input: { archive: w.at(0), out: w.text('out') } }),
  },
  {
    name: 'restore',
    usage: 'restore 备份文件 --to 文件夹 [--sync-folder-ok]',
    does: '把备份恢复成一个新的档案库文件夹;备份文件不变',
    options: [text('to'), flag('sync-folder-ok')],
    positionals: [1, 1],
    toCall: (w) => ({
      procedure: 'backup.restore',
      input: { file: w.at(0), to: w.required('to'), ...(w.flag('sync-folder-ok') ? { syncFolderOk: true as const } : {}) },
    }),
  },
];

/** Finds the command and reads its words. Throws AppError `usage` naming what is wrong and how it is written. */
export function readCommandLine(argv: readonly string[], globals: readonly OptionSpec[]): { command: Command; words: Parsed } {
  const [name, ...rest] = argv;
  const command = COMMANDS.find((known) => known.name === name);
  if (!command)
    throw new AppError(
      'usage',
      `没有“${name ?? ''}”这个命令。可用的命令:${COMMANDS.map((known) => known.name).join('、')}、demo。`,
    );
  const words = parseWords(rest, [...command.options, ...globals]);
  const [min, max] = command.positionals;
  const given = words.positionals.length;
  if (given < min || given > max)
    throw new AppError('usage', `${given < min ? '少写了内容' : '多写了内容'}。用法:taizhang ${command.usage}`);
  return { command, words };
}
