import { readFileSync } from 'node:fs';

/** Of Linux on all hardware Node runs on (`sysconf(_SC_CLK_TCK)`). */
const TICKS_PER_SECOND = 100;

/** User and system time of this process and of its children that ended, in milliseconds. Where the system does not tell of children, without them. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + childrenCpuMs();
}

/** User and system time of ended children, in milliseconds: fields 16 and 17 of /proc/self/stat, counted after the name (proc(5)). */
function childrenCpuMs(): number {
  const fields = read('/proc/self/stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ((Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / TICKS_PER_SECOND) * 1000;
}

/** What this process and its ended children had fetched from the disk, in MB, page cache left out (proc(5), `read_bytes`). */
export function readMb(): number {
  return Number(/^read_bytes: (\d+)/m.exec(read('/proc/self/io'))?.[1] ?? 0) / 1e6;
}

/** '' where the system has no such file. */
export function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
