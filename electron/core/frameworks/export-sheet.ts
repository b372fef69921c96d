import { rename, rm, writeFile } from 'node:fs/promises';
import type { MergeRange } from 'hucre/xlsx';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Framework, Indicator } from '../../../shared/domain/framework.ts';
import { NEGATIVE_HEADS, NEGATIVE_SHEET, negativeRow } from './negative-sheet.ts';
import { STYLES_BETWEEN, STYLES_LINE } from './import-sheet.ts';
import { requirementWords } from './requirement-text.ts';
import { confidenceWord, joinList, UPPER_HEADS, UPPER_SHEET, upperRow } from './upper-sheet.ts';

/** Columns behind the levels, in the order of the 责任分解一体表 (R1), then what only the way back needs. */
const DETAIL_HEADS = [
  '测评方法', '牵头单位', '责任单位', '完成时间', '材料要求', '关键词', '标准全文', '别名编号', '弱关键词', '可信度',
] as const; // prettier-ignore
const DETAIL_WIDTHS = [14, 16, 24, 12, 40, 24, 24, 14, 18, 8] as const;

/**
 * Writes a framework as a 责任分解一体表 (xlsx, A3 landscape, cells merged per version block, project and content) that
 * `importSheet` reads back to an equal tree. Throws AppError `refused` when the file cannot be written.
 */
export async function exportFramework(framework: Framework, outPath: string): Promise<void> {
  const bytes = await frameworkWorkbook(framework);
  const part = `${outPath}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, outPath);
  } catch (error) {
    // What cannot be removed was never there.
    await rm(part, { force: true }).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError(
      'refused',
      `无法写入 ${outPath}(${code})。请确认文件夹存在、可以写入,并且表格没有在 WPS 或 Excel 中打开。`,
    );
  }
}

/** The bytes of that workbook. */
export async function frameworkWorkbook(framework: Framework): Promise<Uint8Array> {
  const depth = framework.levelNames.length;
  const heads = [...framework.levelNames.slice(0, -1), '编号', framework.levelNames[depth - 1] ?? '测评标准', ...DETAIL_HEADS];
  const top = [
    framework.name,
    ...(framework.edition ? [`版本:${framework.edition}`] : []),
    ...(framework.codeStyles?.length ? [`${STYLES_LINE}${framework.codeStyles.join(STYLES_BETWEEN)}`] : []),
    ...(framework.note ? [framework.note] : []),
  ];
  const headRow = top.length;
  const byId = new Map(framework.indicators.map((one) => [one.id, one]));
  const parents = new Set(framework.indicators.map((one) => one.parentId));
  // A heading whose indicators are still to come has a row too; the second sheet says that it is none of the leaves.
  const leaves = framework.indicators.filter((one) => one.leaf || !parents.has(one.id));
  const rows = leaves.map((leaf) => leafRow(leaf, byId, depth));
  const upper = framework.indicators.filter((one) => !one.leaf).map(upperRow);
  const negative = (framework.negativeList ?? []).map(negativeRow);
  const merges = [
    ...top.map((_, row) => ({ startRow: row, startCol: 0, endRow: row, endCol: heads.length - 1 })),
    ...levelMerges(leaves, byId, { depth, firstRow: headRow + 1 }),
  ];
  const widths = [...framework.levelNames.slice(0, -1).map(() => 16), 12, 40, ...DETAIL_WIDTHS];
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: [
      {
        name: '责任分解一体表',
        rows: [...top.map((text) => [text]), heads, ...blankRepeats(rows, merges, headRow + 1)],
        columns: widths.map((width) => ({ width, style: BODY })),
        merges,
        freezePane: { rows: headRow + 1 },
        cells: styledCells(heads.length, headRow, top.length),
        pageSetup: {
          paperSize: 'a3',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          printTitlesRow: `$${headRow + 1}:$${headRow + 1}`,
        },
      },
      ...(upper.length > 0 ? [{ name: UPPER_SHEET, rows: [[...UPPER_HEADS], ...upper] }] : []),
      ...(negative.length > 0 ? [{ name: NEGATIVE_SHEET, rows: [[...NEGATIVE_HEADS], ...negative] }] : []),
    ],
  });
}

const LINE = { style: 'thin', color: { rgb: '808080' } } as const;
const BODY = {
  alignment: { vertical: 'center', wrapText: true },
  border: { top: LINE, bottom: LINE, left: LINE, right: LINE },
} as const;
const HEAD = {
  ...BODY,
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EDF3' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
} as const;
const TITLE = { font: { bold: true, size: 16 }, alignment: { horizontal: 'center', vertical: 'center' } } as const;
const NOTE = { alignment: { horizontal: 'left', vertical: 'center' } } as const;

function styledCells(columnCount: number, headRow: number, topRows: number) {
  const cells = new Map<string, { readonly style: typeof HEAD | typeof TITLE | typeof NOTE }>();
  for (let column = 0; column < columnCount; column++) cells.set(`${headRow},${column}`, { style: HEAD });
  for (let row = 0; row < topRows; row++) cells.set(`${row},0`, { style: row === 0 ? TITLE : NOTE });
  return cells;
}

/** Level cells (a leaf above the last level leaves the deeper ones empty), number, name, details. */
function leafRow(leaf: Indicator, byId: ReadonlyMap<string, Indicator>, depth: number): string[] {
  const levels = Array.from({ length: depth }, () => '');
  for (const one of pathOf(leaf, byId)) levels[one.level - 1] = one.leaf ? one.name : `${one.code} ${one.name}`;
  if (!leaf.leaf) return [...levels.slice(0, -1), '', levels[depth - 1] ?? '', ...DETAIL_HEADS.map(() => '')];
  return [
    ...levels.slice(0, -1),
    leaf.code,
    levels[depth - 1] ?? '',
    joinList(leaf.methods),
    leaf.leadUnit,
    joinList(leaf.units),
    leaf.dueText,
    leaf.requirements.map(requirementWords).join('\n'),
    joinList(leaf.keywords),
    leaf.standard,
    joinList(leaf.altCodes),
    joinList(leaf.weakKeywords),
    confidenceWord(leaf.confidence),
  ];
}

function pathOf(leaf: Indicator, byId: ReadonlyMap<string, Indicator>): Indicator[] {
  const path: Indicator[] = [];
  for (let at: Indicator | undefined = leaf; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) path.unshift(at);
  return path;
}

interface MergePlace {
  readonly depth: number;
  readonly firstRow: number;
}

function levelMerges(leaves: readonly Indicator[], byId: ReadonlyMap<string, Indicator>, place: MergePlace): MergeRange[] {
  const merges: MergeRange[] = [];
  const paths = leaves.map((leaf) => pathOf(leaf, byId));
  for (let level = 1; level < place.depth; level++) {
    const ids = paths.map((path) => path.find((one) => one.level === level)?.id ?? null);
    for (let start = 0; start < ids.length;) {
      let end = start;
      while (ids[start] !== null && ids[end + 1] === ids[start]) end++;
      if (end > start) {
        merges.push({ startRow: place.firstRow + start, startCol: level - 1, endRow: place.firstRow + end, endCol: level - 1 });
      }
      start = end + 1;
    }
  }
  return merges;
}

/** Text under a merged area would stay hidden in the file; only its first cell keeps it. */
function blankRepeats(rows: readonly string[][], merges: readonly MergeRange[], firstRow: number): string[][] {
  const shown = rows.map((row) => [...row]);
  for (const { startRow, endRow, startCol } of merges) {
    for (let row = startRow + 1; row <= endRow; row++) {
      const cells = shown[row - firstRow];
      if (cells && startRow >= firstRow) cells[startCol] = '';
    }
  }
  return shown;
}
