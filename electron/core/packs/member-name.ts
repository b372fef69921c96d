import { lastName } from '../../../shared/domain/paths.ts';
import { safePackPath } from '../../../shared/domain/pack.ts';

/** What GBK can write, made once: older unpacking programs show other characters as something else. */
let writable: ReadonlySet<string> | null = null;

function gbk(): ReadonlySet<string> {
  if (writable) return writable;
  const decoder = new TextDecoder('gbk');
  const found = new Set(Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)));
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    const bytes = Uint8Array.from(
      Array.from({ length: 191 }, (_, at) => 0x40 + at).flatMap((trail) =>
        trail === 0x7f || trail === 0xff ? [] : [lead, trail],
      ),
    );
    for (const one of decoder.decode(bytes)) found.add(one);
  }
  found.delete('\uFFFD');
  return (writable = found);
}

/** The name of an original in the pack, `原件/0001_通知.pdf`: any system and any archiver can hold it, whatever the file is called. */
export function memberName(number: number, path: string): string {
  const name = lastName(safePackPath(path));
  const plain = [...name].map((one) => (gbk().has(one) ? one : '_')).join('');
  return `原件/${String(number).padStart(4, '0')}_${plain}`;
}
