import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { syncServiceOf } from '../../../../electron/core/archives/archives.ts';
import { createCore } from '../../../../electron/core/core.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('sync-folder');
const ctx = { signal: new AbortController().signal, progress: () => undefined };

describe('a folder that a cloud program synchronises', () => {
  test.each([
    ['C:\\Users\\a\\OneDrive\\迎检', 'OneDrive'],
    ['C:\\Users\\a\\OneDrive - 滨河区文明办\\文档\\迎检', 'OneDrive'],
    ['D:\\WPSDrive\\1234\\WPS云盘\\迎检', 'WPS 云盘'],
    ['D:/BaiduSyncdisk/迎检', '百度网盘'],
    ['D:/百度网盘同步空间/迎检', '百度网盘'],
    ['D:/我的坚果云/迎检', '坚果云'],
    ['D:/Nutstore Files/1/迎检', '坚果云'],
    ['D:/微云同步助手/123/迎检', '腾讯微云'],
    ['/Users/a/Library/Mobile Documents/com~apple~CloudDocs/迎检', 'iCloud'],
    ['C:/Users/a/iCloudDrive/迎检', 'iCloud'],
    ['C:/Users/a/Dropbox (文明办)/迎检', 'Dropbox'],
    ['C:/Users/a/Documents/迎检', null],
    ['D:/OneDrive整改材料/迎检', null],
    ['D:/百度网盘下载/迎检', null],
    ['D:/微盘点/迎检', null],
  ])('%s: %s', (path, service) => expect(syncServiceOf(path, {})).toBe(service));

  test('is also told by where the program says its folder lies, and through a link', () => {
    expect(syncServiceOf('/data/cloud/迎检', { OneDriveCommercial: '/data/cloud' })).toBe('OneDrive');
    expect(syncServiceOf('/data/cloudy/迎检', { OneDriveCommercial: '/data/cloud' })).toBeNull();
    expect(syncServiceOf('/data/迎检', { OneDrive: '' })).toBeNull();
    mkdirSync(join(folder, 'Dropbox'));
    symlinkSync(join(folder, 'Dropbox'), join(folder, '我的文件'));
    expect(syncServiceOf(join(folder, '我的文件', '新档案库'), {})).toBe('Dropbox');
  });
});

describe('建库', () => {
  const core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  afterAll(() => core.close());
  const source = join(folder, '材料');
  mkdirSync(source);
  const archive = join(folder, 'OneDrive', '档案库');
  const input = { archive, framework: ['wenming-chengshi'], sources: [source] };

  test('refuses a synchronised folder in one sentence, makes nothing, and takes it once the person knows', async () => {
    await expect(core.call('archive.create', input, ctx)).rejects.toMatchObject({
      code: 'sync-folder',
      message: `这个位置由“OneDrive”同步:${archive}。档案库放在同步文件夹里,数据库可能被改坏或出现两份,请换到本机的普通文件夹;确定要放在这里,窗口里点“仍然放在这里”,命令行加 --sync-folder-ok。`,
    });
    expect(existsSync(join(folder, 'OneDrive'))).toBe(false);
    await core.call('archive.create', { ...input, syncFolderOk: true }, ctx);
    expect(existsSync(join(archive, 'archive.sqlite'))).toBe(true);
  });
});
