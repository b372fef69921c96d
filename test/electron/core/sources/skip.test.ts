import { expect, test } from 'vitest';
import { skipFileName, skipFolderName, skipUnopened } from '../../../../electron/core/sources/skip.ts';

test.each([
  '~$通知.docx', '.~lock.表.ods#', 'Thumbs.db', 'THUMBS.DB', 'ehthumbs.db', '.DS_Store', '._照片.jpg', 'desktop.ini', 'Desktop.ini',
  'a.crdownload', 'b.part', 'c.tmp', 'd.download', '视频.mp4.baiduyun.p.downloading', '方案.docx.baiduyun.downloading', 'e.td', 'f.xltd',
])('%s is not evidence', (name) => {
  expect(skipFileName(name)?.reason).toMatch(/[\u4e00-\u9fff]/);
}); // prettier-ignore

test.each(['通知.docx', 'Thumbs.db说明.txt', '$RECYCLE.txt', 'a.partial说明.pdf', 'tmp.doc', '.隐藏的通知.txt', '~通知.docx'])(
  '%s may be evidence',
  (name) => {
    expect(skipFileName(name)).toBeNull();
  },
);

test.each(['$RECYCLE.BIN', 'System Volume Information', '.git', '.Trash-1000', '@eaDir', '__MACOSX', '.svn'])(
  '%s is not walked',
  (name) => {
    expect(skipFolderName(name)).not.toBeNull();
  },
);

test.each(['.材料', 'git', '回收站', '2026'])('folder %s is walked', (name) => {
  expect(skipFolderName(name)).toBeNull();
});

test('an empty file is skipped', () => {
  expect(skipUnopened({ name: '通知.txt', sizeBytes: 0, blocks: 0 }, 'linux')?.reason).toBe('空文件');
  expect(skipUnopened({ name: '通知.txt', sizeBytes: 600, blocks: 8 }, 'linux')).toBeNull();
});
