import type { CliProcedure, Output } from '../../../shared/contract/api.ts';
import { sizeText } from '../../../shared/domain/size-text.ts';
import { vetoWords } from '../../../shared/domain/ledgers/negative.ts';
import {
  openDoubt,
  sources,
  backedUp,
  decided,
  checked,
  mergeLines,
  block,
  editionLines,
  frameworkGaps,
  archivalLine,
  BAND,
} from './text-lines.ts';

/** How each answer reads on a terminal. One line list per procedure of the command line; the JSON form is the contract, this is for people. */
export const TEXT: { readonly [P in CliProcedure]: (output: Output<P>) => readonly string[] } = {
  'archive.create': (o) => [
    `已建立档案库“${o.name}”:${o.archive}`,
    `测评基准日 ${o.baseDate}`,
    ...o.frameworks.map((f) => `测评体系 ${f.name}(${f.leaves} 条标准)${f.note ? `\n  ${f.note}` : ''}`),
    ...o.sources.map((source) => `材料文件夹 ${source}`),
    '下一步:taizhang index 档案库',
  ],
  'framework.list': (o) =>
    o.frameworks.map((f) => `${f.id}\t${f.name}\t${f.edition}\t${f.leaves} 条${f.reconstructed ? '\t示例模板(重建文本)' : ''}`),
  'framework.show': (o) => [
    `${o.name}(${o.edition})`,
    ...(o.note ? [o.note] : []),
    ...o.indicators.map(
      (i) => `${'  '.repeat(i.level - 1)}${i.code} ${i.name}${i.leadUnit && i.leaf ? ` 〔${i.leadUnit}〕` : ''}`,
    ),
  ],
  'framework.add': (o) => [`已加入“${o.name}”,${o.leaves} 条末级指标`, '下一步:taizhang index 档案库'],
  'framework.setCodeStyles': (o) => [o.codeStyles.length > 0 ? `编号样式:${o.codeStyles.join('、')}` : '编号样式:不声明'],
  'framework.import': (o) => [
    `试读“${o.name}”:${o.leaves} 条标准`,
    `列的对应:${Object.entries(o.mapping)
      .map(([column, field]) => `${column}=${field}`)
      .join(' ')}`,
    `编号看起来像:${o.codeStyles.join('、') || '没有认出'}`,
    ...o.preview.map((row) => `  ${row.code} ${row.name} 〔${row.leadUnit}〕 ${row.requirements}`),
    ...(o.otherSheets.length > 0 ? [`其他工作表(没有读):${o.otherSheets.join('、')}`] : []),
    o.notUnderstood.length === 0 ? '没有看不懂的内容。' : `看不懂的内容 ${o.notUnderstood.length} 处:`,
    ...o.notUnderstood.map((item) => `  第 ${item.row} 行 ${item.column} 列“${item.text}”:${item.reason}`),
  ],
  'edition.run': (o) => editionLines(o),
  'yearEnd.preview': (o) => [
    `测评基准日 ${o.former} → ${o.baseDate}`,
    ...o.frameworks.map(
      (f) =>
        `${f.id}\t${f.name}\t${f.leaves} 条\t今年确认 ${f.confirmed},仍然有效 ${f.lasting}\t新年度缺 ${f.lackingBare} 条,沿用后缺 ${f.lackingWithLasting} 条`,
    ),
    ...(o.moving.length > 0 ? [`跟着新的基准日重新计算、没有结转的:${o.moving.join('、')}`] : []),
    '只是预览,没有改动。加 --apply 结转。',
  ],
  'yearEnd.run': (o) => [
    o.words,
    `沿用佐证 ${o.confirmed} 份、否决 ${o.rejected} 份、责任 ${o.duties} 条、归类规则 ${o.rules} 条、指标对照 ${o.crosswalk} 行,新年度的硬件缺项和负面清单 ${o.records} 行`,
    '下一步:taizhang index 档案库',
  ],
  'node.run': (o) => [o.words],
  'framework.export': (o) => [`已导出:${o.file}`],
  'source.add': sources,
  'source.remove': sources,
  'source.relink': sources,
  'index.run': (o) => [
    `找到 ${o.found} 个文件:编目 ${o.indexed},未变 ${o.unchanged},跳过 ${o.skipped.length},失败 ${o.failed.length}`,
    `移动或改名 ${o.moved},不在了 ${o.missing},读取 ${sizeText(o.bytes)},用时 ${(o.durationMs / 1000).toFixed(1)} 秒`,
    ...block(
      '跳过',
      o.skipped.map((file) => `${file.path}:${file.reason}`),
    ),
    ...block(
      '失败',
      o.failed.map((file) => `${file.path}:${file.message}`),
    ),
    ...block(
      '已按文件名编目,但内容读不出来',
      o.unreadable.map((file) => `${file.path}:${file.message}`),
    ),
    ...(o.ocr
      ? [
          `识别文字:${o.ocr.documents} 份材料 ${o.ocr.pages} 页,${o.ocr.withText} 页有文字,用时 ${(o.ocr.durationMs / 1000).toFixed(1)} 秒`,
          ...block(
            '没有识别成',
            o.ocr.failed.map((file) => `${file.path}:${file.message}`),
          ),
        ]
      : []),
  ],
  'documents.list': (o) => [
    `共 ${o.total} 件`,
    ...o.documents.map(
      (d) =>
        `${d.path}\t${d.title}\t${d.kind ?? ''}\t${d.docNumber ?? ''}\t${d.date ?? ''}\t${d.state}${d.snippet ? `\n    ${d.snippet}` : ''}`,
    ),
  ],
  'suggest.list': (o) =>
    o.documents.flatMap((d) => [
      d.path,
      ...(d.suggestions.length === 0 ? ['    没有合适的指标'] : []),
      ...d.suggestions.map(
        (s) =>
          `    ${s.indicator} ${s.name}  ${BAND[s.band]} ${s.score.toFixed(2)}  ${s.reasons.map((reason) => reason.text).join(' · ')}`,
      ),
    ]),
  'links.decide': decided,
  'links.confirmBand': decided,
  'doubts.list': (o) => [
    o.doubts.length === 0 ? '没有待核对的材料。' : `待核对 ${o.doubts.length} 份:原来确认的内容已不在,请看下面的文件是不是它。`,
    ...o.doubts.flatMap(openDoubt),
    ...(o.doubts.length === 0 ? [] : ['回答:taizhang doubts 档案库 --settle 材料路径 --same 文件路径,都不是则写 --none']),
  ],
  'doubts.answer': (o) => [
    o.candidate === null
      ? `${o.former.path}:都不是。原来的佐证保留,原件仍算不在原处。`
      : `${o.former.path}:沿用到 ${o.candidate.path}。佐证 ${o.moved} 项、否决 ${o.rejected} 项随之过去${o.kept > 0 ? `,${o.kept} 项那份文件另有决定,没有动` : ''}${o.pagesDropped > 0 ? `,${o.pagesDropped} 项的页码范围新文件里没有,已去掉` : ''}${o.lines > 0 ? `,${o.lines} 条红线要在窗口的“指标”里重新核对` : ''}`,
    o.open === 0 ? '没有别的待核对了。' : `还有 ${o.open} 份待核对。`,
  ],
  'gaps.read': (o) => [...o.vetoes.map((veto) => `▲ ${vetoWords(veto)}`), ...o.frameworks.flatMap(frameworkGaps)],
  'export.run': (o) => [
    `第 ${o.edition} 版,${o.complete ? '完整' : '不完整(有缺项或未收入的材料)'}`,
    ...o.volumes.map((volume) => `卷册 ${volume.file}:${volume.pages} 页,${sizeText(volume.sizeBytes)},SHA-256 ${volume.sha256}`),
    ...(o.archival ? [archivalLine(o.archival)] : []),
    `收入 ${o.placed.length} 件,未收入 ${o.omitted.length} 件`,
    ...block(
      '未收入',
      o.omitted.map((item) => `${item.indicator} ${item.path}:${item.reason}`),
    ),
    ...block(
      '提醒',
      o.warnings.map((warning) => warning.message),
    ),
    `清单 ${o.manifest}`,
    `用时 ${(o.durationMs / 1000).toFixed(1)} 秒,内存最高 ${sizeText(o.peakRssBytes)}`,
  ],
  'submit.check': (o) => [
    o.units.length === 0 && o.emptyUnits.length === 0
      ? `第 ${o.number} 号报送包,放到 ${o.out}`
      : `${o.units.length} 个单位各一包,从第 ${o.number} 号起,放到 ${o.out}`,
    ...o.units.map((one) => `  第 ${one.number} 号 ${one.unit}:${one.totals.files} 件,待处理 ${one.open} 处`),
    ...block('没有可报送的材料', o.emptyUnits),
    `${o.totals.files} 件,${o.totals.indicators} 条指标,${sizeText(o.totals.sizeBytes)};报送要求“${o.rules.name}”`,
    ...block('不能生成', o.blockers),
    ...o.findings.flatMap((group) =>
      block(
        `${group.title}(待处理 ${group.open})`,
        group.items.map(
          (item) =>
            `${item.indicator} ${item.path || item.title}:${item.found}${item.limit === '' ? '' : `,要求 ${item.limit}`}。${item.answer === null ? item.advice : `${item.answer.action === 'accept' ? '放行' : '不报'}:${item.answer.reason}`}`,
        ),
      ),
    ),
    ...block('命名示例', o.names.examples),
    `名称缩短 ${o.names.shortened} 件,同名加序号 ${o.names.numbered} 件,替换 GBK 没有的字 ${o.names.replaced.length} 个;最长的路径 ${o.names.longest} 个字符`,
    o.open === 0 && o.blockers.length === 0
      ? '可以生成。'
      : `还有 ${o.open} 处要处理:改好、--leave-out 理由(不报)或 --accept 理由(放行)。`,
    ...(o.xlsx === null ? [] : [`检查报告 ${o.xlsx}`]),
  ],
  'submit.run': (o) => [
    `第 ${o.number} 号报送包:${o.out}`,
    `${o.totals.files} 件,${o.totals.indicators} 条指标,${sizeText(o.totals.sizeBytes)};放行 ${o.accepted} 处`,
    ...block(
      '不报',
      o.leftOut.map((item) => `${item.indicator} ${item.path}:${item.why}。${item.reason}`),
    ),
    ...block(
      '名称与规则不同',
      o.items.filter((item) => item.note !== '').map((item) => `${item.packagePath}:${item.note}`),
    ),
    ...(o.changes === null
      ? []
      : [
          `与${o.changes.since}相比:新增 ${o.changes.added.length},移出 ${o.changes.removed.length},替换 ${o.changes.replaced.length},没有变 ${o.changes.kept}`,
        ]),
    `用时 ${(o.durationMs / 1000).toFixed(1)} 秒;校验:taizhang verify ${o.out}`,
  ],
  'submit.runByUnit': (o) => [
    `${o.packages.length} 个单位的报送包:${o.out}`,
    ...o.packages.map(
      (one) =>
        `  第 ${one.number} 号 ${one.unit}:${one.totals.files} 件,${one.totals.indicators} 条指标,放行 ${one.accepted} 处,不报 ${one.leftOut.length} 件`,
    ),
    ...block('没有可报送的材料,没有报送包', o.empty),
    ...block(
      '不报',
      o.packages.flatMap(({ unit, leftOut }) =>
        leftOut.map((item) => `${unit} ${item.indicator} ${item.path}:${item.why}。${item.reason}`),
      ),
    ),
    ...(o.registered === 0 ? [] : [`报送登记新增 ${o.registered} 行`]),
    `用时 ${(o.durationMs / 1000).toFixed(1)} 秒;校验:taizhang verify 各包的文件夹`,
  ],
  'ledger.write': (o) => [`${o.name}:${o.rows} 行,写到 ${o.file}`],
  'pack.run': (o) => [
    `已打好交接包:${o.file}(${sizeText(o.sizeBytes)})`,
    `“${o.unit}”:佐证 ${o.links} 项,材料 ${o.documents} 份(原件 ${o.copied} 份),责任 ${o.duties} 条,台账 ${o.records} 行`,
    ...block(
      '原件没有随包',
      o.omitted.map((item) => `${item.path}:${item.reason}`),
    ),
  ],
  'merge.preview': mergeLines,
  'merge.run': mergeLines,
  'verify.run': checked,
  'check.run': checked,
  'checks.cleanCopies': (o) =>
    o.folders.length === 0
      ? ['没有用不到的收来副本,什么都没有删除。']
      : [
          `已删除没有用到的收来副本 ${o.files} 个文件,腾出 ${sizeText(o.sizeBytes)}`,
          ...block(
            '删除的文件夹',
            o.folders.map((folder) => `交接材料/${folder}`),
          ),
        ],
  'backup.run': (o) => [
    `已备份并核对:${o.file}(${sizeText(o.sizeBytes)})`,
    ...backedUp(o),
    ...(o.copiesFile === null ? [] : [`收来的原件 ${o.copies.copied} 份:${o.copiesFile}(恢复时和备份放在一起)`]),
    ...block('收来的原件已不在或改过,没有备份', o.copies.lost),
    `SHA-256 ${o.sha256}`,
  ],
  'backup.restore': (o) => [
    `已恢复到:${o.archive}`,
    ...backedUp(o),
    ...(o.copies.copied > 0 ? [`收来的原件 ${o.copies.copied} 份已恢复`] : []),
    ...block('收来的原件没有找到,请从原来的交接包再收一次', o.copies.lost),
    ...block(
      '这台电脑上找不到的材料文件夹(用 taizhang source relink 重新指定)',
      o.sources.filter((source) => !source.present).map((source) => source.path),
    ),
    '下一步:taizhang index 档案库(全文检索要重新编目后才有)',
  ],
};
