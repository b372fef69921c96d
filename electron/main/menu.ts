import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type Command, type CommandId } from '../../shared/contract/commands.ts';
import type { RecentArchive } from '../../shared/contract/session.ts';

export interface MenuDeps {
  readonly recent: readonly RecentArchive[];
  readonly onCommand: (id: CommandId) => void;
  readonly onArchive: (archive: string) => void;
  readonly onQuit: () => void;
}

const MENUS: readonly Command['menu'][] = ['文件', '编辑', '查看', '材料', '帮助'];
const LETTERS: Readonly<Record<Command['menu'], string>> = { 文件: 'F', 编辑: 'E', 查看: 'V', 材料: 'M', 帮助: 'H' };
/** Commands that begin a new group of their menu. */
const BEGINS: ReadonlySet<CommandId> = new Set([
  'source.add',
  'export.open',
  'settings.open',
  'find',
  'theme.toggle',
  'help.logs',
]);

/**
 * The native menu in Chinese, made of the one list of commands. Keys are shown, not taken: the page answers them itself, so that
 * a key means the same in both hosts and never while a person types.
 */
export function menuTemplate(deps: MenuDeps): MenuItemConstructorOptions[] {
  return MENUS.map((menu) => ({
    label: `${menu}(&${LETTERS[menu]})`,
    submenu: [
      ...COMMANDS.filter((command) => command.menu === menu).flatMap((command) => itemsOf(command, deps)),
      ...systemItems(menu, deps),
    ],
  }));
}

function itemsOf(command: Command, { recent, onCommand, onArchive }: MenuDeps): MenuItemConstructorOptions[] {
  const item: MenuItemConstructorOptions = {
    label: command.label,
    ...(command.keys === '' ? {} : { accelerator: command.keys }),
    registerAccelerator: false,
    click: () => onCommand(command.id),
  };
  const before: MenuItemConstructorOptions[] = BEGINS.has(command.id) ? [{ type: 'separator' }] : [];
  if (command.id !== 'archive.open') return [...before, item];
  const none: MenuItemConstructorOptions = { label: '还没有打开过档案库', enabled: false };
  const archives = recent.map((one) => ({
    label: `${one.name}(${basename(one.archive)})`.replaceAll('&', '&&'),
    toolTip: one.archive,
    enabled: one.present,
    click: () => onArchive(one.archive),
  }));
  return [...before, item, { label: '最近的档案库', submenu: archives.length > 0 ? archives : [none] }];
}

function systemItems(menu: Command['menu'], { onQuit }: MenuDeps): MenuItemConstructorOptions[] {
  const shown = { registerAccelerator: false } as const;
  switch (menu) {
    case '文件':
      return [{ type: 'separator' }, { label: '退出', accelerator: 'Alt+F4', registerAccelerator: false, click: onQuit }];
    case '编辑':
      return [
        { type: 'separator' },
        { label: '剪切', role: 'cut', ...shown },
        { label: '复制', role: 'copy', ...shown },
        { label: '粘贴', role: 'paste', ...shown },
        { label: '全选', role: 'selectAll', ...shown },
      ];
    case '查看':
      return [
        { type: 'separator' },
        { label: '放大', role: 'zoomIn', accelerator: 'Ctrl+=' },
        { label: '缩小', role: 'zoomOut' },
        { label: '原始大小', role: 'resetZoom' },
        { label: '全屏', role: 'togglefullscreen' },
      ];
    case '材料':
    case '帮助':
      return [];
  }
}
