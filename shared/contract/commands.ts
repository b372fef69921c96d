/** Everything a menu or a key can do. One list for the menu of Electron, the keys of the page and the `?` table. */
export interface Command {
  readonly id: CommandId;
  readonly label: string;
  /** As Electron writes it: `Ctrl+D`, `F1`; '' for none. The page's own list of keys is made from it. */
  readonly keys: string;
  readonly menu: '文件' | '编辑' | '查看' | '材料' | '帮助';
}

export const COMMAND_IDS = [
  'archive.new',
  'archive.open',
  'archive.sample',
  'source.add',
  'index.run',
  'export.open',
  'settings.open',
  'undo',
  'redo',
  'find',
  'saved',
  'assign',
  'rename',
  'screen.home',
  'screen.documents',
  'screen.triage',
  'screen.indicators',
  'screen.gaps',
  'screen.records',
  'screen.exports',
  'screen.duties',
  'screen.statistics',
  'screen.checks',
  'palette',
  'theme.toggle',
  'help.manual',
  'help.keys',
  'help.logs',
  'help.about',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

export const COMMANDS: readonly Command[] = [
  { id: 'archive.new', label: '新建档案库', keys: 'Ctrl+N', menu: '文件' },
  { id: 'archive.open', label: '打开档案库', keys: 'Ctrl+O', menu: '文件' },
  { id: 'archive.sample', label: '打开示例档案库', keys: '', menu: '文件' },
  { id: 'source.add', label: '添加材料文件夹', keys: 'Ctrl+Shift+A', menu: '文件' },
  { id: 'export.open', label: '成册(打印预览)', keys: 'Ctrl+P', menu: '文件' },
  { id: 'saved', label: '保存', keys: 'Ctrl+S', menu: '文件' },
  { id: 'settings.open', label: '设置', keys: 'Ctrl+,', menu: '文件' },
  { id: 'undo', label: '撤销', keys: 'Ctrl+Z', menu: '编辑' },
  { id: 'redo', label: '重做', keys: 'Ctrl+Y', menu: '编辑' },
  { id: 'find', label: '查找材料', keys: 'Ctrl+F', menu: '编辑' },
  { id: 'screen.home', label: '工作台', keys: 'Ctrl+1', menu: '查看' },
  { id: 'screen.documents', label: '材料', keys: 'Ctrl+2', menu: '查看' },
  { id: 'screen.triage', label: '归类', keys: 'Ctrl+3', menu: '查看' },
  { id: 'screen.indicators', label: '指标', keys: 'Ctrl+4', menu: '查看' },
  { id: 'screen.gaps', label: '缺项', keys: 'Ctrl+5', menu: '查看' },
  { id: 'screen.exports', label: '成册', keys: 'Ctrl+6', menu: '查看' },
  { id: 'screen.duties', label: '责任', keys: 'Ctrl+7', menu: '查看' },
  { id: 'screen.statistics', label: '统计', keys: '', menu: '查看' },
  { id: 'screen.checks', label: '体检', keys: '', menu: '查看' },
  { id: 'screen.records', label: '台账', keys: 'Ctrl+8', menu: '查看' },
  { id: 'palette', label: '命令面板', keys: 'Ctrl+K', menu: '查看' },
  { id: 'theme.toggle', label: '深色或浅色', keys: 'Ctrl+Shift+L', menu: '查看' },
  { id: 'index.run', label: '编目', keys: 'F5', menu: '材料' },
  { id: 'assign', label: '归入指标', keys: 'Ctrl+D', menu: '材料' },
  { id: 'rename', label: '改题名(不改文件名)', keys: 'F2', menu: '材料' },
  { id: 'help.manual', label: '使用手册', keys: 'F1', menu: '帮助' },
  { id: 'help.keys', label: '快捷键', keys: 'Shift+/', menu: '帮助' },
  { id: 'help.logs', label: '打开日志文件夹', keys: '', menu: '帮助' },
  { id: 'help.about', label: '关于', keys: '', menu: '帮助' },
];
