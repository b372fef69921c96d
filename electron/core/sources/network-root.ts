import { readFileSync, realpathSync } from 'node:fs';

/** File systems that another machine serves; FUSE ones by what stands behind them. */
const NETWORK_TYPE =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|glusterfs|9p|davfs|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|s3fs|smbnetfs|curlftpfs|glusterfs|seadrive))$/;

/**
 * True for a folder on another machine. `realPath`: as the system itself resolves it, so that a mapped drive letter shows its share.
 * `mounts`: the text of /proc/mounts, '' where there is none. On Windows a UNC path tells; elsewhere the type of the innermost mount.
 */
export function isNetworkRoot(realPath: string, platform: NodeJS.Platform, mounts: string): boolean {
  if (platform === 'win32') return /^[\\/]{2}(?:\?[\\/]UNC[\\/]|(?![?.][\\/]))/i.test(realPath);
  let [best, network] = [-1, false];
  for (const line of mounts.split('\n')) {
    const [, at = '', type = ''] = line.split(' ');
    // Only white space and the backslash are escaped, as octal numbers.
    const point = at.replace(/\\(040|011|012|134)/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    const inside = point === '/' || realPath === point || realPath.startsWith(`${point}/`);
    // Of several mounts at one place the last covers the others.
    if (!inside || point === '' || point.length < best) continue;
    best = point.length;
    network = NETWORK_TYPE.test(type);
  }
  return network;
}

/** The same for a folder of this machine; one that cannot be resolved is judged as written. */
export function liesOnNetwork(path: string): boolean {
  return isNetworkRoot(nativePath(path), process.platform, process.platform === 'linux' ? mountsHere() : '');
}

function nativePath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function mountsHere(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8');
  } catch {
    return '';
  }
}
