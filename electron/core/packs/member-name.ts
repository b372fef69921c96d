import { safePackPath } from '../../../shared/domain/pack.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import { withGbkOnly } from '../../../shared/domain/safe-names.ts';
import { isGbk } from '../gbk.ts';

/** The name of an original in the pack (`原件/0001_通知.pdf`): safe on every system (`safePackPath`), in GBK for old archivers. */
export function memberName(number: number, path: string): string {
  return `原件/${String(number).padStart(4, '0')}_${withGbkOnly(lastName(safePackPath(path)), isGbk).text}`;
}
