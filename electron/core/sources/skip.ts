import { isOnlineOnly, type UnopenedFile } from './online-only.ts';

/** A file or folder that is not evidence, with the sentence a clerk reads. */
export interface Skip {
  readonly code: string;
  readonly reason: string;
}

interface NameRule extends Skip {
  readonly name: RegExp;
}

// Office and WPS owner files, thumbnails caches, macOS and Windows folder settings, unfinished downloads.
const FILE_RULES: readonly NameRule[] = [
  { name: /^~\$/, code: 'lock-file', reason: 'Office/WPS 打开文档时的临时文件,不是材料' },
  { name: /^\.~lock\./i, code: 'lock-file', reason: 'LibreOffice 打开文档时的临时文件,不是材料' },
  { name: /^(ehthumbs(_vista)?|thumbs)\.db$/i, code: 'thumbnails', reason: 'Windows 缩略图缓存,不是材料' },
  { name: /^\.ds_store$/i, code: 'folder-settings', reason: 'macOS 文件夹设置,不是材料' },
  { name: /^\._/, code: 'folder-settings', reason: 'macOS 附带的属性文件(._ 开头),不是材料' },
  { name: /^desktop\.ini$/i, code: 'folder-settings', reason: 'Windows 文件夹设置,不是材料' },
  {
    name: /\.(crdownload|part|partial|tmp|download|opdownload|baiduyun\.p\.downloading|baiduyun\.downloading|downloading|td|xltd|td\.cfg)$/i,
    code: 'temporary',
    reason: '没有下载完的文件或临时文件,不是材料',
  },
];

const FOLDER_RULES: readonly NameRule[] = [
  { name: /^(\$recycle\.bin|recycler|\.trash(es|-\d+)?|#recycle)$/i, code: 'recycle-bin', reason: '回收站,不编目' },
  { name: /^system volume information$/i, code: 'system-folder', reason: 'Windows 系统文件夹,不编目' },
  { name: /^(\.spotlight-v100|\.fseventsd|\.documentrevisions-v100|\.temporaryitems|__macosx|lost\+found|@eadir)$/i, code: 'system-folder', reason: '系统自动生成的文件夹,不编目' }, // prettier-ignore
  { name: /^\.(git|svn|hg|bzr|idea|vscode|cache|venv|tox|stfolder|stversions|sync|dropbox\.cache)$/i, code: 'tool-folder', reason: '软件工具的隐藏文件夹,不编目' }, // prettier-ignore
];

/** Fits whatever a rule fits: one look for the many names that none does. */
const ANY_FILE_RULE = new RegExp(FILE_RULES.map(({ name }) => name.source).join('|'), 'i');
const ANY_FOLDER_RULE = new RegExp(FOLDER_RULES.map(({ name }) => name.source).join('|'), 'i');

export const SKIP_LINK: Skip = { code: 'link', reason: '快捷方式/符号链接,不跟随' };
export const SKIP_SPECIAL: Skip = { code: 'special', reason: '不是普通文件(管道、套接字或设备),不编目' };
export const SKIP_EMPTY: Skip = { code: 'zero-byte', reason: '空文件' };
export const SKIP_ARCHIVE: Skip = { code: 'archive-folder', reason: '档案库自己的文件夹,不编目' };
export const SKIP_ONLINE_ONLY: Skip = {
  code: 'online-only',
  reason: '只在云盘上,还没有下载到本机。请先在云盘软件中选择“始终保留在此设备上”,再重新编目',
};

/** Why a file of this name is not evidence, or null. Takes the bare name. */
export function skipFileName(name: string): Skip | null {
  return ANY_FILE_RULE.test(name) ? (FILE_RULES.find((rule) => rule.name.test(name)) ?? null) : null;
}

/** Why a folder of this name is not walked, or null. Takes the bare name. */
export function skipFolderName(name: string): Skip | null {
  return ANY_FOLDER_RULE.test(name) ? (FOLDER_RULES.find((rule) => rule.name.test(name)) ?? null) : null;
}

/** Why this file is not opened, or null. */
export function skipUnopened(file: UnopenedFile, platform: NodeJS.Platform): Skip | null {
  if (isOnlineOnly(file, platform)) return SKIP_ONLINE_ONLY;
  return file.sizeBytes === 0 ? SKIP_EMPTY : null;
}
