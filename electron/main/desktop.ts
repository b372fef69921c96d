import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { dialog, ipcMain, shell, type BrowserWindow } from 'electron';
import { z } from 'zod';
import type { ServedFile } from '../core/documents/documents.ts';
import { isOpenable } from './openable.ts';
import type { AskCore } from './page-protocol.ts';
import { isTrusted } from './security.ts';

const title = z.string().max(200);
const path = z.string().min(1).max(4000).refine(isAbsolute);
const documentId = z.number().int().positive();

/** What only a desktop can do, for our page alone: every sender and every word is checked before anything happens. */
export function answerDesktop(window: () => BrowserWindow | null, ask: AskCore): void {
  const on = <T>(channel: string, schema: z.ZodType<T>, work: (input: T, of: BrowserWindow) => Promise<unknown>): void => {
    ipcMain.handle(channel, async (event, given: unknown) => {
      const of = window();
      if (!of || event.sender !== of.webContents || !isTrusted(event.senderFrame)) throw new Error('not our page');
      return work(schema.parse(given), of);
    });
  };
  on('desktop.pickFolder', z.object({ title, defaultPath: z.string().optional() }), async (options, of) => {
    const { filePaths } = await dialog.showOpenDialog(of, {
      title: options.title,
      ...(options.defaultPath === undefined ? {} : { defaultPath: options.defaultPath }),
      properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
    });
    return filePaths[0] ?? null;
  });
  on('desktop.pickFile', z.object({ title, suffixes: z.array(z.string().regex(/^[a-z0-9]{1,10}$/i)) }), async (options, of) => {
    const { filePaths } = await dialog.showOpenDialog(of, {
      title: options.title,
      filters: [{ name: options.suffixes.map((one) => `.${one}`).join(' '), extensions: options.suffixes }],
      properties: ['openFile', 'dontAddToRecent'],
    });
    return filePaths[0] ?? null;
  });
  on('desktop.pickSaveFile', z.object({ title, defaultPath: z.string() }), async (options, of) => {
    const suffix = extname(options.defaultPath).slice(1);
    const { filePath } = await dialog.showSaveDialog(of, {
      ...options,
      filters: suffix === '' ? [] : [{ name: `.${suffix}`, extensions: [suffix] }],
    });
    return filePath === '' ? null : filePath;
  });
  on('desktop.reveal', path, async (file) => reveal(file));
  on('desktop.openDocument', documentId, async (id) => {
    const file = await original(ask, id);
    if (!file) return;
    // A program or a script among the materials is shown, never started.
    if (isOpenable(file)) await shell.openPath(file);
    else shell.showItemInFolder(file);
  });
  on('desktop.revealDocument', documentId, async (id) => {
    const file = await original(ask, id);
    if (file) shell.showItemInFolder(file);
  });
}

/** Shows a file in the system's file window, or a folder's content. */
export async function reveal(file: string): Promise<void> {
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) await shell.openPath(file);
  else shell.showItemInFolder(file);
}

async function original(ask: AskCore, id: number): Promise<string | null> {
  const found = await ask<ServedFile>('main.documentFile', { documentId: id, form: 'original', version: '' });
  // A name that is not Unicode cannot be handed to the system's programs.
  return typeof found?.file === 'string' ? found.file : null;
}
