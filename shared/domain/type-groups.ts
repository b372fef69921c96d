import type { DocumentType } from './document.ts';

/** Formats as a clerk tells them apart. */
export const TYPE_GROUPS = ['文字', '表格', 'PDF', '图片', '演示', '影音', '压缩包与邮件', '其他'] as const;
export type TypeGroup = (typeof TYPE_GROUPS)[number];

const GROUPS: Readonly<Record<DocumentType, TypeGroup>> = {
  ...{ txt: '文字', md: '文字', html: '文字', docx: '文字', doc: '文字', odt: '文字', rtf: '文字', epub: '文字' },
  ...{ csv: '表格', xlsx: '表格', xls: '表格', ods: '表格' },
  ...{ pdf: 'PDF', ofd: 'PDF' },
  ...{ jpg: '图片', png: '图片', gif: '图片', bmp: '图片', tiff: '图片', webp: '图片', heic: '图片' },
  ...{ pptx: '演示', ppt: '演示', odp: '演示' },
  ...{ video: '影音', audio: '影音' },
  ...{ zip: '压缩包与邮件', '7z': '压缩包与邮件', rar: '压缩包与邮件', eml: '压缩包与邮件', msg: '压缩包与邮件' },
  ...{ other: '其他' },
};

export function groupOf(type: DocumentType): TypeGroup {
  return GROUPS[type];
}
