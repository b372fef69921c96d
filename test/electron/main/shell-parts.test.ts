import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARCHIVE_MARK, DATABASE_FILE } from '../../../electron/core/archives/archives.ts';
import {
  isOwnAddress,
  isPageAddress,
  PRINT_PARTITION,
  printPreferences,
  SWITCHES,
  webPreferences,
} from '../../../electron/main/hardening.ts';
import { menuTemplate } from '../../../electron/main/menu.ts';
import { archiveOf } from '../../../electron/main/open-argument.ts';
import { isOpenable } from '../../../electron/main/openable.ts';
import { FIRST_STATE, readWindowState, writeWindowState } from '../../../electron/main/window-state.ts';
import { COMMANDS } from '../../../shared/contract/commands.ts';
import { temporaryFolder } from '../../support/folders.ts';

describe('hardening', () => {
  test('the page gets no Node, no shared world, no way out of its sandbox, in a package no developer tools', () => {
    expect(webPreferences('/preload.cjs', 'packaged')).toEqual({
      ...{ preload: '/preload.cjs', partition: 'persist:page', sandbox: true, contextIsolation: true, webSecurity: true },
      ...{ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false },
      ...{ allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false },
      ...{ navigateOnDragDrop: false, spellcheck: false, devTools: false },
    });
  });

  test('a page that is printed is closed as tightly, and runs no script at all', () => {
    expect(printPreferences('print-1')).toEqual({
      ...webPreferences('', 'packaged'),
      preload: undefined,
      partition: 'print-1',
      javascript: false,
    });
  });

  test('a session of pages that are printed is not kept on disk, and no name is ever resolved', () => {
    expect(PRINT_PARTITION).not.toMatch(/^persist:/);
    expect(new Map(SWITCHES).get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
  });

  test.each([
    ['taizhang://app/', true],
    ['taizhang://app/documents/1/original?v=ab', true],
    ['taizhang://app.evil/', false],
    ['taizhang://evil/app/', false],
    ['https://app/', false],
    ['http://127.0.0.1/', false],
    ['ws://app/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is ours: %s', (address, own) => {
    expect(isOwnAddress(address)).toBe(own);
    expect(isPageAddress(address)).toBe(own);
  });

  test('no part of the shell opens an address in the system browser', () => {
    for (const part of ['main', 'preload'])
      for (const file of readdirSync(`electron/${part}`).filter((name) => name.endsWith('.ts')))
        expect(readFileSync(`electron/${part}/${file}`, 'utf8'), file).not.toMatch(/openExternal/);
  });

  test('a program or script among the materials is never started', () => {
    expect(['a.docx', 'a.PDF', 'a.jpg', 'a.ofd'].every(isOpenable)).toBe(true);
    expect(['a.exe', 'a.bat', 'a.lnk', 'a.js', 'a.html', 'a.docm.vbs', 'a', 'a.pdf.exe', 'a.msi', 'a.url'].some(isOpenable)).toBe(
      false,
    );
  });
});

describe('the menu', () => {
  const recent = [
    { archive: '/库/一', name: '甲 & 乙', openedAt: '', present: true },
    { archive: '/库/二', name: '丙', openedAt: '', present: false },
  ];
  const chosen: string[] = [];
  const menus = menuTemplate({
    recent,
    onCommand: (id) => chosen.push(id),
    onArchive: (archive) => chosen.push(archive),
    onQuit: () => chosen.push('quit'),
  });
  const items = menus.flatMap((menu) => menu.submenu as Electron.MenuItemConstructorOptions[]);

  test('has every command of the one list once, with its key shown but not taken from the page', () => {
    for (const command of COMMANDS) {
      const found = items.filter((item) => item.label === command.label);
      expect(found, command.id).toHaveLength(1);
      expect(found[0]?.accelerator ?? '').toBe(command.keys);
      expect(found[0]?.registerAccelerator).toBe(false);
    }
  });

  test('an item says its command, a recent archive its path; one that is not there now cannot be chosen', () => {
    items.find((item) => item.label === '编目')?.click?.(undefined as never, undefined, undefined as never);
    const archives = items.find((item) => item.label === '最近的档案库')?.submenu as Electron.MenuItemConstructorOptions[];
    archives[0]?.click?.(undefined as never, undefined, undefined as never);
    expect(chosen).toEqual(['index.run', '/库/一']);
    expect(archives.map((one) => [one.label, one.enabled])).toEqual([
      ['甲 && 乙(一)', true],
      ['丙(二)', false],
    ]);
  });
});

describe('the archive a start asks for', () => {
  const folder = temporaryFolder('argument');
  const archive = join(folder, '档案库');
  mkdirSync(archive);
  writeFileSync(join(archive, DATABASE_FILE), '');
  writeFileSync(join(archive, ARCHIVE_MARK), '');
  writeFileSync(join(folder, '别的.taizhang'), '');

  test.each([
    [[archive], archive],
    [['--no-sandbox', join(archive, ARCHIVE_MARK)], archive],
    [[join(archive, DATABASE_FILE)], archive],
    [['档案库'], archive],
    [[join(folder, '没有')], null],
    [[join(folder, '别的.taizhang')], null],
    [[folder], null],
    [[], null],
  ])('%j is %j', (argv, found) => expect(archiveOf(argv, folder)).toBe(found));
});

describe('the place of the window', () => {
  const folder = temporaryFolder('place');
  const file = join(folder, 'deep', 'window-place.json');
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];

  test('is remembered', () => {
    const state = { x: 10, y: 20, width: 1200, height: 700, maximised: true };
    writeWindowState(file, state);
    expect(readWindowState(file, screens)).toEqual(state);
  });

  test('is the first one again when that screen is gone, or the file is not sound', () => {
    writeWindowState(file, { x: 3000, y: 20, width: 1200, height: 700, maximised: true });
    expect(readWindowState(file, screens)).toEqual({ ...FIRST_STATE, maximised: true });
    writeFileSync(file, '{"width":-5');
    expect(readWindowState(file, screens)).toEqual(FIRST_STATE);
    expect(readWindowState(join(folder, 'none.json'), screens)).toEqual(FIRST_STATE);
  });
});
