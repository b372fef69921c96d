import { Button } from 'antd';
import { useArchive } from '../../api/archive.tsx';
import { desktop } from '../../api/transport.ts';
import { runCommand } from '../../ui/commands.ts';
import { Part } from './Part.tsx';

/** 关于: version, what runs underneath, where the log lies. */
export function AboutPart() {
  const { session } = useArchive();
  return (
    <Part title="关于">
      <div className="settings-form">
        <span>版本</span>
        <span>{session.version || '未知'}</span>
        <span>数据库驱动</span>
        <span>{session.driver ?? '打开档案库后显示'}</span>
        <span>日志文件夹</span>
        <code className="settings-path">{session.logFolder}</code>
        <span />
        <div className="settings-row">
          {desktop && <Button onClick={() => void desktop?.reveal(session.logFolder)}>打开日志文件夹</Button>}
          <Button onClick={() => void runCommand('help.manual')}>使用手册</Button>
          <Button onClick={() => void runCommand('help.keys')}>快捷键</Button>
          <Button onClick={() => void runCommand('help.about')}>许可证</Button>
        </div>
      </div>
    </Part>
  );
}
