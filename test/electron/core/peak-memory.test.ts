import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { peakMemoryBytes } from '../../../electron/core/peak-memory.ts';

const MB = 2 ** 20;
const PROGRAM = fileURLToPath(new URL('../../../electron/core/peak-memory.ts', import.meta.url));

test.runIf(process.platform === 'linux')(
  'a program tells its own peak, not the one of the larger program that started it',
  () => {
    const large = Buffer.alloc(400 * MB, 1);
    expect(peakMemoryBytes()).toBeGreaterThan(400 * MB);
    const code = `const { peakMemoryBytes } = await import(${JSON.stringify(PROGRAM)}); console.log(peakMemoryBytes());`;
    const peak = Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }));
    expect(peak).toBeGreaterThan(20 * MB);
    expect(peak).toBeLessThan(300 * MB);
    expect(large[0]).toBe(1);
  },
);
