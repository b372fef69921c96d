import type { Block, TableRow } from '../layout/blocks.ts';
import { WIDE, SIZE, cell, compactDate, fileSize, headRow, paragraph, sectionTitle } from './style.ts';
import { evidenceKey } from './keys.ts';

/** One line of the 清单. */
export interface ManifestLine {
  readonly materialCode: string;
  readonly source: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly date: string | null;
  readonly sha256: string;
  /** Printed page labels, e.g. `12–15`; '' when it has no page. */
  readonly pages: string;
}

/** 收入材料清单: every file with its place, size, date, SHA-256 (all 64 digits) and pages. */
export function manifestBlocks(lines: readonly ManifestLine[]): Block[] {
  const small = SIZE.smallFive;
  const rows = lines.flatMap((line, index): TableRow[] => {
    const linkTo = evidenceKey(line);
    return [
      {
        cells: [
          cell(String(index + 1), { sizePt: small, align: 'center', rowSpan: 2 }),
          cell(line.materialCode, { sizePt: small, linkTo }),
          cell(line.source ? `${line.source}/${line.path}` : line.path, { sizePt: small }),
          cell(fileSize(line.sizeBytes), { sizePt: small, align: 'right' }),
          cell(compactDate(line.date), { sizePt: small, align: 'center' }),
          cell(line.pages, { sizePt: small, align: 'center', linkTo }),
        ],
      },
      { cells: [cell(`SHA-256${WIDE}${line.sha256}`, { sizePt: 8, face: 'hei', color: '#333333', colSpan: 5 })] },
    ];
  });
  return [
    sectionTitle('收入材料清单'),
    paragraph(
      `共 ${lines.length} 件。SHA-256 是文件内容的数字指纹：用程序的“校验”功能重新计算并与本表比对，可以查出材料是否被改动过。备考表上的清单摘要由本表各件的指纹、材料编号和路径依次算出，二维码也读得出来。`,
      { sizePt: SIZE.five, firstLineIndentPt: 21, spaceAfterPt: 6 },
    ),
    {
      kind: 'table',
      columns: [7, 19, 40, 12, 12, 11],
      headerRows: 1,
      rows: [headRow(['序号', '材料编号', '路径与 SHA-256', '大小', '日期', '页号'], SIZE.smallFive), ...rows],
    },
  ];
}
