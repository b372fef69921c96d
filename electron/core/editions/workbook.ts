import { heldWords, type EditionPreview, type EditionRow } from '../../../shared/contract/editions.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import { writeWorkbook, type SheetColumn } from '../ledgers/ledgers.ts';

const text = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'text' });

/** 新旧编号对照表 and what is new (REQUIREMENTS T5: 未对上的列清单). Throws AppError `refused` when the file cannot be written. */
export async function writeEditionTable(preview: EditionPreview, path: string): Promise<void> {
  const { totals } = preview;
  const remarks = [
    `旧版:${frameworkLabel(preview.from)};新版:${frameworkLabel(preview.to)}`,
    `不变 ${totals.same},措辞有改 ${totals.reworded},改号 ${totals.recoded},移位 ${totals.moved},删去 ${totals.removed},新增 ${totals.added},待核对 ${totals.open}`,
    ...(preview.to.note === '' ? [] : [preview.to.note]),
  ];
  const leaves = preview.rows.filter((row) => row.from.leaf);
  const added = new Set(preview.added);
  await writeWorkbook(path, [
    {
      name: '新旧编号对照',
      title: '新旧编号对照表',
      remarks,
      columns: [
        text('旧编号', 12),
        text('旧名称', 44),
        text('新编号', 12),
        text('新名称', 44),
        text('变化', 18),
        text('已做的工作', 30),
      ],
      rows: leaves.map((row) => [
        row.from.code,
        row.from.name,
        row.to?.code ?? '',
        row.to?.name ?? '',
        changeWords(row),
        heldWords(row.held),
      ]),
    },
    {
      name: '新增指标',
      title: '新版新增的指标',
      remarks: remarks.slice(0, 1),
      columns: [text('新编号', 12), text('名称', 70)],
      rows: preview.nodes.filter((node) => node.leaf && added.has(node.key)).map((node) => [node.code, node.name]),
    },
  ]);
}

function changeWords(row: EditionRow): string {
  if (row.to === null) return row.open ? '待核对' : '删去';
  const words = row.changes.length === 0 ? '不变' : row.changes.join('、');
  return row.open ? `${words}(待核对)` : words;
}
