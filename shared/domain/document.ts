/** A file's content as evidence (材料), and the words used to describe it. PRODUCT word list. */

/** 材料类型 (kind): what sort of proof a document is. */
export const KINDS = [
  '规范文件',
  '说明报告',
  '实景图片',
  '统计表格',
  '媒体截图',
  '工作台账',
  '工作总结',
  '评价意见',
  '影像资料',
] as const;
export type Kind = (typeof KINDS)[number];

/** Formats recognised by first bytes. `other` is indexed by name only. */
export const DOCUMENT_TYPES = [
  'txt', 'csv', 'md', 'html', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'pdf', 'jpg', 'png', 'gif', 'bmp',
  'tiff', 'webp', 'heic', 'zip', '7z', 'rar', 'eml', 'msg', 'ofd', 'odt', 'ods', 'odp', 'rtf', 'epub', 'video', 'audio', 'other',
] as const; // prettier-ignore
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export const PICTURE_TYPES: readonly DocumentType[] = ['jpg', 'png', 'gif', 'bmp', 'tiff', 'webp', 'heic'];

/** Types that become pages through our own layout, in a volume as in a preview. */
export const OFFICE_TYPES: readonly DocumentType[] = [
  'docx',
  'xlsx',
  'xls',
  'csv',
  'txt',
  'md',
  'html',
  'doc',
  'pptx',
  'ppt',
  'ofd',
  'odt',
  'ods',
  'odp',
  'rtf',
  'epub',
  'eml',
  'msg',
];

/**
 * Where the chosen date came from. `none` means no date could be told; a file's own modification time never becomes a date
 * (PRODUCT rule 6).
 */
export type DateOrigin = 'name' | 'text' | 'exif' | 'properties' | 'manual' | 'none';

/** State shown for a document: read / nothing to read / reading failed / file gone / cloud placeholder / needs a password. */
export type DocumentState = 'ok' | 'empty' | 'failed' | 'missing' | 'online-only' | 'encrypted';

/** What reading a document's name and text tells about it. All dates are local calendar dates `YYYY-MM-DD`. */
export interface DocumentFacts {
  /** 题名; never empty (falls back to the file name without its suffix). */
  readonly title: string;
  /** 文号 in the standard spelling `泸市体〔2011〕141号`, or null. */
  readonly docNumber: string | null;
  /** 成文日期 `YYYY-MM-DD` or null when it cannot be told for certain. */
  readonly date: string | null;
  readonly dateOrigin: DateOrigin;
  /** 责任者 (issuing body), or null. */
  readonly issuer: string | null;
  readonly kind: Kind | null;
}

/** What is known from inside a picture. */
export interface PictureFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF orientation 1..8; illegal values are read as 1. */
  readonly orientation: number;
  /** Camera's local time `YYYY-MM-DDTHH:mm:ss` without zone, or null. */
  readonly takenAt: string | null;
  /** `+08:00` when the camera recorded it, else null. */
  readonly takenAtOffset: string | null;
  readonly camera: string | null;
  /** Decimal degrees, south and west negative; both null unless both are valid. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly photographer: string | null;
  /** The program that wrote the file, by its own word. */
  readonly software: string | null;
  /** Sharpness on a picture of 512 pixels: below SHARP_FROM it is blurred; null when it cannot be told. */
  readonly sharpness: number | null;
  /** Perceptual hash, 64 hexadecimal digits; null for flat pictures and those not looked at. */
  readonly hash: string | null;
}
