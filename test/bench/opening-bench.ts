import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { buildProgram } from '../../packaging/build.ts';
import { ROOT } from '../../packaging/build-page.ts';
import { electronHost, launchElectron, runtime, stopElectron } from '../journeys/electron-host.ts';
import { heldMb } from './family-memory.ts';
import { makeListed } from './listing-bench.ts';
import { quantile, rounded, type Result } from './sections.ts';

/** How often the window is opened, by people who open it first and by one who has opened it before. */
const TIMES = 5;
/** Openings after which what V8 compiled of the page is kept and found. */
const LEARNT = 2;
/** A loaded machine may take so long. */
const WAIT_MS = 120_000;
const IDLE_MS = 20_000;
/** Playwright looks for what is to be seen about as often. */
const LOOK_MS = 20;

/** The window of Electron from the start of the program until it can be used, with so many documents, and what it then holds. */
export async function openingBench(documents: number): Promise<Result> {
  if (electronHost.missing) return { rows: [], notes: [`Not measured: ${electronHost.missing}`] };
  await buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-opening-'));
  try {
    const archive = join(folder, '档案库');
    await makeListed(archive, folder, documents);
    const home: number[] = [];
    const list: number[] = [];
    const idle: number[] = [];
    for (let n = 0; n < TIMES; n++) {
      const one = await open(archiveOf(archive, join(folder, `人${n}`)));
      home.push(one.homeMs);
      list.push(one.listMs);
      idle.push(one.idleMb);
    }
    const often = archiveOf(archive, join(folder, '常用'));
    const again: number[] = [];
    for (let n = 0; n < LEARNT + TIMES; n++) {
      const { homeMs } = await open(often, { idle: false });
      if (n >= LEARNT) again.push(homeMs);
    }
    const row = (what: string, figures: readonly number[], goal: string, unit: string) => ({
      what,
      median: `${rounded(quantile(figures, 0.5), unit === 's' ? 2 : 0)} ${unit}`,
      most: `${rounded(Math.max(...figures), unit === 's' ? 2 : 0)} ${unit}`,
      goal,
    });
    return {
      rows: [
        row('from the start of the program to 工作台 with its figures, the first time', home, '≤ 3 s', 's'),
        row('the same, from the third time on', again, '≤ 3 s', 's'),
        row('from Ctrl+2 to the first rows of 材料', list, '–', 's'),
        row('all processes, idle, after both', idle, '≤ 450 MB', 'MB'),
      ],
      notes: [
        `${documents.toLocaleString('en')} documents, ${TIMES} times, each as another person who opens the archive for the first time, then as often as one who has opened it twice: what V8 compiled of the page is kept from then on; no graphics card. Wall time, looked at every ${LOOK_MS} ms; memory with shared pages counted once (PSS).`,
      ],
    };
  } finally {
    await electronHost.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A person of their own with a copy of the archive, which lies in their folder. */
function archiveOf(kept: string, folder: string): string {
  const archive = join(folder, '档案库');
  cpSync(kept, archive, { recursive: true });
  return archive;
}

async function open(archive: string, { idle } = { idle: true }): Promise<{ homeMs: number; listMs: number; idleMb: number }> {
  const folder = dirname(archive);
  const launched = await launchElectron({ executable: runtime?.executable ?? '', args: [ROOT, archive], folder });
  const { child, page, startedMs } = launched;
  try {
    await seen(page, '[aria-label="下一步"]', 1);
    const homeMs = Date.now() - startedMs;
    const asked = Date.now();
    await page.keyboard.press('Control+2');
    await seen(page, '[role="grid"] [role="row"]', 5);
    const listMs = Date.now() - asked;
    if (idle) await sleep(IDLE_MS);
    return { homeMs: homeMs / 1000, listMs: listMs / 1000, idleMb: heldMb(child.pid ?? 0) };
  } finally {
    await stopElectron(launched);
  }
}

/** Waits until so many elements of the page match. */
const seen = (page: Page, selector: string, count: number): Promise<unknown> =>
  page.waitForFunction(([wanted, least]) => document.querySelectorAll(wanted).length >= least, [selector, count] as const, {
    polling: LOOK_MS,
    timeout: WAIT_MS,
  });
