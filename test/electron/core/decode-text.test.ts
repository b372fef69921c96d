import { expect, it } from 'vitest';
import { decodeStart, decodeText } from '../../../electron/core/decode-text.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const SENTENCE = '关于开展文明交通志愿服务活动的通知,请各单位于三月底前报送材料。';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');

it.each([
  ['测评材料 in GBK', 'b2e2 c6c0 b2c4 c1cf', '测评材料', 'gb18030'],
  ['a rare name character in four bytes of GB18030', 'd1a7c9fa 9933c435 b5bdd0a3', '学生𬱟到校', 'gb18030'],
  ['社區環境 in Big5', 'aac0 b0cf c0f4 b9d2', '社區環境', 'big5'],
  ['UTF-8 with a byte order mark', 'efbbbf e6b58b', '测', 'utf-8'],
  ['UTF-16 with a byte order mark, big end first', 'feff 6d4b 8bc4', '测评', 'utf-16be'],
  [
    'typographic quotes of Windows in an English text',
    '49742073617973 2093 74657874 94 20616e64206e6f7468696e672065 6c7365',
    'It says “text” and nothing else',
    'windows-1252',
  ],
])('decodes %s', (_, hex, text, encoding) => {
  expect(decodeText(bytes(hex))).toEqual({ text, encoding });
});

it('tells UTF-16 without a mark in both byte orders, with and without Latin letters', () => {
  for (const text of [SENTENCE, `${SENTENCE}\r\nNo. 12`]) {
    expect(decodeText(utf16le(text))).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeText(utf16le(text).swap16())).toEqual({ text, encoding: 'utf-16be' });
  }
});

it('does not take ASCII words for UTF-16, whatever their length', () => {
  expect(decodeText(Buffer.from('bush hid the facts'))).toEqual({ text: 'bush hid the facts', encoding: 'utf-8' });
});

it('keeps a long GBK text with one spoilt byte, which costs the rest of its line at most', () => {
  const gbk = Buffer.concat(Array.from({ length: 60 }, () => bytes('b9d8 d3da bfaa d5b9 cec4 c3f7 0a')));
  gbk[100] = 0xff;
  const decoded = decodeText(gbk);
  expect(decoded?.encoding).toBe('gb18030');
  expect(decoded?.text.split('\n').filter((line) => line === '关于开展文明')).toHaveLength(59);
  expect(decoded?.text).toContain('\ufffd');
});

it('accepts a character cut at the end only where the text goes on', () => {
  const cut = Buffer.from(SENTENCE.repeat(2)).subarray(0, 100);
  expect(decodeStart(cut)?.encoding).toBe('utf-8');
  expect(decodeStart(cut)?.text).toBe(SENTENCE.repeat(2).slice(0, decodeStart(cut)?.text.length));
});

it('says null for what is not text', () => {
  expect(decodeText(bytes('00010203 04050607 08090a0b'))).toBeNull();
  expect(decodeText(bytes('ffd8ffe0 00104a46 49460001'))).toBeNull();
});

it('reads nothing as an empty text', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' });
});

it('reads on past a stray control character, but not where there are many or a NUL', () => {
  const text = '关于开展文明交通劝导活动的通知,请各社区按要求报送台账。'.repeat(6);
  const spoilt = (mark: string): Buffer => Buffer.from(`${text.slice(0, 40)}${mark}${text.slice(40)}`);
  expect(decodeText(spoilt('\x07'))).toEqual({ text, encoding: 'utf-8' });
  expect(decodeText(spoilt('\x07\x01\x02\x03\x07'))).toBeNull();
  expect(decodeText(spoilt('\0'))).toBeNull();
});
