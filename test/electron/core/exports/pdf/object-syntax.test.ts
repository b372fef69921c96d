import { PDFContext, PDFRef, type PDFNumber } from 'pdf-lib';
import { expect, test } from 'vitest';
import { parseObject } from '../../../../../electron/core/exports/pdf/object-syntax.ts';

/** A reference by the grammar of ISO 32000-1 §7.3.10, within the 24 characters that are looked at. */
const REFERENCE = /^(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/;
const LOOKED_AT = 24;
const context = PDFContext.create();

test('a whole number is the beginning of a reference exactly where the grammar has one', () => {
  const kinds = { references: 0, numbers: 0 };
  for (const number of ['0', '7', '007', '1023', '1024', '4194304', '9999999999'])
    for (const space of ['', ' ', '\r\n', '\0 \t', ' '.repeat(12), ' '.repeat(20)])
      for (const generation of ['', '0', '00001', '65535', '123456', 'x', '-1'])
        for (const gap of ['', ' ', '\n\f'])
          for (const letter of ['R', 'r', 'Re', 'R2', 'obj', ''])
            for (const behind of ['', ' ', '/Next', ']', '>>', '%']) {
              const text = `${number}${space}${generation}${gap}${letter}${behind}`;
              const found = REFERENCE.exec(text.slice(0, LOOKED_AT));
              const bytes = Buffer.from(text, 'latin1');
              if (!found) {
                kinds.numbers++;
                const parse = (): unknown => parseObject(bytes, context, 0).object;
                const word = /^[^\0\t\n\f\r ()<>[\]{}/%]*/.exec(text)?.[0] ?? '';
                if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) expect((parse() as PDFNumber).asNumber()).toBe(Number(word));
                else expect(parse).toThrow();
                continue;
              }
              kinds.references++;
              const { object, end } = parseObject(bytes, context, 0);
              expect(object).toBe(PDFRef.of(Number(found[1]), Number(found[2])));
              expect(end).toBe(found[0].length);
            }
  expect(kinds.references).toBeGreaterThan(500);
  expect(kinds.numbers).toBeGreaterThan(5_000);
});

test('numbers keep their values, whole ones, negative zero and broken ones among them', () => {
  for (const text of ['0', '-0', '+5', '1023', '1024', '0.5', '-.25', '12.', '16777217'])
    expect((parseObject(Buffer.from(`${text} `), context, 0).object as PDFNumber).asNumber()).toBe(Number(text));
});
