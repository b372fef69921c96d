import { toMerge } from './choices.ts';
import { flag, many, text, type Command } from './command.ts';
import { toSubmission } from './submission.ts';

/** Verbs that give the work out, or take another's in: 成册, 报送包, 台账, 交接包. */
export const OUTPUT_COMMANDS: readonly Command[] = [
  {
    name: 'export',
    usage:
      'export 档案库 --out 文件夹 [--indicator 编号…] [--unit 单位] [--max-pages N] [--max-mb N] [--max-mm N] [--photos 1|2|4|6] [--office wps|word|libreoffice] [--font fangsong|kai] [--split size|group|year|unit] [--supplement-to 版次] [--double-sided] [--tabs] [--pdfa] [--attach-originals] [--draft] [--sign-off 理由] [--password 口令] [--copy-password 口令] [--compare-all] [--leave-out-changed]',
    does: '成册:生成可检索、可校验的 PDF 卷册和清单',
    options: [
      many('indicator'),
      text('unit'),
      text('max-pages'),
      text('max-mb'),
      text('max-mm'),
      text('photos'),
      text('office'),
      text('font'),
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
      flag('leave-out-changed'),
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
        maxMillimetres: w.number('max-mm'),
        photosPerPage: w.number('photos'),
        suite: w.text('office'),
        bodyFont: w.text('font'),
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
        leaveOutChanged: w.flag('leave-out-changed'),
      },
    }),
  },
  {
    name: 'submit',
    usage:
      'submit 档案库 (--out 文件夹或文件.zip | --check [--xlsx 报告.xlsx]) [--indicator 编号…] [--unit 单位] [--framework 体系] [--name 命名规则] [--layout group|leaf|year|unit|flat] [--rules 名称或文件.json] [--target 文件夹] [--accept 理由] [--leave-out 理由] [--answers 文件.json] [--since 号或位置] [--by-unit [--zip] [--to 报送对象]]',
    does: '报送包:把已确认的原件按指标改名、装进文件夹或 ZIP,附目录和校验清单(BagIt);--check 只检查是否合报送要求;--by-unit 每个责任单位各一包,都放在 --out 的文件夹里,--zip 每包成一个 ZIP,--to 再给每包登记一行',
    options: [
      many('indicator'),
      ...['unit', 'framework', 'name', 'layout', 'rules', 'target', 'accept', 'leave-out', 'answers', 'since', 'xlsx', 'to'].map(
        text,
      ),
      flag('check'),
      flag('by-unit'),
      flag('zip'),
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
];
