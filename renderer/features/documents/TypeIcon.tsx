import {
  FileExcelOutlined,
  FileImageOutlined,
  FileOutlined,
  FilePdfOutlined,
  FilePptOutlined,
  FileWordOutlined,
  FileZipOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { groupOf } from '../../../shared/domain/type-groups.ts';

/** The sort of file, as a shape. */
export function TypeIcon({ type }: { readonly type: DocumentType }) {
  switch (groupOf(type)) {
    case '文字':
      return <FileWordOutlined aria-hidden="true" />;
    case '表格':
      return <FileExcelOutlined aria-hidden="true" />;
    case 'PDF':
      return <FilePdfOutlined aria-hidden="true" />;
    case '图片':
      return <FileImageOutlined aria-hidden="true" />;
    case '演示':
      return <FilePptOutlined aria-hidden="true" />;
    case '影音':
      return <VideoCameraOutlined aria-hidden="true" />;
    case '压缩包与邮件':
      return <FileZipOutlined aria-hidden="true" />;
    case '其他':
      return <FileOutlined aria-hidden="true" />;
  }
}
