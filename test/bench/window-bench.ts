import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildProgram } from '../../packaging/build.ts';
import { browserHost } from '../journeys/browser-host.ts';
import { makeListed } from './listing-bench.ts';
import { quantile, rounded, type Result, type Row } from './sections.ts';
import { makeWindowArchive } from './window-archive.ts';
import { jumpInList, scrollList, takeWatched, watchKeys, type Scrolled } from './window-page.ts';

const GOAL = '≤ 50';
/** A loaded machine may take so long for its first answer. */
const WAIT_MS = 120_000;
/** A key once the person has looked, and keys as fast as a hand goes. */
const LOOKED_MS = 1_000;
const FAST_MS = 250;

/** What a hand does in 归类, in this order: which key, how often, how long after the one before. */
const KEYS: readonly { readonly key: string; readonly times: number; readonly pauseMs: number; readonly about: string }[] = [
  { key: '1', times: 24, pauseMs: LOOKED_MS, about: 'one a second' },
  { key: 'Control+z', times: 12, pauseMs: LOOKED_MS, about: 'one a second' },
  { key: '0', times: 24, pauseMs: LOOKED_MS, about: 'one a second' },
  { key: 'u', times: 24, pauseMs: LOOKED_MS, about: 'one a second' },
  { key: '1', times: 40, pauseMs: FAST_MS, about: 'four a second' },
  { key: 'Control+z', times: 20, pauseMs: FAST_MS, about: 'four a second' },
];

/**
 * The window as a person meets it, in the system's Chromium over loopback: from a key of 归类 to the next title with so many documents, and
 * the page's frames and tasks while 材料 with so many rows is scrolled. Wall time of the page, other programs of the machine among it.
 */
export async function windowBench(documents: number, listed: number): Promise<Result> {
  if (browserHost.missing) return { rows: [], notes: [`Not measured: ${browserHost.missing}`] };
  await buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-window-'));
  try {
    const [one, two] = [join(folder, '归类'), join(folder, '材料')];
    mkdirSync(one);
    const triage = await makeWindowArchive(one, documents);
    const keys = await inWindow(folder, triage, keysOfTriage);
    const list = join(two, '档案库');
    await makeListed(list, folder, listed);
    const frames = await inWindow(folder, list, framesOfDocuments);
    return {
      rows: [...keys, ...frames],
      notes: [
        `归类 with ${documents.toLocaleString('en')} documents, a third of them confirmed before; 材料 with ${listed.toLocaleString('en')} rows. Window of 1366 × 768, no graphics card.`,
        'From the time the system gave the key to the end of the frame that shows it. A preview that the next key came before is not counted.',
      ],
    };
  } finally {
    await browserHost.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inWindow(folder: string, archive: string, look: (page: Page) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const window = await browserHost.start({ folder: join(folder, 'home'), archive, onPage: () => undefined });
  window.page.setDefaultTimeout(WAIT_MS);
  try {
    return await look(window.page);
  } finally {
    await window.stop();
  }
}

async function keysOfTriage(page: Page): Promise<readonly Row[]> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press('Control+3');
  await page.getByRole('list', { name: '建议' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(watchKeys);
  const rows: Row[] = [];
  const tasks: number[] = [];
  for (const { key, times, pauseMs, about } of KEYS) {
    for (let n = 0; n < times; n++) {
      const next = page.waitForTimeout(pauseMs);
      await page.keyboard.press(key);
      await next;
    }
    await page.waitForTimeout(LOOKED_MS);
    const seen = await page.evaluate(takeWatched);
    tasks.push(...seen.tasks);
    const word = key === 'Control+z' ? 'Ctrl+Z' : key.toUpperCase();
    const titles = seen.keys.flatMap(({ titleMs }) => (titleMs === null ? [] : [titleMs]));
    if (titles.length < times) throw new Error(`${word}: ${times - titles.length} of ${times} keys showed nothing else`);
    rows.push(rowOf(`${word} → next title, ${about}`, titles, GOAL));
    if (pauseMs === LOOKED_MS)
      rows.push(rowOf(`${word} → its preview, ${about}`, seen.keys.flatMap(({ previewMs }) => (previewMs === null ? [] : [previewMs])), '–')); // prettier-ignore
  }
  return [...rows, rowOf('page tasks over 50 ms beside these keys', tasks, GOAL)];
}

async function framesOfDocuments(page: Page): Promise<readonly Row[]> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await page.keyboard.press('Control+2');
  await page.getByRole('grid', { name: '材料' }).getByRole('row').nth(5).waitFor();
  await page.waitForLoadState('networkidle');
  const scrolls: readonly (readonly [string, number])[] = [
    ['a wheel turned slowly', 40],
    ['a wheel turned fast', 400],
    ['the bar pulled, 100 rows a frame', 4_600],
  ];
  const rows: Row[] = [];
  for (const [about, px] of scrolls) {
    const seen: Scrolled = await page.evaluate(scrollList, { px, frames: 240 });
    rows.push(
      rowOf(`材料: frame, ${about}`, seen.framesMs, '–'),
      rowOf(`材料: page tasks over 50 ms, ${about}`, seen.tasks, GOAL),
    );
  }
  const jumps: number[] = [];
  for (let n = 0; n < 20; n++) jumps.push(await page.evaluate(jumpInList, ((n * 37) % 100) / 100));
  return [...rows, rowOf('材料: from a far place to its rows', jumps, '–')];
}

function rowOf(what: string, figures: readonly number[], goal: string): Row {
  if (figures.length === 0) return { what, times: 0, goal };
  const at = (share: number): number => rounded(quantile(figures, share), 1);
  return {
    what,
    times: figures.length,
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'longest ms': rounded(Math.max(...figures), 1),
    goal,
  };
}
