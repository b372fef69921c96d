import { AppError } from '../../../shared/contract/errors.ts';
import { realExisting } from './real-path.ts';

interface SyncService {
  readonly name: string;
  /** Names of folders these programs make; one anywhere above the archive tells. */
  readonly folder: RegExp;
  /** Environment variables in which the program says where its folder lies. */
  readonly variables: readonly string[];
}

const SERVICES: readonly SyncService[] = [
  { name: 'OneDrive', folder: /^OneDrive( ?[-–] .+)?$/i, variables: ['OneDrive', 'OneDriveConsumer', 'OneDriveCommercial'] },
  { name: 'WPS 云盘', folder: /^(WPS ?(云盘|网盘|云文档)|WPSDrive|WPS Cloud Files)$/i, variables: [] },
  {
    name: '百度网盘',
    folder: /^(百度(网盘|云)(同步(空间|盘))?|BaiduSyncdisk|BaiduNetdiskWorkspace|BaiduYun(Sync)?)$/i,
    variables: [],
  },
  { name: '坚果云', folder: /^((我的)?坚果云|Nutstore( Files)?)$/i, variables: [] },
  { name: '腾讯微云', folder: /^((腾讯)?微云(同步助手|同步盘)?|Weiyun( ?Sync)?|WeiyunDisk)$/i, variables: [] },
  { name: '企业微信微盘', folder: /^(企业微信微盘|微盘|WeDrive)$/i, variables: [] },
  { name: '阿里云盘', folder: /^(阿里云盘(同步盘)?|aDrive|AliyunDrive)$/i, variables: [] },
  { name: '天翼云盘', folder: /^(天翼云盘(同步盘)?|eCloud|CTYunDrive)$/i, variables: [] },
  { name: '夸克网盘', folder: /^(夸克网盘(同步)?|QuarkDrive|QuarkCloudDrive)$/i, variables: [] },
  { name: '移动云盘', folder: /^((中国)?移动云盘(同步盘)?|和彩云)$/i, variables: [] },
  { name: '360 云盘', folder: /^(360(安全)?云盘|360CloudDisk|360YunPan)$/i, variables: [] },
  { name: 'iCloud', folder: /^(iCloud ?Drive|iCloud云盘|com~apple~CloudDocs)$/i, variables: [] },
  { name: 'Dropbox', folder: /^Dropbox( \(.+\))?$/i, variables: [] },
  { name: 'Google 云端硬盘', folder: /^(Google ?Drive|My Drive|我的云端硬盘)$/i, variables: [] },
  { name: 'Nextcloud', folder: /^(Nextcloud|ownCloud|Seafile|SynologyDrive|CloudStation)\d?$/i, variables: [] },
];

/**
 * The program that synchronises the folder this path lies in, or null. Told by the names of the folders above (the real ones, where
 * links lead elsewhere) and by what the programs write into the environment; a folder under a name of its own is not recognised.
 * Two programs that write one database file at a time damage it.
 */
export function syncServiceOf(path: string, environment: Readonly<Record<string, string | undefined>>): string | null {
  const ways = [path, realExisting(path)].map(plain);
  const parts = new Set(ways.flatMap((way) => way.split('/')));
  const told = (variable: string): boolean => {
    const root = plain(environment[variable] ?? '');
    return root !== '' && ways.some((way) => `${way}/`.toLowerCase().startsWith(`${root}/`.toLowerCase()));
  };
  const found = SERVICES.find(({ folder, variables }) => [...parts].some((part) => folder.test(part)) || variables.some(told));
  return found?.name ?? null;
}

const plain = (path: string): string => path.normalize('NFC').replaceAll('\\', '/').replace(/\/+$/, '');

/** Throws AppError `sync-folder` where another program would write into the archive's files, unless the person knows. */
export function refuseSynchronised(path: string, known: boolean): void {
  const service = known ? null : syncServiceOf(path, process.env);
  if (service === null) return;
  throw new AppError(
    'sync-folder',
    `这个位置由“${service}”同步:${path}。档案库放在同步文件夹里,数据库可能被改坏或出现两份,请换到本机的普通文件夹;确定要放在这里,窗口里点“仍然放在这里”,命令行加 --sync-folder-ok。`,
  );
}
