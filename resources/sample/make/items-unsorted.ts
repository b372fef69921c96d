import { gbk } from './encodings.ts';
import { docx } from './items-documents.ts';
import { item, nothing, proof } from './item.ts';
import type { Planted, SampleItem } from './item.ts';
import { packed } from './official.ts';
import { officialPdf } from './pdfs.ts';
import * as more from './texts-more.ts';

const RULE = '规范文件';

/** What lies about in every share drive: misnamed, empty, unrelated and temporary files. */
export const unsortedItems = (): SampleItem[] => {
  const dir = '未整理';
  const skipped = (reason: string): Planted => ({ problem: reason, expectation: '跳过并写明原因，不算材料' });
  return [
    docx(`${dir}/20XX年控烟工作总结.docx`, 'Ⅱ-27-1)', '工作总结', more.smokingSummary, {
      problem: '年份被掩码（20XX 年）',
      expectation: '不猜年份，日期为空',
    }),
    item(
      `${dir}/关于做好清明节文明祭祀和移风易俗工作的通知.docx`,
      proof('Ⅱ-12-2)', RULE, more.tombNotice.date),
      () => officialPdf(more.tombNotice, more.tombNotice.date, { sealed: true }),
      {
        planted: { problem: '扩展名是 docx,内容其实是 PDF', expectation: '按内容识别为 pdf,正常读取' },
      },
    ),
    item(`${dir}/新建 Microsoft Word 文档.docx`, nothing(), () => packed([], '', '滨河区文明办', '2026-04-02'), {
      planted: { problem: '空白的 docx', expectation: '登记，状态为没有文字；不建议任何指标' },
    }),
    item(`${dir}/新建文本文档.txt`, nothing(), () => gbk(more.canteenList.replace(/\n/g, '\r\n')), {
      planted: { problem: '与创建无关的文件', expectation: '不建议任何指标' },
    }),
    item(`${dir}/会议签到表.xlsx`, nothing(), () => Buffer.alloc(0), { planted: skipped('零字节文件') }),
    item(`${dir}/~$创城简报第3期.docx`, nothing(), () => lockFile('滨河区文明办'), { planted: skipped('Word 打开时的临时文件') }),
    item(`${dir}/Thumbs.db`, nothing(), () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1528)]), {
      planted: skipped('系统缩略图缓存'),
    }),
    item(
      `${dir}/desktop.ini`,
      nothing(),
      () => Buffer.from('[.ShellClassInfo]\r\nIconResource=C:\\Windows\\system32\\imageres.dll,-112\r\n'),
      { planted: skipped('系统文件') },
    ),
    item(`${dir}/创城宣传片素材.mp4.part`, nothing(), () => Buffer.alloc(4096, 0x5a), { planted: skipped('未下载完的临时文件') }),
    item('02 交通文明/交警大队/文明交通执法记录20260409.mp4', nothing('影像资料', '2026-04-09'), () => tinyMp4(), {
      planted: { problem: '视频，只有文件头', expectation: '只按文件名编目，没有文字' },
    }),
  ];
};

/** The owner file Word leaves while a document is open: name length, name, padding. */
function lockFile(owner: string): Buffer {
  const bytes = Buffer.alloc(162, 0);
  bytes[0] = owner.length;
  gbk(owner).copy(bytes, 1);
  Buffer.from(owner, 'utf16le').copy(bytes, 56);
  bytes[54] = owner.length;
  return bytes;
}

/** A valid but empty MP4 (ISO/IEC 14496-12): `ftyp`, `free`, an empty `mdat`. */
function tinyMp4(): Buffer {
  const box = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + content.length, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1')),
    box('free', Buffer.alloc(0)),
    box('mdat', Buffer.alloc(64)),
  ]);
}
