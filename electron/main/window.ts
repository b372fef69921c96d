import { app, BrowserWindow, screen } from 'electron';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../core/program-folder.ts';
import { PAGE_ADDRESS, webPreferences } from './hardening.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

const PRELOAD = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

/** Opens the one window where it was left, and remembers where it is when it closes. */
export function openWindow(stateFile: string): BrowserWindow {
  const { maximised, width, height, x, y } = readWindowState(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    width,
    height,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: '迎检台账',
    backgroundColor: '#f3f5f8',
    icon: join(PROGRAM_FOLDER, 'dist', 'icons', 'icon.png'),
    webPreferences: webPreferences(PRELOAD, app.isPackaged ? 'packaged' : 'developing'),
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeWindowState(stateFile, { ...window.getNormalBounds(), maximised: window.isMaximized() }));
  void window.loadURL(PAGE_ADDRESS);
  return window;
}
