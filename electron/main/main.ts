import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, type BrowserWindow } from 'electron';
import type { SessionState } from '../../shared/contract/session.ts';
import { appFolder, keepCompiledCode } from '../hosts/app-folder.mjs';
import { startCoreProcess, type CoreProcess } from './core-process.ts';
import { answerDesktop, reveal } from './desktop.ts';
import { menuTemplate } from './menu.ts';
import { archiveOf } from './open-argument.ts';
import { registerScheme, servePage } from './page-protocol.ts';
import { hardenProcess, hardenSession, isTrusted } from './security.ts';
import { openWindow } from './window.ts';

/** The main process: one window, one core process, and the port between them. It reads no document and knows no rule. */

const folder = appFolder();
const logFolder = join(folder, 'logs');

// The processes of the core and of its readers begin with what earlier ones compiled.
keepCompiledCode();
app.setName('迎检台账');
app.setPath('userData', join(folder, 'window'));
app.setAppUserModelId('cn.taizhang.app');
hardenProcess();
registerScheme();

if (app.requestSingleInstanceLock({ argv: process.argv.slice(1), folder: process.cwd() })) run();
else app.quit();

function run(): void {
  let window: BrowserWindow | null = null;
  let core: CoreProcess | null = null;

  const givePort = (): void => {
    const port = core?.openPort();
    if (port) window?.webContents.postMessage('core.port', null, [port]);
  };
  const showArchive = (archive: string): void => window?.webContents.send('desktop.openArchive', archive);
  const refreshMenu = async (): Promise<void> => {
    const state = await core?.ask<SessionState>('session.read', {});
    const template = menuTemplate({
      recent: state?.recent ?? [],
      onCommand: (id) => {
        if (id === 'help.logs') void reveal(state?.logFolder ?? logFolder);
        else window?.webContents.send('desktop.command', id);
      },
      onArchive: showArchive,
      onQuit: () => window?.close(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  const onLost = (sentence: string, then: 'restarting' | 'gone'): void => {
    window?.webContents.send('core.lost', sentence, then);
    if (then === 'restarting' || !window) return;
    const buttons = ['打开日志文件夹', '关闭'];
    void dialog
      .showMessageBox(window, { type: 'error', title: '迎检台账', message: sentence, buttons, defaultId: 0, cancelId: 1 })
      .then(({ response }) => (response === 0 ? reveal(logFolder) : undefined));
  };

  app.on('second-instance', (_event, _argv, _folder, given) => {
    const { argv, folder: from } = given as { readonly argv: readonly string[]; readonly folder: string };
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const archive = archiveOf(argv, from);
    if (archive !== null) showArchive(archive);
  });
  app.on('window-all-closed', () => app.quit());

  void app.whenReady().then(async () => {
    const initialArchive = archiveOf(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
    const documentsFolder = app.getPath('documents');
    const started = startCoreProcess({
      start: { appFolder: folder, logFolder, documentsFolder, initialArchive },
      onLost,
      onRestarted: () => {
        givePort();
        void refreshMenu();
      },
    });
    core = started;
    servePage(hardenSession(), started.ask);
    answerDesktop(() => window, started.ask);
    ipcMain.on('core.connect', (event) => {
      if (event.sender === window?.webContents && isTrusted(event.senderFrame)) givePort();
    });
    started.subscribe((event) => {
      if (event.type === 'data.changed' && event.procedure.startsWith('archive.')) void refreshMenu();
    });
    const opened = openWindow(join(folder, 'window-place.json'));
    window = opened;
    closeSafely(opened, started);
    opened.on('closed', () => (window = null));
    await refreshMenu();
  });
}

/** Closing waits for the running job to stop where it can go on later; the window stays and says so. */
function closeSafely(window: BrowserWindow, core: CoreProcess): void {
  let state: 'open' | 'stopping' | 'stopped' = 'open';
  window.on('close', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    window.setTitle('迎检台账 正在保存并停止…');
    void core.close().then(() => {
      state = 'stopped';
      window.destroy();
      app.quit();
    });
  });
}
