import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { writeWorkbook } from '../../../../electron/core/ledgers/ledgers.ts';
import type { Input, Output, Procedure } from '../../../../shared/contract/api.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

const PHOTO = fileURLToPath(new URL('../../../../resources/sample/files/照片/2026年3月学雷锋/IMG_2031.jpg', import.meta.url));

/** An archive over one photo and one paper; `indexed` makes them documents. The day is 2026-11-26 until `day` is set. */
export async function makeRecordCore(name: string, { indexed = false } = {}) {
  const folder = temporaryFolder(name);
  const source = join(folder, '材料');
  mkdirSync(source);
  cpSync(PHOTO, join(source, '整改后.jpg'));
  writeFileSync(join(source, '通知.txt'), '关于开展文明交通行动的通知');
  const clock = { day: '2026-11-26' };
  const core = createCore({ now: () => new Date(`${clock.day}T08:00:00`), logFolder: join(folder, 'logs'), actor: '资料员' });
  afterAll(() => core.close());
  const archive = join(folder, '档案库');
  await core.call('archive.create', { archive, name: '滨河区', framework: ['wen-ming-dan-wei'], sources: [source] }, quiet());
  if (indexed) await core.call('index.run', { archive }, quiet());
  const { documents } = await core.call('documents.list', { archive, query: '', limit: 10 }, quiet());
  const documentId = (path: string): number => documents.find((one) => one.path === path)?.id ?? 0;
  const call = <P extends Procedure>(procedure: P, input: Omit<Input<P>, 'archive'>): Promise<Output<P>> =>
    core.call(procedure, { archive, ...input }, quiet());
  const list = async (ledger: string) => (await call('records.list', { ledger })).rows;
  /** A workbook as others send it: all text. */
  const table = async (file: string, headers: readonly string[], rows: readonly (readonly string[])[]): Promise<string> => {
    const path = join(folder, file);
    const columns = headers.map((header) => ({ header, widthChars: 12, type: 'text' as const }));
    await writeWorkbook(path, [{ name: '清单', title: '督查问题清单', remarks: ['填表单位:文明办'], columns, rows }]);
    return path;
  };
  return { call, list, table, clock, folder, archive, photo: documentId('整改后.jpg'), paper: documentId('通知.txt') };
}
