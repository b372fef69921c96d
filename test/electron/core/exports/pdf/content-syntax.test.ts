import { expect, test } from 'vitest';
import { isContentBroken } from '../../../../../electron/core/exports/pdf/content-syntax.ts';

const isBroken = (content: string): boolean => isContentBroken(Buffer.from(content, 'latin1'));

test.each([
  ['nothing', ''],
  ['text, lines and colours', "q 0.5 g 1 0 0 1 72 720 cm BT /F1 12 Tf (a\\)b(c)\xe9) Tj [<00FF> -120.5 (x)] TJ T* (y) ' ET Q f*"],
  ['numbers as careless programs write them', '.5 -.5 +1 1. --3 4-5 0 0 re W* n'],
  [
    'a dictionary and marks',
    '/Span <</ActualText (\xfe\xff\x4e\x2d) /MCID 0 /X [1 true null]>> BDC EMC % a remark \x01\x02\n/P BMC EMC',
  ],
  ['an inline picture of any bytes', 'BI /W 2 /H 2 /BPC 8 /CS /G ID \x01(\xff\x00 >EI) \nEI Q'],
  ['operators of a later edition between BX and EX', 'BX 1 2 newop EX 0 g'],
])('%s is sound', (_, content) => {
  expect(isBroken(content)).toBe(false);
});

test.each([
  ['a letter changed', '0 0 200 200 rf f'],
  ['bytes written over', '0 0 1 r\x9f 10 10 \x81\x02 re f'],
  ['a hole of zeros', `0 0 1 rg ${'\0'.repeat(64)} f`],
  ['a string that never began', '72 720 Td abc) Tj'],
])('%s is broken', (_, content) => {
  expect(isBroken(content)).toBe(true);
});

test('it is linear in the content', () => {
  expect(isBroken('1 0 0 1 5 5 cm (some words) Tj\n'.repeat(60_000))).toBe(false);
});
