import { expect, test } from 'vitest';
import { isChatPhoto, parseChat, photoTime, readChat, type ChatPhoto } from '../../../../shared/domain/ledgers/chat.ts';

const photo = (documentId: number, name: string): ChatPhoto => ({ documentId, name, date: null });

test.each([
  ['微信图片_20260315091233.jpg', '2026-03-15T09:12:33'],
  ['微信图片_20260315091233_18.jpg', '2026-03-15T09:12:33'],
  ['微信图片编辑_20260315091233.jpg', '2026-03-15T09:12:33'],
  ['微信图片_20260315.jpg', '2026-03-15'],
  ['微信图片_20260230101010.jpg', ''],
  ['IMG_20260315_091233.jpg', '2026-03-15T09:12:33'],
  ['整改前.jpg', ''],
])('%s was sent at “%s”', (name, at) => expect(photoTime(name)).toBe(at));

test('the names WeChat gives are known, others are not', () => {
  const names = [
    '微信图片_20260315091233.jpg',
    'mmexport1773537153000.jpg',
    'wx_camera_1773537153000.jpg',
    'WeChat Image_20260315.jpg',
  ];
  expect(names.map(isChatPhoto)).toEqual(names.map(() => true));
  expect(['IMG_2031.jpg', '微信图片.jpg', '整改前.jpg'].map(isChatPhoto)).toEqual([false, false, false]);
});

test('three ways of saving a chat are read alike; a line without a head goes on, a time without its year begins nothing', () => {
  const messages = parseChat(
    [
      '创城工作群的聊天记录',
      '2026-03-15 09:12:33 张三',
      '滨河路菜市场,占道经营',
      '还有垃圾',
      '[2026/3/15 9:20] 李四: 收到',
      '王五 2026年3月15日 10:01',
      '3月15日 10:02 赵六',
      '2026-13-40 09:00 不是时间',
    ].join('\r\n'),
  );
  expect(messages).toEqual([
    { at: '2026-03-15T09:12:33', who: '张三', text: '滨河路菜市场,占道经营\n还有垃圾' },
    { at: '2026-03-15T09:20:00', who: '李四', text: '收到' },
    { at: '2026-03-15T10:01:00', who: '王五', text: '3月15日 10:02 赵六\n2026-13-40 09:00 不是时间' },
  ]);
});

test('photos go to the words nearest in time, answers and reports of mending are told and not made problems', () => {
  const messages = parseChat(
    [
      '2026-03-15 09:12:00 张三',
      '滨河路菜市场门口:占道经营[图片]',
      '2026-03-15 09:14:00 李四',
      '收到。',
      '2026-03-15 11:00:00 李四',
      '滨河路菜市场已清理',
      '2026-03-15 15:00:00 张三',
      '东门小区北侧墙面有小广告',
    ].join('\n'),
  );
  const photos = [
    photo(1, '微信图片_20260315091230.jpg'),
    photo(2, '微信图片_20260315091000.jpg'),
    photo(3, '微信图片_20260315110010.jpg'),
    photo(4, '微信图片_20260316080000.jpg'),
    photo(5, '微信图片_20260316080300.jpg'),
    photo(6, '微信图片_20260316090000.jpg'),
    photo(7, '微信图片_20260317.jpg'),
  ];
  const { groups, leftOut } = readChat(messages, photos, ['东门小区', '东门小区北侧']);
  expect(groups).toEqual([
    { at: '2026-03-15T09:12:00', who: '张三', text: '滨河路菜市场门口:占道经营', site: '滨河路菜市场门口', photos: [1, 2] },
    { at: '2026-03-15T15:00:00', who: '张三', text: '东门小区北侧墙面有小广告', site: '东门小区北侧', photos: [] },
    { at: '2026-03-16T08:00:00', who: '', text: '', site: '', photos: [4, 5] },
    { at: '2026-03-16T09:00:00', who: '', text: '', site: '', photos: [6] },
    { at: '2026-03-17', who: '', text: '', site: '', photos: [7] },
  ]);
  expect(leftOut.map(({ text, reason }) => `${text} ${reason}`)).toEqual([
    '收到。 回应,不是问题',
    '滨河路菜市场已清理 整改反馈,请在对应的问题上选整改后照片(这时发了 1 张)',
  ]);
});

test('every photo is in one place: with a problem, alone, or counted with a report of mending', () => {
  const photos = Array.from({ length: 200 }, (_, at) =>
    photo(at + 1, `微信图片_202603150${at % 10}${String(at % 60).padStart(2, '0')}00.jpg`),
  );
  const messages = parseChat('2026-03-15 03:03:00 张三\n路面破损\n2026-03-15 04:04:00 李四\n已整改');
  const { groups, leftOut } = readChat(messages, photos, []);
  const placed = groups.flatMap((one) => one.photos);
  const counted = Number(/发了 (\d+) 张/.exec(leftOut[0]!.reason)?.[1] ?? 0);
  expect(new Set(placed).size).toBe(placed.length);
  expect(placed.length + counted).toBe(photos.length);
});
