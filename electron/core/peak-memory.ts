import { readFileSync } from 'node:fs';

/**
 * The most memory this process ever held, in bytes. Where the system tells, by `VmHWM` of proc(5), which begins with the program; `maxRSS`
 * says more, since a process inherits the figure of the one it was started from (getrusage(2)).
 */
export function peakMemoryBytes(): number {
  const kb = /^VmHWM:\s+(\d+)/m.exec(ownStatus())?.[1];
  return (kb === undefined ? process.resourceUsage().maxRSS : Number(kb)) * 1024;
}

/** '' where the system has no such file. */
function ownStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
