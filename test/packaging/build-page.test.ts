import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPage, ROOT, whileBuilding } from '../../packaging/build-page.ts';

test('who builds has the built program to itself until all of its work is done', async () => {
  const seen: string[] = [];
  const work = (who: string) => async () => {
    seen.push(`${who} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push(`${who} ends`);
  };
  await Promise.all([whileBuilding(work('one')), whileBuilding(work('two'))]);
  expect(seen.map((step) => step.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
});

test('every program of the built page is ASCII, its Chinese words escaped, so that V8 holds and reads a byte for each character', async () => {
  await buildPage();
  const assets = join(ROOT, 'dist', 'renderer', 'assets');
  const programs = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const texts = programs.map((name) => readFileSync(join(assets, name), 'utf8'));
  expect(texts.some((text) => text.includes(String.raw`\u5f52\u7c7b`))).toBe(true);
  expect(programs.filter((_name, at) => /[^\0-\x7f]/.test(texts[at] ?? ''))).toEqual([]);
});
