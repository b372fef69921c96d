import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, session, type Session } from 'electron';
import { fontFolders, PAGE_NAME, PRINT_LIMIT_MS, type PrintJob } from '../core/renditions/renditions.ts';
import type { PrintCall, PrintNews } from '../hosts/print-calls.ts';
import { PRINT_PARTITION, printPreferences } from './hardening.ts';

/** Prints what one core asks for, a window nobody sees for each page, and tells it when it is done. */
export function servePrinting(tell: (news: PrintNews) => void): {
  readonly answer: (call: PrintCall) => void;
  /** The core is gone: nothing more is printed. */
  readonly endAll: () => void;
} {
  const windows = new Map<number, BrowserWindow>();
  let over = false;
  const print = async (id: number, job: PrintJob): Promise<void> => {
    const partition = `${PRINT_PARTITION}-${id}`;
    allowOnly(session.fromPartition(partition), [job.folder, ...fontFolders()]);
    const window = new BrowserWindow({ show: false, webPreferences: printPreferences(partition) });
    windows.set(id, window);
    const late = setTimeout(() => window.destroy(), PRINT_LIMIT_MS);
    try {
      await window.loadFile(join(job.folder, PAGE_NAME));
      await writeFile(job.out, await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }));
    } finally {
      clearTimeout(late);
      windows.delete(id);
      if (!window.isDestroyed()) window.destroy();
    }
  };
  return {
    answer: (call) => {
      if (call.kind === 'stop-print') return void windows.get(call.id)?.destroy();
      print(call.id, call.job).then(
        () => over || tell({ kind: 'printed', id: call.id, problem: null }),
        (error: unknown) => over || tell({ kind: 'printed', id: call.id, problem: String((error as Error).message) }),
      );
    },
    endAll: () => {
      over = true;
      for (const window of windows.values()) window.destroy();
    },
  };
}

/** A page being printed sees the files of its own folder and our fonts, nothing else. */
function allowOnly(own: Session, folders: readonly string[]): void {
  const allowed = folders.map((folder) => pathToFileURL(`${folder}/`).href);
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith('data:') && !allowed.some((place) => url.startsWith(place)) }),
  );
}
