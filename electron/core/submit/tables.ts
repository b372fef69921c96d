import type { PackageChanges, PackageTotals } from '../../../shared/contract/submit.ts';
import { formatsWords, RULE_WORDS, type PackageRules, type RuleFinding } from '../../../shared/domain/package-rules.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import { sizeText } from '../../../shared/domain/size-text.ts';
import type { SheetColumn, SheetDefinition } from '../ledgers/ledgers.ts';
import type { PackagePlan } from './plan.ts';
import type { PackageRecord } from './record.ts';

const text = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'text' });
const number = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'number' });

/** 目录.xlsx: what went in and where it lies, what did not and why, what changed since an earlier package. */
export function contentsSheets(record: PackageRecord, changes: PackageChanges | null): readonly SheetDefinition[] {
  const bytes = record.items.reduce((sum, item) => sum + item.sizeBytes, 0);
  return [
    {
      name: '目录',
      title: `第 ${record.number} 号报送包目录`,
      remarks: [
        [record.unit, record.frameworks.map(({ name }) => name).join('、'), record.scope.words]
          .filter((part) => part !== '')
          .join(';'),
        `${record.items.length} 件,${sizeText(bytes)};生成于 ${record.createdAt.replace('T', ' ')};报送要求:${record.rules.name}`,
      ],
      columns: [
        ...[
          text('编号', 16),
          text('指标', 12),
          text('指标名称', 28),
          text('材料名', 34),
          text('原路径', 40),
          text('包内路径', 52),
        ],
        ...[number('大小(字节)', 12), text('SHA-256', 34), text('日期', 11), text('印证页', 8), text('说明', 28)],
      ],
      rows: record.items.map((item) => [
        ...[
          item.materialCode,
          item.indicator,
          item.indicatorName,
          item.title,
          `${lastFolder(item.source)}/${item.path}`,
          item.packagePath,
        ],
        ...[item.sizeBytes, item.sha256, item.date, item.pages, item.note],
      ]),
    },
    ...(record.leftOut.length === 0
      ? []
      : [
          {
            name: '未报送的材料',
            title: `第 ${record.number} 号报送包未报送的材料`,
            remarks: [`已确认但没有报送 ${record.leftOut.length} 件,原因逐件列出`],
            columns: [
              text('编号', 16),
              text('指标', 12),
              text('材料名', 34),
              text('原路径', 44),
              text('不合要求之处', 28),
              text('不报的理由', 34),
            ],
            rows: record.leftOut.map((item) => [item.materialCode, item.indicator, item.title, item.path, item.why, item.reason]),
          },
        ]),
    ...(changes === null ? [] : [changesSheet(changes)]),
  ];
}

function changesSheet(changes: PackageChanges): SheetDefinition {
  const lines = (['added', 'removed', 'replaced'] as const).flatMap((kind) =>
    changes[kind].map((item) => [CHANGE_WORDS[kind], item.materialCode, item.indicator, item.title, item.path, item.packagePath]),
  );
  return {
    name: '变化',
    title: `与${changes.since}相比`,
    remarks: [
      `新增 ${changes.added.length} 件,移出 ${changes.removed.length} 件,替换 ${changes.replaced.length} 件,没有变 ${changes.kept} 件`,
    ],
    columns: [text('变化', 8), text('编号', 16), text('指标', 12), text('材料名', 34), text('原路径', 44), text('包内路径', 52)],
    rows: lines,
  };
}

export const CHANGE_WORDS = { added: '新增', removed: '移出', replaced: '替换' } as const;

/** 各单位报送包: the packages made in one go, and the units that have none. */
export function unitsSheets(
  packages: readonly {
    readonly unit: string;
    readonly number: number;
    readonly file: string;
    readonly totals: PackageTotals;
    readonly accepted: number;
    readonly leftOut: number;
  }[],
  empty: readonly string[],
  today: string,
): readonly SheetDefinition[] {
  const files = packages.reduce((sum, { totals }) => sum + totals.files, 0);
  return [
    {
      name: '各单位报送包',
      title: '各单位报送包',
      remarks: [
        `${today};${packages.length} 个单位 ${files} 件`,
        empty.length === 0 ? '范围内的单位都有报送包' : `没有可报送的材料,没有报送包:${empty.join('、')}`,
      ],
      columns: [
        ...[text('责任单位', 24), number('报送包号', 10), text('文件夹或文件', 28), number('指标', 8), number('件数', 8)],
        ...[number('大小(字节)', 14), number('放行', 8), number('不报', 8)],
      ],
      rows: packages.map(({ unit, number: own, file, totals, accepted, leftOut }) => [
        ...[unit, own, file, totals.indicators, totals.files, totals.sizeBytes, accepted, leftOut],
      ]),
    },
  ];
}

/** 报送检查报告: every finding with its answer, and what the rules ask. */
export function reportSheets(
  plan: Pick<PackagePlan, 'pieces' | 'open' | 'accepted' | 'leftOut'>,
  rules: PackageRules,
  today: string,
): readonly SheetDefinition[] {
  const row = (finding: RuleFinding, answer: { readonly action: string; readonly reason: string } | null) => [
    ...[RULE_WORDS[finding.code], finding.item?.indicator ?? '', finding.item?.title ?? '(整包)', finding.item?.path ?? ''],
    ...[finding.limit, finding.found, finding.advice],
    ...[answer === null ? '待处理' : answer.action === 'accept' ? '放行' : '不报', answer?.reason ?? ''],
  ];
  const { open, accepted, leftOut } = plan;
  return [
    {
      name: '报送检查报告',
      title: '报送检查报告',
      remarks: [
        `${today};${rulesWords(rules)}`,
        `要报送 ${plan.pieces.length} 件;待处理 ${open.length} 处,放行 ${accepted.length} 处,不报 ${leftOut.length} 件`,
      ],
      columns: [
        ...[text('要求', 12), text('指标', 12), text('材料名', 34), text('原路径', 44), text('限额', 20), text('实际', 22)],
        ...[text('怎么办', 40), text('处理', 8), text('理由', 28)],
      ],
      rows: [
        ...open.map((finding) => row(finding, null)),
        ...accepted.map(({ finding, answer }) => row(finding, answer)),
        ...leftOut.map(({ why }) => row(why.finding, why.answer)),
      ],
    },
  ];
}

/** The rules in one line. */
export function rulesWords(rules: PackageRules): string {
  const parts = [
    ...formatsWords(rules),
    rules.maxFileMegabytes === null ? '' : `单件不超过 ${rules.maxFileMegabytes} MB`,
    rules.maxFilesPerIndicator === null ? '' : `每条指标不超过 ${rules.maxFilesPerIndicator} 件`,
    rules.maxTotalMegabytes === null ? '' : `整包不超过 ${rules.maxTotalMegabytes} MB`,
    rules.maxWords === null ? '' : `说明不超过 ${rules.maxWords} 字`,
    rules.minPixels === null ? '' : `照片不小于 ${rules.minPixels.longSide} × ${rules.minPixels.shortSide} 像素`,
    rules.captions ? '照片都要有说明' : '',
  ].filter((part) => part !== '');
  return `报送要求“${rules.name}”:${parts.length === 0 ? '没有限额' : parts.join(';')}`;
}

function lastFolder(source: string): string {
  return lastName(source.replaceAll('\\', '/').replace(/\/+$/, ''));
}
