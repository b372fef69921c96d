import { resolve } from 'node:path';
import type { Procedure } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { isInside, type Archive } from '../archives/archives.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { listSources } from '../sources/sources.ts';

/** Every procedure of an archive that writes where a person says, and which of its inputs says where. */
export const WRITTEN_PLACES = {
  'backup.run': 'out',
  'crosswalk.write': 'path',
  'duties.labels': 'path',
  'duties.materials': 'path',
  'duties.paper': 'path',
  'duties.workbook': 'path',
  'edition.run': 'xlsx',
  'editions.workbook': 'path',
  'export.run': 'out',
  'filing.write': 'path',
  'framework.workbook': 'path',
  'gaps.read': 'xlsx',
  'gaps.workbook': 'path',
  'ledger.write': 'xlsx',
  'pack.run': 'out',
  'records.paper': 'path',
  'records.workbook': 'path',
  'records.draft': 'path',
  'rollup.workbook': 'path',
  'statistics.workbook': 'path',
  'submit.check': 'xlsx',
  'submit.report': 'path',
  'submit.run': 'out',
  'submit.runByUnit': 'out',
} as const satisfies Partial<Record<Procedure, string>>;

/** The same handlers, those that write where a person says refusing (AppError `refused`) a place inside a 材料文件夹 before anything else. */
export function keepOutOfSources(handlers: Handlers, core: CoreContext): Handlers {
  const kept: Record<string, unknown> = { ...handlers };
  for (const [procedure, key] of Object.entries(WRITTEN_PLACES)) {
    const handler = handlers[procedure as Procedure] as (input: Input, ctx: unknown) => Promise<unknown>;
    kept[procedure] = async (input: Input, ctx: unknown): Promise<unknown> => {
      const place = input[key];
      if (place !== undefined) await refuseInSource(await core.archive(input['archive'] ?? ''), resolve(place));
      return handler(input, ctx);
    };
  }
  return kept as unknown as Handlers;
}

type Input = Readonly<Record<string, string | undefined>>;

/** Throws AppError `refused` for a place inside a 材料文件夹, which is only ever read. */
export async function refuseInSource(archive: Archive, file: string): Promise<void> {
  for (const source of await listSources(archive.db))
    if (isInside(file, source.path))
      throw new AppError('refused', `不能写到材料文件夹里:${file}。材料文件夹只读不写,请换一个位置。`);
}
