import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { SessionState } from '../../shared/contract/session.ts';
import { desktop } from '../api/transport.ts';
import { useCommand } from '../ui/commands.ts';

/** 关于: version, what runs underneath, the promise, and the licences of everything that comes along. Also answers 打开日志文件夹. */
export function AboutDialog({ session }: { readonly session: SessionState }) {
  const [open, setOpen] = useState(false);
  const [licences, setLicences] = useState('');
  useCommand('help.about', () => setOpen(true));
  useCommand('help.logs', () => void (desktop ? desktop.reveal(session.logFolder) : setOpen(true)));
  useEffect(() => {
    if (!open || licences !== '') return;
    void fetch('third-party.txt').then(
      async (found) => setLicences(await found.text()),
      () => setLicences('许可证文件读不出来。请看程序文件夹里的 THIRD-PARTY.md。'),
    );
  }, [open, licences]);
  return (
    <Modal title="关于迎检台账" open={open} onCancel={() => setOpen(false)} footer={null} width={760}>
      <p>版本 {session.version || '未知'},MIT 许可证。不修改、不移动、不上传原件,从不联网。</p>
      <p className="muted">
        {desktop ? '桌面窗口' : '浏览器窗口'}。{session.driver && `数据库驱动 ${session.driver}。`}日志文件夹:{session.logFolder}
      </p>
      <pre
        tabIndex={0}
        aria-label="第三方许可证"
        style={{ maxHeight: 360, overflow: 'auto', margin: 0, fontSize: 12, whiteSpace: 'pre-wrap' }}
      >
        {licences}
      </pre>
    </Modal>
  );
}
