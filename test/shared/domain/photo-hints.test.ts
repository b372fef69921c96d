import { expect, test } from 'vitest';
import type { PictureFacts } from '../../../shared/domain/document.ts';
import { hintSentence, photoHints, PHOTO_HINTS } from '../../../shared/domain/photo-hints.ts';

const PICTURE: PictureFacts = {
  widthPx: 4000,
  heightPx: 3000,
  orientation: 1,
  takenAt: null,
  takenAtOffset: null,
  camera: null,
  latitude: null,
  longitude: null,
  photographer: null,
  software: null,
  sharpness: 1.2,
  hash: null,
};
const hints = (more: Partial<PictureFacts>, name = '现场.jpg', text = '') =>
  photoHints({ picture: { ...PICTURE, ...more }, name, text });

test('a sound photo has none', () => {
  expect(hints({})).toEqual([]);
  expect(hints({ sharpness: null })).toEqual([]);
});

test('太小 counts the long side, whichever way the photo stands', () => {
  expect(hints({ widthPx: 600, heightPx: 799 })).toEqual(['small']);
  expect(hints({ widthPx: 600, heightPx: 800 })).toEqual([]);
});

test.each([
  ['水印相机 巡查.jpg', {}, ''],
  ['现场.jpg', { software: 'Timemark 4.1' }, ''],
  ['现场.jpg', {}, '今日水印\n巡查记录'],
  ['现场.jpg', {}, '人民路口\n2026-03-05 09:30:15\n文明交通'],
  ['现场.jpg', {}, '时间:2026年3月5日 9:30'],
  ['现场.jpg', {}, '经度:105.4333'],
])('疑似带水印: %s %j %j', (name, more, text) => {
  expect(hints(more, name, text)).toEqual(['watermark']);
});

test.each(['会议时间:2026年3月5日 9:30 在三楼会议室', '2026年3月5日', '公示期 2026-03-05 至 2026-03-12'])(
  'words of a photographed paper are no watermark: %s',
  (text) => {
    expect(hints({}, '公示栏.jpg', text)).toEqual([]);
  },
);

test.each([
  ['Screenshot_2026.png', {}, ''],
  ['微信截图_20260305.png', {}, ''],
  ['a.png', { software: 'Snipaste' }, ''],
  ['a.png', {}, 'Screenshot'],
])('截图: %s %j %j', (name, more, text) => {
  expect(hints(more, name, text)).toEqual(['screenshot']);
});

test('each hint has its sentence', () => {
  for (const hint of PHOTO_HINTS) expect(hintSentence(hint, PICTURE)).toMatch(/^[^\n]{10,}。$/);
});
