import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, expect, test } from 'vitest';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import type { ExportResult } from '../../shared/contract/results.ts';
import { FUSES, packageFor, type Packaged } from '../../packaging/package.ts';
import type { Platform } from '../../packaging/runtime.ts';
import { treeHash } from '../support/folders.ts';
import { electronHost, startElectron } from '../journeys/electron-host.ts';

const PROGRAMS: Readonly<Record<Platform, string>> = { linux: 'taizhang', win32: '迎检台账.exe' };
const packages = new Map<Platform, Packaged>();
afterAll(() => electronHost.end());

const folderOf = (platform: Platform): string => packages.get(platform)?.made.find(({ target }) => target === 'dir')?.file ?? '';

test.each(['linux', 'win32'] as const)('%s: folder and zip are made, with what they lack said', async (platform) => {
  const done = await packageFor(platform, ['dir', 'zip'], 'store');
  packages.set(platform, done);
  expect(done.missing).toEqual([]);
  expect(done.made.map(({ target }) => target)).toEqual(['dir', 'zip']);
  for (const { target, sizeBytes } of done.made) console.log(`${platform} ${target}: ${(sizeBytes / 1e6).toFixed(1)} MB`);
  if (platform === 'win32') expect(done.notes).toHaveLength(1);
  expect(existsSync(join(folderOf(platform), PROGRAMS[platform]))).toBe(true);
});

test.each(['linux', 'win32'] as const)('%s: every fuse stands as asked in the program itself', async (platform) => {
  const wire = await getCurrentFuseWire(join(folderOf(platform), PROGRAMS[platform]));
  for (const [fuse, wanted] of Object.entries(FUSES))
    expect(wire[Number(fuse) as FuseV1Options], FuseV1Options[Number(fuse)]).toBe(wanted ? FuseState.ENABLE : FuseState.DISABLE);
  expect(readdirSync(join(folderOf(platform), 'resources'))).not.toContain('default_app.asar');
});

test.runIf(electronHost.missing === null)(
  'the packaged program indexes, finds gaps and binds the sample, from its folder alone',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-packaged-'));
    const [source, archive, out] = [join(folder, '材料'), join(folder, '档案库'), join(folder, '成册')];
    copySample(source);
    const before = treeHash(source);
    const running = await startElectron({
      executable: join(folderOf('linux'), PROGRAMS.linux),
      args: [],
      folder,
      onPage: () => undefined,
    });
    console.log(`从启动到窗口可用:${(running.startMs / 1000).toFixed(1)} 秒`);
    const call = async <T>(procedure: string, input: unknown): Promise<T> => {
      const reply = await running.page.evaluate(
        ([name, given]) => {
          const { taizhang } = window as unknown as {
            taizhang: { transport: { send: (a: unknown, b: unknown) => Promise<unknown> } };
          };
          return taizhang.transport.send(name, given);
        },
        [procedure, input],
      );
      expect(reply, JSON.stringify(reply)).toMatchObject({ ok: true });
      return (reply as { value: T }).value;
    };
    const { framework, baseDate, unit, name } = SAMPLE;
    await call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name });
    const indexed = await call<{ found: number }>('index.run', { archive });
    expect(indexed.found).toBeGreaterThan(80);
    await call('links.confirmBand', { archive, band: 'high' });
    const gaps = await call<{ frameworks: readonly { indicators: readonly unknown[] }[] }>('gaps.read', { archive });
    expect(gaps.frameworks[0]?.indicators.length).toBeGreaterThan(150);
    const made = await call<ExportResult>('export.run', { archive, out, draft: false });
    expect(made.volumes[0]?.pages).toBeGreaterThan(100);
    // Printed by Electron itself, not from its text alone.
    expect(
      made.warnings.filter(({ message }) => message.includes('.html:')).map(({ message }) => message.replace(/^.*html:/, '')),
    ).toEqual(['网页按正文排印,没有保留原来的样式']);
    expect(await call('verify.run', { path: out })).toMatchObject({ ok: true });
    await running.stop();
    expect(treeHash(source)).toBe(before);
    rmSync(folder, { recursive: true, force: true });
  },
);
