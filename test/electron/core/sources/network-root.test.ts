import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { isNetworkRoot, liesOnNetwork } from '../../../../electron/core/sources/network-root.ts';

test.each([
  ['\\\\文件服务器\\共享\\材料', true],
  ['//server/share', true],
  ['\\\\?\\UNC\\server\\share\\材料', true],
  ['\\\\?\\C:\\材料', false],
  ['\\\\.\\C:\\材料', false],
  ['D:\\材料', false],
])('on Windows %s: %s', (path, network) => expect(isNetworkRoot(path, 'win32', '')).toBe(network));

const MOUNTS = [
  'proc /proc proc rw 0 0',
  '/dev/sda2 / ext4 rw 0 0',
  'server:/export /mnt/nas nfs4 rw 0 0',
  '/dev/sdb1 /mnt/nas/本地盘 exfat rw 0 0',
  '//win/共享 /media/共享\\040文件夹 cifs rw 0 0',
  'user@host:/ /home/a/远程 fuse.sshfs rw 0 0',
  'old:/x /mnt/两次 nfs rw 0 0',
  '/dev/sdc1 /mnt/两次 ext4 rw 0 0',
].join('\n');

test.each([
  ['/home/a/材料', false],
  ['/mnt/nas', true],
  ['/mnt/nas/2026/材料', true],
  ['/mnt/nas2/材料', false],
  ['/mnt/nas/本地盘/材料', false],
  ['/media/共享 文件夹/材料', true],
  ['/home/a/远程/材料', true],
  ['/mnt/两次/材料', false],
])('by the mounts of Linux %s: %s', (path, network) => expect(isNetworkRoot(path, 'linux', MOUNTS)).toBe(network));

test('a folder of this machine is not on a network', () => expect(liesOnNetwork(tmpdir())).toBe(false));
