import type { CliProcedure } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { toAnswer, toDecision, toMerge } from './choices.ts';
import { toSubmission } from './submission.ts';
import { parseWords, type OptionSpec, type Parsed } from './words.ts';

/** A command line turned into one call of the contract. */
export interface Call {
  readonly procedure: CliProcedure;
  readonly input: Record<string, unknown>;
}

/** One verb of the command line (CLI.md). `toCall` maps its words to the contract; `dispatch` checks the values. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  readonly options: readonly OptionSpec[];
  readonly positionals: readonly [min: number, max: number];
  readonly toCall: (words: Parsed) => Call;
}

const text = (name: string): OptionSpec => ({ name, takes: 'text' });
const many = (name: string): OptionSpec => ({ name, takes: 'many' });
const flag = (name: string): OptionSpec => ({ name, takes: 'nothing' });

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
  {
    name: 'framework',
    usage:
      'framework list | show 编号 | add 档案库 体系 | import 文件.xlsx [--map 对应.json] | export 编号 --out 文件.xlsx [--archive 档案库] | styles 档案库 体系编号 (--style 样子… | --none)',
    does: '查看内置测评体系;给档案库再加一个(内置编号、.json 或 .xlsx);试读 Excel 体系并列出看不懂的地方;导出为 Excel;styles 声明编号样式,例如 --style Ⅰ-1-1)',
    options: [text('map'), text('archive'), many('style'), flag('none')],
    positionals: [1, 3],
    toCall: (w) => {
      switch (w.at(0)) {
        case 'add':
          return { procedure: 'framework.add', input: { archive: w.at(1), framework: w.at(2) } };
        case 'list':
          return { procedure: 'framework.list', input: {} };
        case 'show':
          return { procedure: 'framework.show', input: { id: w.at(1) } };
        case 'import':
          return { procedure: 'framework.import', input: { file: w.at(1), map: w.text('map') } };
        case 'export':
          return { procedure: 'framework.export', input: { id: w.at(1), out: w.required('out'), archive: w.text('archive') } };
        case 'styles':
          if ((w.many('style').length === 0) !== w.flag('none'))
            throw new AppError('usage', '请用 --style 写编号样式(可以写几个,照一条真实的编号写就行),或用 --none 不声明。');
          return {
            procedure: 'framework.setCodeStyles',
            input: { archive: w.at(1), framework: w.at(2), codeStyles: w.many('style') },
          };
        default:
          throw new AppError('usage', `framework 后面只能是 list、show、add、import、export 或 styles,不能是“${w.at(0)}”。`);
      }
    },
  },
  {
    name: 'node',
    usage:
      'node 档案库 体系编号 add --code 编号 --name 名称 [--heading] | shape 编号 [--heading] | name 编号 [--code 新编号] [--name 新名称] | move 编号 | remove 编号 [--to 接收的编号] [--under 上级编号 | --top] [--before 编号]',
    does: '修改自己的一套测评体系:增加、改名改号、移动、删除一条指标;--heading 是下面还没有指标的上级标题,shape 在标题和末级指标之间改;示例模板要先另存为;每次一步,可以撤销',
    options: [flag('heading'), text('code'), text('name'), text('under'), flag('top'), text('before'), text('to')],
    positionals: [3, 4],
    toCall: (w) => {
      const act = (['add', 'name', 'move', 'shape', 'remove'] as const).find((one) => one === w.at(2));
      if (!act) throw new AppError('usage', `node 后面只能是 add、name、move、shape 或 remove,不能是“${w.at(2)}”。`);
      return {
        procedure: 'node.run',
        input: {
          ...{ archive: w.at(0), framework: w.at(1), act, code: w.text('code'), name: w.text('name') },
          ...{ before: w.text('before'), to: w.text('to'), under: w.flag('top') ? '' : w.text('under') },
          ...(w.flag('heading') ? { heading: true as const } : {}),
          node: act === 'add' ? undefined : w.at(3),
        },
      };
    },
  },
  {
    name: 'edition',
    usage: 'edition 档案库 旧体系编号 新体系 [--choices 对照.json] [--xlsx 文件] [--apply]',
    does: '换版:比较新旧两版,列出去向和待核对的指标;--apply 把做过的工作带到新版,旧版照旧保留,可以撤销',
    options: [text('choices'), text('xlsx'), flag('apply')],
    positionals: [3, 3],
    toCall: (w) => ({
      procedure: 'edition.run',
      input: {
        ...{ archive: w.at(0), framework: w.at(1), next: w.at(2), choicesFile: w.text('choices'), xlsx: w.text('xlsx') },
        ...(w.flag('apply') ? { apply: true as const } : {}),
      },
    }),
  },
  {
    name: 'rollover',
    usage: 'rollover 档案库 体系编号… --edition 2027年度 --base-date YYYY-MM-DD [--lasting] [--apply]',
    does: '年度结转:先列出新年度会怎样;--apply 照做,--lasting 沿用仍然有效的佐证;去年的照旧保留,可以撤销',
    options: [text('edition'), text('base-date'), flag('lasting'), flag('apply')],
    positionals: [2, 50],
    toCall: (w) => {
      const choice = {
        ...{ archive: w.at(0), frameworks: [...w.positionals.slice(1)] },
        ...{ edition: w.required('edition'), baseDate: w.required('base-date') },
      };
      return w.flag('apply')
        ? { procedure: 'yearEnd.run', input: { ...choice, lasting: w.flag('lasting') } }
        : { procedure: 'yearEnd.preview', input: choice };
    },
  },
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
    usage: 'documents 档案库 [--query 文字] [--state 状态] [--limit N]',
    does: '列出材料,或全文检索(1 至 6 个字都行)',
    options: [text('query'), text('state'), text('limit')],
    positionals: [1, 1],
    toCall: (w) => ({
      procedure: 'documents.list',
      input: { archive: w.at(0), query: w.text('query'), state: w.text('state'), limit: w.number('limit') },
    }),
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
  {
    name: 'export',
    usage:
      'export 档案库 --out 文件夹 [--indicator 编号…] [--unit 单位] [--max-pages N] [--max-mb N] [--photos 1|2|4|6] [--office wps|word|libreoffice] [--split size|group|year|unit] [--supplement-to 版次] [--double-sided] [--tabs] [--pdfa] [--attach-originals] [--draft] [--sign-off 理由] [--password 口令] [--copy-password 口令] [--compare-all]',
    does: '成册:生成可检索、可校验的 PDF 卷册和清单',
    options: [
      many('indicator'),
      text('unit'),
      text('max-pages'),
      text('max-mb'),
      text('photos'),
      text('office'),
      text('split'),
      text('supplement-to'),
      flag('double-sided'),
      flag('tabs'),
      flag('pdfa'),
      flag('attach-originals'),
      text('sign-off'),
      flag('draft'),
      text('password'),
      text('copy-password'),
      flag('compare-all'),
    ],
    positionals: [1, 1],
    toCall: (w) => ({
      procedure: 'export.run',
      input: {
        archive: w.at(0),
        out: w.required('out'),
        indicators: w.many('indicator').length > 0 ? w.many('indicator') : undefined,
        unit: w.text('unit'),
        maxPages: w.number('max-pages'),
        maxMegabytes: w.number('max-mb'),
        photosPerPage: w.number('photos'),
        suite: w.text('office'),
        splitBy: w.text('split'),
        supplementTo: w.number('supplement-to'),
        doubleSided: w.flag('double-sided'),
        tabs: w.flag('tabs'),
        // Originals may lie within a PDF/A-3 only.
        archival: w.flag('attach-originals') ? '3b' : w.flag('pdfa') ? '2b' : undefined,
        signOff: w.text('sign-off'),
        draft: w.flag('draft'),
        password: w.text('password'),
        copyPassword: w.text('copy-password'),
        compareAll: w.flag('compare-all'),
      },
    }),
  },
  {
    name: 'submit',
    usage:
      'submit 档案库 (--out 文件夹或文件.zip | --check [--xlsx 报告.xlsx]) [--indicator 编号…] [--unit 单位] [--framework 体系] [--name 命名规则] [--layout group|leaf|year|unit|flat] [--rules 名称或文件.json] [--target 文件夹] [--accept 理由] [--leave-out 理由] [--answers 文件.json] [--since 号或位置] [--by-unit [--to 报送对象]]',
    does: '报送包:把已确认的原件按指标改名、装进文件夹或 ZIP,附目录和校验清单(BagIt);--check 只检查是否合报送要求;--by-unit 每个责任单位各一包,都放在 --out 的文件夹里,--to 再给每包登记一行',
    options: [
      many('indicator'),
      ...['unit', 'framework', 'name', 'layout', 'rules', 'target', 'accept', 'leave-out', 'answers', 'since', 'xlsx', 'to'].map(
        text,
      ),
      flag('check'),
      flag('by-unit'),
    ],
    positionals: [1, 1],
    toCall: toSubmission,
  },
  {
    name: 'ledger',
    usage: 'ledger 档案库 台账名称 --xlsx 文件',
    does: '把一本台账写成 Excel(责任分解一体表、资料目录汇总表、测评材料提交表……)',
    options: [text('xlsx')],
    positionals: [2, 2],
    toCall: (w) => ({ procedure: 'ledger.write', input: { archive: w.at(0), name: w.at(1), xlsx: w.required('xlsx') } }),
  },
  {
    name: 'pack',
    usage: 'pack 档案库 --unit 单位 --out 文件.交接包.zip',
    does: '打交接包:一个单位(连同下级)已确认的佐证、说明、责任、台账和原件副本,合成一个文件交给上级',
    options: [text('unit')],
    positionals: [1, 1],
    toCall: (w) => ({ procedure: 'pack.run', input: { archive: w.at(0), unit: w.required('unit'), out: w.required('out') } }),
  },
  {
    name: 'merge',
    usage: 'merge 档案库 文件.交接包.zip [--dry-run] [--take 编号…|all]',
    does: '收交接包:按内容去重,两边决定不同的保留这里的(--take 改用包里的),一步可撤销;--dry-run 只看不收',
    options: [flag('dry-run'), many('take')],
    positionals: [2, 2],
    toCall: toMerge,
  },
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
