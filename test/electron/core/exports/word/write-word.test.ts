import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { Block } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readOfficePages } from '../../../../../electron/core/exports/office/office.ts';
import { readZipParts } from '../../../../../electron/core/zip-parts.ts';
import { wordDocument } from '../../../../../electron/core/exports/word/write-word.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('write-word');
const META = { title: '表 & <一>', author: '文明办', day: '2026-11-26' };
const words = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] });
const cell = (text: string, more: object = {}) => ({ blocks: [words(text)], ...more });

const BLOCKS: readonly Block[] = [
  words('甲 & <乙> "丙"\u0000\u000b\ud800末'),
  {
    kind: 'table',
    columns: [1, 2, 1],
    headerRows: 1,
    rows: [
      { cells: [cell('一'), cell('二', { colSpan: 2 })] },
      { cells: [cell('高', { rowSpan: 2 }), cell('右上'), cell('角')] },
      { cells: [cell('右下'), cell('末')] },
    ],
  },
  { kind: 'table', columns: [1], rows: [{ cells: [cell('另一张')] }] },
  { kind: 'page-break' },
  words('第二页\n换行'),
];

test('every part is well-formed XML, what no XML may hold left out, and the same blocks give the same bytes', async () => {
  const path = join(folder, '一.docx');
  const bytes = wordDocument(BLOCKS, META);
  expect(wordDocument(BLOCKS, META).equals(bytes)).toBe(true);
  writeFileSync(path, bytes);
  const parts = await readZipParts(path, () => true);
  expect(parts.size).toBe(7);
  for (const [name, part] of parts) {
    const parser = new SaxesParser();
    const errors: string[] = [];
    parser.on('error', (error) => void errors.push(error.message));
    parser.write(part.toString('utf8')).close();
    expect([name, errors]).toEqual([name, []]);
  }
});

test('read back, the words stand in their cells, two tables stay two, and merged cells stay merged', async () => {
  const path = join(folder, '二.docx');
  writeFileSync(path, wordDocument(BLOCKS, META));
  const { blocks } = await readOfficePages({ path, type: 'docx', widthPt: 400, storedText: '' });
  const textOf = (block: Block): string =>
    block.kind === 'paragraph'
      ? block.runs.map(({ text }) => text).join('')
      : block.kind === 'table'
        ? block.rows.map((row) => row.cells.map((one) => one.blocks.map(textOf).join('')).join('|')).join('/')
        : '';
  expect(blocks.map(textOf).filter((text) => text.trim() !== '')).toEqual([
    '甲 & <乙> "丙"末',
    '一|二/高|右上|角/右下|末',
    '另一张',
    '第二页\n换行',
  ]);
  const [table] = blocks.filter((block) => block.kind === 'table');
  expect(table!.rows[0]!.cells[1]).toMatchObject({ colSpan: 2 });
  expect(table!.rows[1]!.cells[0]).toMatchObject({ rowSpan: 2 });
});
