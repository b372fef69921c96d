import { createHash } from 'node:crypto';

/** What of a material goes into the 清单摘要. */
export interface ListedMaterial {
  readonly sha256: string;
  readonly materialCode: string;
  readonly path: string;
}

/**
 * 清单摘要 of one volume: SHA-256 over a line for every material in the order of its 清单, `<SHA-256>  <材料编号>  <路径>` and a line feed, in
 * UTF-8. As 64 hexadecimal digits. It is printed on 备考表 and told by 校验, so that a signed sheet of paper names one list of files and no
 * other; anybody can compute it from 清单.csv.
 */
export function listDigest(materials: readonly ListedMaterial[]): string {
  const hash = createHash('sha256');
  for (const { sha256, materialCode, path } of materials) hash.update(`${sha256}  ${materialCode}  ${path}\n`);
  return hash.digest('hex');
}
