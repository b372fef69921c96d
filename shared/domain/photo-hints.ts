import type { PictureFacts } from './document.ts';

/** 照片提示: what a clerk should look at before a photo is handed in (REQUIREMENTS E8). Hints only; nothing is refused for them. */
export const PHOTO_HINTS = ['small', 'blurred', 'watermark', 'screenshot'] as const;
export type PhotoHint = (typeof PHOTO_HINTS)[number];

export const HINT_WORDS: Readonly<Record<PhotoHint, string>> = {
  small: '太小',
  blurred: '模糊',
  watermark: '疑似带水印',
  screenshot: '截图',
};

/** Printed over the width of an A4 page's text (16 cm), a long side below this has fewer than 130 dots an inch. */
export const SMALL_BELOW_PX = 800;
/**
 * Sharpness (variance of the Laplacian over contrast, on 512 pixels) below which a picture is blurred. Measured in
 * `test/eval/photos.ts`: sharp ones lie above 0.26, the same ones out of focus by 3 pixels in 1000 mostly below 0.12.
 */
export const BLURRED_BELOW = 0.12;

const SCREENSHOT_NAME = /截图|截屏|屏幕快照|屏幕截取|screen[ _-]?shot|snipaste/i;
const SCREENSHOT_SOFTWARE = /snipaste|snipping|snagit|screen ?shot|faststone capture|截图/i;
const WATERMARK_NAME = /水印/;
const WATERMARK_SOFTWARE = /水印|watermark|timemark|timestamp camera|经纬相机/i;
/** What camera programs write over a picture, as 识别 reads it: their name, or a line with the moment or the place and nothing else. */
const WATERMARK_TEXT =
  /水印相机|今日水印|马克相机|经纬相机|timemark|^[^\S\n]*(?:拍摄时间|时间|日期)?[::\s]*\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?[ T]{0,2}\d{1,2}:\d{2}(?::\d{2})?[^\S\n]*$|^[^\S\n]*(?:经纬度|经度|纬度)[::\s]*\d{1,3}\.\d+/im;
const TEXT_CHARACTERS = 4000;

export interface HintsInput {
  readonly picture: PictureFacts;
  /** Bare file name. */
  readonly name: string;
  /** Remarks of the file and what 识别 read on the picture, '' for none. */
  readonly text: string;
}

/**
 * The hints of a picture. 疑似带水印 and 截图 are told by the name, by the program that wrote the file, and by recognised words only:
 * pixels alone do not tell them reliably, so a picture without such a sign has no hint even where a mark can be seen.
 */
export function photoHints({ picture, name, text }: HintsInput): readonly PhotoHint[] {
  const software = picture.software ?? '';
  const head = text.slice(0, TEXT_CHARACTERS);
  const told: Readonly<Record<PhotoHint, boolean>> = {
    small: Math.max(picture.widthPx, picture.heightPx) < SMALL_BELOW_PX,
    blurred: picture.sharpness !== null && picture.sharpness < BLURRED_BELOW,
    watermark: WATERMARK_NAME.test(name) || WATERMARK_SOFTWARE.test(software) || WATERMARK_TEXT.test(head),
    screenshot: SCREENSHOT_NAME.test(name) || SCREENSHOT_SOFTWARE.test(software) || /^screenshot$/im.test(head),
  };
  return PHOTO_HINTS.filter((hint) => told[hint]);
}

/** Why a hint is given and what to do, one or two sentences for a person. */
export function hintSentence(hint: PhotoHint, picture: PictureFacts): string {
  switch (hint) {
    case 'small':
      return `只有 ${picture.widthPx} × ${picture.heightPx} 像素,长边不到 ${SMALL_BELOW_PX},印在 A4 上会不清楚。请找原照片,不要用聊天软件压缩过的。`;
    case 'blurred':
      return '画面轮廓不清,可能没对上焦或手抖。请放大看一看,有清楚的就换一张。';
    case 'watermark':
      return '文件名、文件信息或识别出的文字里有水印相机的痕迹。要求不带水印时,请换原照片。';
    case 'screenshot':
      return '文件名或文件信息说明它是截图。作媒体截图没有问题;要作实景图片,请用原照片。';
  }
}
