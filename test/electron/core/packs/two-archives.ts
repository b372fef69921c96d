import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import type { Input, Output, Procedure } from '../../../../shared/contract/api.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

/** One level: an archive with its folder, and calls that name it. */
export interface Level {
  readonly archive: string;
  readonly source: string;
  readonly call: <P extends Procedure>(procedure: P, input: Omit<Input<P>, 'archive'>) => Promise<Output<P>>;
  /** Puts a file into its folder. */
  readonly put: (path: string, content: string | Uint8Array) => void;
  readonly confirm: (document: string, indicator: string, more?: object) => Promise<unknown>;
  readonly idOf: (path: string) => Promise<number>;
}

export interface TwoLevels {
  readonly folder: string;
  readonly core: Core;
  readonly clock: { now: Date };
  /** The bureau, and the office above it. */
  readonly lower: Level;
  readonly upper: Level;
  /** Packs a unit of the lower archive into a file of this name and returns its path. */
  readonly pack: (name: string, unit?: string) => Promise<string>;
}

const LONG_AGO = new Date('2026-03-05T02:00:00Z');
export const FRAMEWORK = 'wenming-chengshi';

/** A bureau's archive (编制单位 市教育局) and that of the office above, same framework, a paper of its own in each, both indexed. */
export async function makeTwoLevels(name: string): Promise<TwoLevels> {
  const folder = temporaryFolder(name);
  const clock = { now: new Date('2026-06-30T02:00:00Z') };
  const core = createCore({
    now: () => clock.now,
    logFolder: join(folder, 'log'),
    actor: '王敏',
    startReader: null,
    printer: null,
  });
  afterAll(() => core.close());
  const level = async (at: string, unit: string): Promise<Level> => {
    const [archive, source] = [join(folder, at, '档案库'), join(folder, at, '材料')];
    const put: Level['put'] = (path, content) => {
      mkdirSync(dirname(join(source, path)), { recursive: true });
      writeFileSync(join(source, path), content);
      // Long written: 编目 need not wait for it to settle.
      utimesSync(join(source, path), LONG_AGO, LONG_AGO);
    };
    put(`${at}工作总结.txt`, `${at} 2026 年文明创建工作总结`);
    const input = { archive, name: at, unit, framework: [FRAMEWORK], sources: [source], baseDate: '2026-06-30' };
    await core.call('archive.create', input, quiet());
    const call: Level['call'] = (procedure, rest) => core.call(procedure, { archive, ...rest }, quiet());
    return {
      ...{ archive, source, call, put },
      confirm: (document, indicator, more = {}) =>
        call('links.decide', { document, indicator, framework: FRAMEWORK, action: 'confirm', ...more }),
      idOf: async (path) => {
        const { documents } = await call('documents.list', { query: '', limit: 100 });
        return documents.find((one) => one.path === path)!.id;
      },
    };
  };
  const [lower, upper] = [await level('教育局', '市教育局'), await level('创建办', '市文明办')];
  return {
    ...{ folder, core, clock, lower, upper },
    pack: async (file, unit = '市教育局') => {
      const out = join(folder, `${file}.交接包.zip`);
      await lower.call('pack.run', { unit, out });
      return out;
    },
  };
}
