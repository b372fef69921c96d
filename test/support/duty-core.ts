import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createCore, type Core } from '../../electron/core/core.ts';
import type { Input, Output, Procedure } from '../../shared/contract/api.ts';
import { temporaryFolder } from './folders.ts';
import { quiet } from './sample-core.ts';

export const TODAY = '2026-06-30';

/** An archive with a framework and a folder of one paper, not indexed: quick to make where only the tree matters. */
export interface DutyCore {
  readonly core: Core;
  readonly archive: string;
  readonly framework: string;
  readonly folder: string;
  readonly source: string;
  /** Calls with this archive, and this framework where one is asked for. */
  readonly call: <P extends Procedure>(procedure: P, input: Omit<Input<P>, 'archive'>) => Promise<Output<P>>;
}

export async function makeDutyCore(name: string, framework = 'wenming-chengshi'): Promise<DutyCore> {
  const folder = temporaryFolder(name);
  const source = join(folder, '材料');
  mkdirSync(source);
  writeFileSync(join(source, '通知.txt'), '关于开展文明交通行动的通知');
  const core = createCore({ now: () => new Date(`${TODAY}T02:00:00Z`), logFolder: join(folder, 'log'), actor: '资料员' });
  afterAll(() => core.close());
  const archive = join(folder, '档案库');
  const { frameworks } = await core.call(
    'archive.create',
    { archive, framework: [framework], sources: [source], baseDate: TODAY },
    quiet(),
  );
  const call = <P extends Procedure>(procedure: P, input: Omit<Input<P>, 'archive'>): Promise<Output<P>> =>
    core.call(procedure, { archive, ...input }, quiet());
  return { core, archive, framework: frameworks[0]!.id, folder, source, call };
}
