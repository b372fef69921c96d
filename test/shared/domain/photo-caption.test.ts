import { describe, expect, test } from 'vitest';
import type { PictureFacts } from '../../../shared/domain/document.ts';
import { coordinateWords, proposeCaption, type ProposalInput } from '../../../shared/domain/photo-caption.ts';

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
  sharpness: null,
  hash: null,
};

/** The proposed words alone. */
function proposed(more: Partial<ProposalInput>): Readonly<Record<string, string>> {
  const input = { name: 'IMG_1.jpg', folder: '', remarks: '', picture: PICTURE, date: null, dateOrigin: 'none' as const };
  const found = proposeCaption({ ...input, today: '2026-06-30', ...more });
  return Object.fromEntries(Object.entries(found).map(([element, { text }]) => [element, text]));
}

test('a camera’s name in a folder that says nothing proposes nothing', () => {
  for (const name of [
    'IMG_2031.jpg',
    'DSC00317.JPG',
    '微信图片_20260305102233.jpg',
    'mmexport1772675400000.jpg',
    'IMG_2031 - 副本.jpg',
  ])
    expect(proposed({ name, folder: '未整理/新建文件夹' })).toEqual({});
});

describe('事由 and 背景', () => {
  test('from the name and the nearest folder that says something', () => {
    expect(proposed({ name: '礼让斑马线20260411.jpg', folder: '02 交通文明/交警大队/照片' })).toMatchObject({
      event: '礼让斑马线',
      background: '交通文明',
    });
  });
  test('from the folder alone where the name says nothing, and then it is no background too', () => {
    const folder = '照片/2026年3月学雷锋活动照片';
    expect(proposed({ name: 'IMG_1.jpg', folder })).toEqual({ event: '2026年3月学雷锋活动' });
  });
  test('a remark in the file goes first', () => {
    expect(proposed({ name: '礼让斑马线.jpg', remarks: 'OLYMPUS\n志愿者在路口劝导' }).event).toBe('志愿者在路口劝导');
  });
});

describe('时间', () => {
  const picture = { ...PICTURE, takenAt: '2026-03-05T23:50:00', takenAtOffset: '-05:00' };
  test('is the camera’s own clock, never moved to another zone', () => {
    expect(proposed({ picture, date: '2026-03-05', dateOrigin: 'exif' }).time).toBe('2026年3月5日 23:50');
  });
  test('is the day put right by hand where the camera’s differs', () => {
    expect(proposed({ picture, date: '2026-04-01', dateOrigin: 'manual' }).time).toBe('2026年4月1日');
  });
  test('is the day in the name where the camera tells none', () => {
    expect(proposed({ date: '2026-04-11', dateOrigin: 'name' }).time).toBe('2026年4月11日');
  });
  test('a clock that was never set is not believed', () => {
    expect(proposed({ picture: { ...picture, takenAt: '2000-01-01T00:00:00' } }).time).toBeUndefined();
  });
});

describe('地点', () => {
  test.each([
    ['文明交通劝导 人民路口20260411.jpg', '人民路口'],
    ['实验小学学雷锋主题队日.jpg', '实验小学'],
    ['東門小學雷鋒精神主題班會.jpg', '東門小學'],
    ['志愿者在建设路劝导.jpg', '建设路'],
    ['区人民医院候诊区禁烟标识.jpg', '区人民医院'],
    ['东门农贸市场亮证经营.jpg', '东门农贸市场'],
  ])('of %s is %s', (name, place) => {
    expect(proposed({ name }).place).toBe(place);
  });
  test.each(['开展志愿服务进社区活动.jpg', '文明交通行动.jpg', '消防通道畅通 整改后.jpg'])('%s names none', (name) => {
    expect(proposed({ name }).place).toBeUndefined();
  });
  test('is the coordinates only where nothing else tells it', () => {
    const picture = { ...PICTURE, latitude: 28.87, longitude: 105.4333333 };
    expect(proposed({ picture }).place).toBe('北纬28.87000°,东经105.43333°');
    expect(proposed({ picture, name: '实验小学活动.jpg' }).place).toBe('实验小学');
    expect(coordinateWords({ ...PICTURE, latitude: -1.5, longitude: -70 })).toBe('南纬1.50000°,西经70.00000°');
  });
});

describe('人物 and 摄影者', () => {
  test('people only where the name says who', () => {
    expect(proposed({ name: '志愿者和居民清扫楼道.jpg' }).people).toBe('志愿者、居民');
    expect(proposed({ name: '礼让斑马线.jpg', folder: '交警大队' }).people).toBeUndefined();
  });
  test.each(['清明祭扫 张三摄.jpg', '清明祭扫(摄影:张三).jpg', '清明祭扫-张三 拍摄.JPG'])('the photographer in %s', (name) => {
    expect(proposed({ name })).toMatchObject({ event: '清明祭扫', photographer: '张三' });
  });
  test('the author in the file goes first', () => {
    expect(proposed({ name: '清明祭扫 张三摄.jpg', picture: { ...PICTURE, photographer: '李四' } }).photographer).toBe('李四');
  });
});
