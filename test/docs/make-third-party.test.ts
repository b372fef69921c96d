import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { thirdPartyNotices } from '../../docs/make-third-party.ts';

const lock = readFileSync('package-lock.json', 'utf8');

test('THIRD-PARTY.md is up to date with the lockfile (npm run make:third-party)', () => {
  expect(readFileSync('THIRD-PARTY.md', 'utf8').replaceAll('\r\n', '\n')).toBe(thirdPartyNotices(lock));
});

test('every direct dependency stands in the notices with its version and licence', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const lines = thirdPartyNotices(lock).split('\n');
  for (const name of Object.keys(dependencies)) {
    expect(
      lines.find((line) => line.endsWith(`| \`node_modules/${name}\` |`)),
      name,
    ).not.toMatch(/not stated|undefined/);
  }
  expect(lines.filter((line) => line.includes('OFL-1.1') && line.startsWith('- '))).toHaveLength(2);
});

test('a changed lockfile changes the notices', () => {
  expect(thirdPartyNotices(lock.replace('"version": "4.6.7"', '"version": "4.6.8"'))).not.toBe(thirdPartyNotices(lock));
});
