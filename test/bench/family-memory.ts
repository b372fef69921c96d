import { readdirSync } from 'node:fs';
import { read } from './own-cost.ts';

/** Memory of a process and all below it in MB, pages they share counted once (PSS); 0 where the system does not tell. */
export function heldMb(pid: number): number {
  try {
    const parents = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((one) => [Number(one), parentOf(one)] as const);
    const family = new Set([pid]);
    for (let size = 0; size !== family.size;) {
      size = family.size;
      for (const [one, parent] of parents) if (family.has(parent)) family.add(one);
    }
    return [...family].reduce((sum, one) => sum + pssMb(one), 0);
  } catch {
    return 0;
  }
}

const parentOf = (pid: string): number =>
  Number(read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')[1]); // prettier-ignore
const pssMb = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
