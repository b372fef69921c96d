import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseLexicon } from '../../../shared/domain/lexicon.ts';

const SHIPPED = readFileSync('resources/lexicon.json', 'utf8');
const changed = (change: (lexicon: Record<string, unknown>) => unknown): string => {
  const lexicon = JSON.parse(SHIPPED) as Record<string, unknown>;
  return JSON.stringify(change(lexicon) ?? lexicon);
};

test('the shipped word list is sound and read whole', () => {
  expect({ schemaVersion: 1, ...parseLexicon(SHIPPED) }).toEqual(JSON.parse(SHIPPED));
});

test.each([
  ['abbreviations.创卫', changed((one) => void ((one['abbreviations'] as Record<string, unknown>)['创卫'] = 3))],
  ['abbreviations', changed((one) => void (one['abbreviations'] = ['创卫']))],
  ['unitAliases.市卫健委', changed((one) => void ((one['unitAliases'] as Record<string, unknown>)['市卫健委'] = '卫生局'))],
  ['genericTitleWords', changed((one) => void (one['genericTitleWords'] = ['通知', '']))],
  ['everydayWords', changed((one) => void delete one['everydayWords'])],
  ['cues.某体系.Ⅰ-1', changed((one) => void ((one['cues'] as Record<string, unknown>)['某体系'] = { 'Ⅰ-1': [1] }))],
  ['all of it', changed(() => [])],
])('a word list broken at %s is refused by that name', (where, json) => {
  expect(() => parseLexicon(json)).toThrow(`word list: ${where} `);
});
