import { expect, test } from 'vitest';
import { isMachineName } from '../../../shared/domain/machine-names.ts';

test.each([
  ...['微信图片_20260315103211', 'mmexport1589520000000', 'wx_camera_1589520000000', 'IMG_2031', 'DSCF0012', 'DSC_0007 (2)'],
  ...[
    '扫描件1',
    'scan_003',
    '截图 2026-03-15',
    '屏幕截图(3)',
    '文档2',
    '新建 Microsoft Word 文档',
    '新建文本文档 (2)',
    '未命名',
    'Untitled-1',
  ],
])('%s is a name that a machine gave', (name) => {
  expect(isMachineName(name)).toBe(true);
});

test.each([
  '照片墙制作方案',
  '新建公厕一览表',
  '截图说明',
  '文档管理办法',
  'IMG_2031 路口劝导',
  '扫描件移交清单',
  '视频监控点位表',
  '2026',
])('%s is a name that a person gave', (name) => {
  expect(isMachineName(name)).toBe(false);
});
