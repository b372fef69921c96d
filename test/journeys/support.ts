import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFailed } from 'vitest';
import { copySample } from '../../electron/core/archives/sample.ts';
import { buildProgram } from '../../packaging/build.ts';
import { treeHash } from '../support/folders.ts';
import { browserHost } from './browser-host.ts';
import { electronHost } from './electron-host.ts';
import { settled } from './look.ts';
import { copyPattern, type PatternKind } from './patterns.ts';

/** How long a journey waits for what will come. How soon it comes is a question for the benches; a loaded machine takes its time. */
const WAIT_MS = 60_000;

/** One set of journeys, two hosts: a real browser over loopback, and a real Electron. */
export type HostName = '浏览器' | 'Electron';

export interface JourneyStart {
  /**
   * `none`: 首次使用, nothing made yet (`archive` is only a free path). `created`: the sample archive, not indexed.
   * `indexed`: the sample archive after 编目, nothing confirmed. `scans`: the same of a dozen scans and photos.
   */
  readonly archive: 'none' | PatternKind;
  /** More than one test goes through it (`describeInOneArchive`), which is who ends it. */
  readonly shared?: boolean;
  /** Console errors this journey provokes on purpose; any other error fails it. */
  readonly mayReport?: RegExp;
}

export interface Journey {
  readonly page: Page;
  readonly host: HostName;
  /** Path of the archive folder. */
  readonly archive: string;
  /** Path of the 材料文件夹: a copy of the shipped sample. */
  readonly source: string;
  /** The temporary folder around both; also the person's home folder. */
  readonly folder: string;
  readonly killCore: RunningHost['killCore'];
  readonly startAgain: RunningHost['startAgain'];
  /**
   * Ends the host and asserts what holds for every journey: the source tree is untouched byte by byte, the page reported no
   * error and no CSP violation, and asked nobody but its own origin. `sourceNow`: where the source lies if the journey moved it.
   */
  readonly close: (sourceNow?: string) => Promise<void>;
}

export type OpenJourney = (start: JourneyStart) => Promise<Journey>;

/** What a host is given, and what it gives back. */
export interface HostStart {
  readonly folder: string;
  /** The archive to show, or null for 首次使用. */
  readonly archive: string | null;
  /** Called with the page before it loads anything, or as early as the host can. */
  readonly onPage: (page: Page) => void;
}
export interface RunningHost {
  readonly page: Page;
  readonly stop: () => Promise<void>;
  /** Ends the core's process at once, as a crash would; null where the core has none of its own. */
  readonly killCore: (() => Promise<void>) | null;
  /** Starts the program once more for the same person with an argument; its exit code. Null where that means nothing. */
  readonly startAgain: ((argument: string) => Promise<number | null>) | null;
}
export interface Host {
  readonly name: HostName;
  /** Why it cannot run here, or null. */
  readonly missing: string | null;
  readonly start: (start: HostStart) => Promise<RunningHost>;
  /** Ends what is shared by the journeys of one file. */
  readonly end: () => Promise<void>;
}

export const HOSTS: readonly Host[] = [browserHost, electronHost];

/**
 * Defines journeys once for every host; one that cannot run here is named on the console and counted as skipped. `names`: only these
 * hosts, where the others would show the same.
 */
export function describeHosts(
  title: string,
  define: (open: OpenJourney, host: HostName) => void,
  names: readonly HostName[] = HOSTS.map((host) => host.name),
): void {
  for (const host of HOSTS.filter(({ name }) => names.includes(name))) {
    if (host.missing) console.warn(`没有运行的路径测试“${title}”(${host.name}):${host.missing}`);
    // Once for all journeys of the file.
    afterAll(() => host.end());
    describe.runIf(host.missing === null)(`${title}(${host.name})`, () => {
      const left = new Set<{ readonly page: Page; readonly abandon: () => Promise<void> }>();
      beforeAll(buildProgram);
      afterEach(async () => {
        for (const one of left) {
          await keepPicture(one.page);
          await one.abandon();
        }
        left.clear();
      });
      define(async (start) => {
        const { journey, abandon } = await openJourney(host, start);
        const entry = { page: journey.page, abandon };
        if (start.shared !== true) left.add(entry);
        const close: Journey['close'] = async (sourceNow) => {
          await journey.close(sourceNow);
          left.delete(entry);
        };
        return { ...journey, close };
      }, host.name);
    });
  }
}

/**
 * Journeys in the browser that leave the archive as they found it: it is opened once for all of them, and each begins on the start of
 * a page loaded anew. Only the last of them may leave something behind. What holds for every journey is asserted after the last.
 */
export function describeInOneArchive(title: string, archive: PatternKind, define: (begin: () => Promise<Journey>) => void): void {
  describeInBrowser(title, (open) => {
    let opened: Journey | null = null;
    afterAll(async () => opened?.close());
    define(async () => {
      if (opened === null) opened = await open({ archive, shared: true });
      else {
        await opened.page.evaluate(() => void (location.hash = ''));
        await opened.page.reload();
      }
      const { page } = opened;
      onTestFailed(() => keepPicture(page));
      return opened;
    });
  });
}

/**
 * Journeys in the browser alone: for what the page, the core and the way between them do alike in both hosts. What Electron does its
 * own way (windows, menu, files, pictures, a core of its own) is a journey of `describeHosts`.
 */
export function describeInBrowser(title: string, define: (open: OpenJourney) => void): void {
  describeHosts(title, define, [browserHost.name]);
}

/** Keeps a picture of the page where a journey failed, and says where. */
async function keepPicture(page: Page): Promise<void> {
  const picture = join(tmpdir(), `taizhang-journey-${Date.now()}.png`);
  await page.screenshot({ path: picture }).then(
    () => console.warn(`截图:${picture}`),
    () => undefined,
  );
}

async function openJourney(host: Host, start: JourneyStart): Promise<{ journey: Journey; abandon: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-journey-'));
  const source = join(folder, '材料');
  const archive = join(folder, '档案库');
  if (start.archive === 'none') copySample(source);
  else await copyPattern(start.archive, archive, source);
  const before = treeHash(source);
  const watched = watchPage(start.mayReport);
  const running = await host.start({ folder, archive: start.archive === 'none' ? null : archive, onPage: watched.onPage });
  running.page.setDefaultTimeout(WAIT_MS);
  const abandon = async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const close = async (sourceNow: string = source) => {
    const seen = watched.troubles(originOf(running.page.url()));
    await running.stop();
    expect(treeHash(sourceNow), '材料文件夹在路径测试中被改动').toBe(before);
    expect(seen).toEqual([]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  return {
    journey: { ...running, host: host.name, archive, source, folder, close },
    abandon,
  };
}

interface Watched {
  readonly onPage: (page: Page) => void;
  /** Every error the page reported and every request that did not go to its own origin, as sentences. */
  readonly troubles: (own: string) => readonly string[];
}

function watchPage(mayReport: RegExp | undefined): Watched {
  const errors: string[] = [];
  const requests: string[] = [];
  return {
    onPage: (page) => {
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`console: ${message.text()} ${message.location().url}`);
      });
      page.on('pageerror', (error) => errors.push(`page: ${error.stack ?? error.message}`));
      page.on('request', (request) => requests.push(request.url()));
    },
    troubles: (own) => [
      ...errors.filter((text) => !mayReport?.test(text)),
      ...requests.filter((url) => !/^(data|blob):/.test(url) && originOf(url) !== own).map((url) => `foreign request: ${url}`),
    ],
  };
}

/** `URL.origin` is `null` for our own scheme, so scheme and host are compared. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/**
 * Clicks a box and waits until the page shows it as wanted. Playwright's own `check` expects that in the same moment, but a box here
 * shows what the address or the archive says, which comes back a moment later. A list that still opens is waited for: on a loaded
 * machine it stands still between two frames, and the click would meet what was there before.
 */
export async function tick(box: Locator, wanted: boolean): Promise<void> {
  await box.waitFor();
  await settled(box.page());
  await box.click();
  await expect.poll(() => box.isChecked()).toBe(wanted);
}
