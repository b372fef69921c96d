import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { anchorOf, readInlines, readMarkdown } from '../../../../renderer/app/manual/markdown.ts';
import { COMMANDS } from '../../../../shared/contract/commands.ts';
import { CHECK_KEYS, DOUBT_KEYS, INDICATOR_KEYS, TRIAGE_KEYS } from '../../../../shared/contract/screen-keys.ts';
import { GAP_STATES } from '../../../../shared/domain/gaps.ts';

const MANUAL = readFileSync(fileURLToPath(new URL('../../../../docs/manual.zh-CN.md', import.meta.url)), 'utf8');
const SCREENS = readFileSync(fileURLToPath(new URL('../../../../renderer/app/screens.tsx', import.meta.url)), 'utf8');
const BLOCKS = readMarkdown(MANUAL);
const HEADINGS = BLOCKS.flatMap((one) => (one.type === 'heading' ? [one] : []));

/** Keys of a list, a grid, a form or the wizard, which belong to no command. */
const LOCAL_KEYS = ['Alt+↑', 'Alt+↓', 'Ctrl+Enter', 'Enter', 'Esc'];

test('headings, paragraphs, lists, tables and pictures are read, and nothing becomes HTML', () => {
  const blocks = readMarkdown('## 一 个\n\n文字**粗**`码`<kbd>F1</kbd>[看](#一-个)\n接着<b>\n\n1. 甲\n2. 乙\n\n| 键 | 做 |\n|---|---|\n| a | b |\n\n![图](x/y.png)\n');
  expect(blocks.map((one) => one.type)).toEqual(['heading', 'paragraph', 'list', 'table', 'image']);
  expect(blocks[0]).toMatchObject({ level: 2, anchor: '一-个' });
  expect(blocks[1]).toMatchObject({
    inlines: [
      { type: 'text', text: '文字' },
      { type: 'bold', text: '粗' },
      { type: 'code', text: '码' },
      { type: 'key', text: 'F1' },
      { type: 'link', text: '看', target: '一-个' },
      { type: 'text', text: '接着<b>' },
    ],
  });
  expect(blocks[2]).toMatchObject({ ordered: true });
  expect(blocks[3]).toMatchObject({ heads: [[{ text: '键' }], [{ text: '做' }]], rows: [[[{ text: 'a' }], [{ text: 'b' }]]] });
  expect(readInlines('')).toEqual([]);
}); // prettier-ignore

test('every line of the manual is understood: no mark of Markdown is left in its words', () => {
  const words = (inlines: readonly { readonly text: string }[]) => inlines.map((one) => one.text).join('');
  const texts = BLOCKS.flatMap((one) =>
    one.type === 'paragraph' ? [words(one.inlines)] : one.type === 'list' ? one.items.map(words) : one.type === 'table' ? [...one.heads, ...one.rows.flat()].map(words) : [],
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => /\*\*|<kbd>|\]\(|^\||^#/.test(text))).toEqual([]);
}); // prettier-ignore

test('every key the manual names exists, and every command with a key stands in it', () => {
  const known = new Set([
    ...COMMANDS.map((one) => (one.keys === 'Shift+/' ? '?' : one.keys)),
    ...[...TRIAGE_KEYS, ...INDICATOR_KEYS, ...DOUBT_KEYS, ...CHECK_KEYS].flatMap((one) => one.keys),
    ...LOCAL_KEYS,
  ]);
  const named = new Set([...MANUAL.matchAll(/<kbd>([^<]+)<\/kbd>/g)].map((match) => match[1]!));
  expect([...named].filter((key) => !known.has(key))).toEqual([]);
  expect([...known].filter((key) => key !== '' && !named.has(key))).toEqual([]);
  const rows = [...MANUAL.matchAll(/^\| <kbd>([^<]+)<\/kbd> \| ([^|]+) \|$/gm)].map((match) => `${match[1]} ${match[2]}`);
  for (const { keys, label } of COMMANDS.filter((one) => one.keys !== ''))
    expect(
      rows.some((row) => row.startsWith(`${keys === 'Shift+/' ? '?' : keys} ${label}`)),
      label,
    ).toBe(true);
  for (const { label } of [...TRIAGE_KEYS, ...INDICATOR_KEYS, ...DOUBT_KEYS, ...CHECK_KEYS])
    expect(MANUAL).toContain(`| ${label} |`);
});

test('every screen has its chapter, the ten gap words are explained, and links and pictures lead somewhere', () => {
  const screens = [...SCREENS.matchAll(/label: '([^']+)'/g)].map((match) => match[1]!);
  expect(screens.length).toBeGreaterThanOrEqual(7);
  const chapters = HEADINGS.filter((one) => one.level === 3).map((one) => one.text);
  expect(screens.filter((label) => !chapters.includes(label))).toEqual([]);
  for (const state of GAP_STATES) expect(MANUAL).toMatch(new RegExp(`^\\| \\S ${state} \\|`, 'm'));
  const anchors = HEADINGS.map((one) => one.anchor);
  expect(new Set(anchors).size).toBe(anchors.length);
  for (const [, target] of MANUAL.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchorOf(target!));
  const pictures = BLOCKS.flatMap((one) => (one.type === 'image' ? [one.source] : []));
  const expected = [
    'start',
    'home',
    'documents',
    'documents-20000',
    'triage',
    'indicators',
    'red-lines',
    'gaps',
    'duties',
    'records',
    'exports',
    'exports-options',
    'exports-stopped',
    'package-units',
    'statistics',
    'checks',
    'settings',
    'import',
    'year-end',
  ];
  expect(pictures).toEqual(expected.map((name) => `screenshots/${name}.png`));
});
