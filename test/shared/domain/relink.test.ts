import { expect, test } from 'vitest';
import { movedAlike } from '../../../shared/domain/relink.ts';

test.each([
  ['another drive letter', 'E:\\迎检\\材料', 'G:\\迎检\\材料', 'E:\\照片', 'G:\\照片'],
  ['a letter in the other case', 'E:\\迎检\\材料', 'G:\\迎检\\材料', 'e:\\迎检\\台账', 'G:\\迎检\\台账'],
  ['a folder above was renamed', 'D:\\2025\\材料', 'D:\\2026\\材料', 'D:\\2025\\照片\\三月', 'D:\\2026\\照片\\三月'],
  ['to a share', 'E:\\材料', '\\\\服务器\\共享\\材料', 'E:\\照片', '\\\\服务器\\共享\\照片'],
  ['only this folder was renamed', 'E:\\材料', 'E:\\材料(新)', 'E:\\照片', null],
  ['another drive than the one that moved', 'E:\\迎检\\材料', 'G:\\迎检\\材料', 'D:\\照片', null],
  ['a longer name that begins alike', 'D:\\2025\\材料', 'D:\\2026\\材料', 'D:\\2025年\\照片', null],
])('Windows: %s', (_, from, to, other, expected) => expect(movedAlike(from, to, other, 'windows')).toBe(expected));

test.each([
  ['/media/a/USB/材料', '/media/a/USB1/材料', '/media/a/USB/照片', '/media/a/USB1/照片'],
  ['/media/USB/材料', '/media/usb/材料', '/media/Usb/照片', null],
  ['/x/材料', '/材料', '/x/照片', '/照片'],
])('elsewhere: %s → %s', (from, to, other, expected) => expect(movedAlike(from, to, other, 'posix')).toBe(expected));
