/** A file as it is told without opening it. */
export interface UnopenedFile {
  /** Bare name. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Allocated 512-byte blocks, as `lstat` tells. */
  readonly blocks: number;
}

/** Where a content lies inside the file system's own record: no block is allocated though all of it is here. */
const SMALL_BYTES = 4096;
/** `.通知.docx.icloud` stands for 通知.docx in iCloud Drive; Nextcloud and ownCloud write `通知.docx.nextcloud`. */
const STAND_IN = /^\..+\.icloud$|.\.(?:nextcloud|owncloud)$/i;

/**
 * True for a file whose content is only in a cloud: opening it would download it, or block where there is no network. Node tells
 * no Windows attributes (RECALL_ON_DATA_ACCESS, OFFLINE), but what they mean shows: a size, and nothing allocated. That is so for
 * OneDrive and every cloud that uses the Cloud Files API of Windows, and for files macOS has evicted. Files under 4 KB cannot be
 * told apart and count as here. Elsewhere allocation proves nothing (FUSE and network file systems report none at all), so there
 * only the name speaks. Clouds that show a drive of their own without the Cloud Files API cannot be told at all.
 */
export function isOnlineOnly({ name, sizeBytes, blocks }: UnopenedFile, platform: NodeJS.Platform): boolean {
  if (STAND_IN.test(name)) return true;
  return (platform === 'win32' || platform === 'darwin') && sizeBytes >= SMALL_BYTES && blocks === 0;
}
