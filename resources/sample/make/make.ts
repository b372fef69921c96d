import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { documentItems } from './items-documents.ts';
import { unsortedItems } from './items-unsorted.ts';
import { pictureItems } from './items-pictures.ts';
import type { SampleItem } from './item.ts';
import { NOT_UNDERSTOOD_ROWS, dutyWorkbook } from './duty-workbook.ts';
import { COMPLETE, GAPS } from './gaps.ts';
import { hasOffice } from './word-doc.ts';

const BASE_DATE = '2026-06-30';
const DUTY_TABLE = '责任分解一体表.xlsx';

function filesBelow(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** What `planted.json` says about the sample: what every file is meant for, what is wrong on purpose, what must be found missing. */
export function plantedJson(items: readonly SampleItem[]): string {
  const planted = items.flatMap((one) => (one.planted === null ? [] : [{ path: one.path, ...one.planted }]));
  const intended = Object.fromEntries(items.map((one) => [one.path, one.indicator]));
  const evidence = Object.fromEntries(items.map((one) => [one.path, { kind: one.kind, date: one.date, readable: one.readable }]));
  return `${JSON.stringify({ framework: 'wenming-chengshi', baseDate: BASE_DATE, planted, gaps: GAPS, complete: COMPLETE, dutyTable: { path: DUTY_TABLE, rows: 25, notUnderstoodRows: NOT_UNDERSTOOD_ROWS }, intended, evidence }, null, 1)}\n`;
}

/** All files of the sample, in the order of their folders. */
export const sampleItems = (): SampleItem[] => [...documentItems(), ...unsortedItems(), ...pictureItems()];

/**
 * Writes the sample below `root` (`files/`, the responsibility table, `planted.json`) and removes files that no longer belong.
 * Files whose bytes differ on every run are kept when they are there. Returns how many were written and their bytes.
 */
export async function makeSample(
  root: string,
  log: (line: string) => void,
): Promise<{ readonly files: number; readonly sizeBytes: number }> {
  const items = sampleItems();
  const files = join(root, 'files');
  const wanted = new Set(items.map((one) => one.path));
  for (const path of filesBelow(files)) if (!wanted.has(path)) rmSync(join(files, path));
  let sizeBytes = 0;
  for (const one of items) {
    const target = join(files, one.path);
    mkdirSync(dirname(target), { recursive: true });
    const present = existsSync(target);
    if (one.keep && present && !process.argv.includes('--fresh')) {
      sizeBytes += readFileSync(target).length;
      continue;
    }
    if (one.path.endsWith('.doc') && !hasOffice()) {
      log(`${one.path}: LibreOffice is not installed, not written`);
      continue;
    }
    const bytes = await one.content();
    sizeBytes += bytes.length;
    writeFileSync(target, bytes);
    log(`${one.path}  ${bytes.length}`);
  }
  writeFileSync(join(root, DUTY_TABLE), await dutyWorkbook());
  writeFileSync(join(root, 'planted.json'), plantedJson(items));
  return { files: items.length, sizeBytes };
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const { files, sizeBytes } = await makeSample(root, (line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`${files} files, ${(sizeBytes / 1048576).toFixed(1)} MiB\n`);
}
