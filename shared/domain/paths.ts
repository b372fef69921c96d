/** Paths as documents carry them: relative to their 材料文件夹, parts joined by `/`. */

/** The part after the last `/`: a file's or folder's own name. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path of the folder a file lies in; empty for one that lies at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What stands for a title where a document has none: the file's name without its last suffix. */
export function titleOfPath(path: string): string {
  return lastName(path).replace(/\.[^.]+$/, '');
}
