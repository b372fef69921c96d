import { expect, test } from 'vitest';
import { sparingSwitches } from '../../../electron/core/wasm-switches.ts';

test.each([
  ['13.0.245.18-electron.0', false],
  ['13.6.233.17-node.37', true],
  ['14.8.178.14-electron.0', false],
])('V8 %s: copying functions is switched off late: %s; a process of 14.8 ended by it on the first page', (v8, off) => {
  expect(sparingSwitches(v8).includes('--no-wasm-inlining')).toBe(off);
});
