import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../../electron/hosts/cli/commands.ts';
import type { JobContext } from '../../../../electron/core/jobs/jobs.ts';
import type { ExportResult } from '../../../../shared/contract/results.ts';
import { makeSampleCore, quiet, type SampleCore } from '../../../support/sample-core.ts';
import { startTaizhang } from '../../../support/taizhang.ts';

/** A source that changes between the check and the end of the build: no volume is bound from it unnoticed. */
const CODE = 'Ⅱ-9-1)';
let sample: SampleCore;
/** Paths of the evidence in print order. */
let bound: readonly string[];
let before: Buffer;
let runs = 0;

const at = (path: string): string => join(sample.source, path);
const check = async () =>
  sample.core.call('exports.check', { archive: sample.archive, draft: false, indicators: [CODE] }, quiet());
const outOf = (run: number): string => join(sample.folder, `册${run}`);
function bind(more: Record<string, unknown> = {}, ctx: JobContext = quiet()): Promise<ExportResult> {
  const input = { archive: sample.archive, out: outOf(++runs), draft: false, indicators: [CODE], ...more };
  return sample.core.call('export.run', input, ctx);
}
/** Does something once the first page is about to be written. */
function whenWriting(act: () => void): JobContext {
  let done = false;
  return {
    ...quiet(),
    progress: ({ stage }) => {
      if (stage !== '成册' || done) return;
      done = true;
      act();
    },
  };
}

beforeAll(async () => {
  sample = await makeSampleCore('changed-sources');
  bound = (await bind()).placed.map(({ path }) => path);
  expect(bound.length).toBeGreaterThan(2);
});
beforeEach(() => (before = readFileSync(at(bound.at(-1)!))));
afterEach(() => writeFileSync(at(bound.at(-1)!), before));

describe('a file that changed since the check', () => {
  test('stops the build with one sentence that names it, and nothing is written where the volume was to go', async () => {
    const { displaced } = await check();
    appendFileSync(at(bound.at(-1)!), '添了');
    await expect(bind({ displaced })).rejects.toMatchObject({
      code: 'sources-changed',
      message: expect.stringContaining(`检查之后有 1 份材料改动或移走了(“${bound.at(-1)}”)`) as string,
    });
    expect(existsSync(outOf(runs))).toBe(false);
  });

  test('is left out and named where the person wants to go on, as where a new check has named it', async () => {
    const { displaced } = await check();
    appendFileSync(at(bound.at(-1)!), '添了');
    const again = await check();
    expect([displaced.length, again.displaced.length, again.reminders.some(({ code }) => code === 'changed')]).toEqual([
      0,
      1,
      true,
    ]);
    for (const made of [await bind({ displaced, leaveOutChanged: true }), await bind({ displaced: again.displaced })]) {
      expect(made.omitted.map(({ path }) => path)).toEqual([bound.at(-1)]);
      expect(made.placed).toHaveLength(bound.length - 1);
    }
  });

  test('is found by its content where size and time are those of before', async () => {
    const { displaced } = await check();
    const { mtime } = statSync(at(bound.at(-1)!));
    writeFileSync(at(bound.at(-1)!), Buffer.from(before.map((byte, index) => (index === 0 ? byte ^ 1 : byte))));
    utimesSync(at(bound.at(-1)!), mtime, mtime);
    await expect(bind({ displaced })).rejects.toMatchObject({ code: 'sources-changed' });
    expect(existsSync(outOf(runs))).toBe(false);
  });
});

test('a file only touched stops nothing, before and while the volume is made', async () => {
  const { displaced } = await check();
  const touch = (): void => utimesSync(at(bound.at(-1)!), new Date(), new Date());
  touch();
  expect((await bind({ displaced }, whenWriting(touch))).placed).toHaveLength(bound.length);
});

test('a file that changes while the volume is made stops it, also where there was no check, and no half volume stays', async () => {
  const change = whenWriting(() => appendFileSync(at(bound.at(-1)!), '添了'));
  await expect(bind({}, change)).rejects.toMatchObject({ code: 'sources-changed' });
  expect(existsSync(outOf(runs))).toBe(false);
});

test('left out, it has its page and its line like any other that changed', async () => {
  const change = whenWriting(() => appendFileSync(at(bound.at(-1)!), '添了'));
  const made = await bind({ leaveOutChanged: true }, change);
  expect(made.omitted).toMatchObject([{ path: bound.at(-1), reason: expect.stringContaining('有改动') as string }]);
  expect(made.complete).toBe(false);
});

test('the command line ends with 5 and leaves nothing', async () => {
  // The whole archive, so that its last evidence is written a while after the file of the volume is there.
  const last = (await bind({ indicators: undefined })).placed.at(-1)!.path;
  const content = readFileSync(at(last));
  const copy = join(sample.folder, '库的副本');
  cpSync(sample.archive, copy, { recursive: true, filter: (path) => !path.endsWith('.lock') });
  const target = outOf(++runs);
  const child = startTaizhang(['export', copy, '--out', target, '--quiet']);
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (child.exitCode === null && !(existsSync(target) && readdirSync(target).some((name) => name.endsWith('.part'))))
    await new Promise((resolve) => setTimeout(resolve, 2));
  appendFileSync(at(last), '添了');
  await ended;
  expect([child.exitCode, existsSync(target)]).toEqual([5, false]);
  writeFileSync(at(last), content);
}, 240_000);

test('--leave-out-changed says on the command line what 仍然生成 does', () => {
  const { command, words } = readCommandLine(
    ['export', '库', '--out', '册', '--leave-out-changed'],
    [{ name: 'out', takes: 'text' }],
  );
  expect(command.toCall(words).input).toMatchObject({ leaveOutChanged: true });
});
