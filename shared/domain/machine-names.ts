import { fold } from './text.ts';

/** What phones, chat programs, scanners and office programs call a file by themselves, folded, without the number behind it. */
const GIVEN = new Set([
  ...['微信图片', '微信截图', 'qq图片', 'qq截图', 'mmexport', 'wx_camera'],
  ...['图片', '照片', '相机', '原图', 'image', 'img', 'photo', 'dsc', 'dscf', 'dscn'],
  ...['截图', '截屏', '屏幕截图', 'screenshot', '录屏', '视频'],
  ...['扫描', '扫描件', 'scan', '文档', 'doc', 'document', '未命名', '无标题', 'untitled'],
]);
/** What programs call a file just made: 新建 Microsoft Word 文档, 新建文本文档. 新建公厕一览表 is a person's word. */
const JUST_MADE = /^新建\s*(?:microsoft|word|excel|powerpoint|wps|docx?|xlsx?|pptx?|文本|文档|工作表|演示|压缩|文件夹|图像)/u;
const NUMBER = /[\s\d_.()（）-]+$/u;

/** True for a name, without its suffix, that a machine gave (微信图片_20260315, IMG_2031, 扫描件1): it tells nothing of what it shows. */
export function isMachineName(stem: string): boolean {
  const name = fold(stem).trim();
  return JUST_MADE.test(name) || GIVEN.has(name.replace(NUMBER, ''));
}
