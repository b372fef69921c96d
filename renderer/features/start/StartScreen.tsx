import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { useAct, useRead } from '../../api/hooks.ts';
import { PathField } from '../../parts/PathField.tsx';
import { useOpenSample } from '../../parts/use-open-sample.ts';
import { useCommand } from '../../ui/commands.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { NewArchive } from './NewArchive.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import './start.css';

export interface StartScreenProps {
  readonly session: SessionState;
  readonly onOpen: (archive: string) => void;
  /** What the person came for from a menu: a new archive, or nothing yet. */
  readonly view: 'start' | 'new';
}

const PROMISES = [
  ['不修改', '材料文件夹只读:文件不会被改动、改名或删除,程序的数据都放在另外的档案库文件夹里。'],
  ['不移动', '材料留在原来的地方。以后文件改名、换文件夹或换盘符,佐证关系也不会丢。'],
  ['不上传', '全部工作在本机完成,不连接网络。'],
] as const;

/** 首次使用: what the program does, what it never does, and the first action. */
export function StartScreen({ session, onOpen, view }: StartScreenProps) {
  const [shown, setShown] = useState(view);
  const [path, setPath] = useState('');
  const [restoring, setRestoring] = useState(false);
  const recent = useRead('session.read', {}).data?.recent ?? session.recent;
  const sample = useOpenSample(session, onOpen);
  const forget = useAct('archive.forget');
  useCommand('archive.new', () => setShown('new'));
  useCommand('archive.sample', sample.open);
  if (shown === 'new') return <NewArchive session={session} onMade={onOpen} onBack={() => setShown('start')} />;
  return (
    <main className="start">
      <div className="start-inner">
        <section aria-label="迎检台账是什么">
          <div className="start-brand">
            <img src="./icon.svg" alt="" />
            <div>
              <h1>迎检台账</h1>
              <div className="muted">检查验收材料的归类、查缺与成册</div>
            </div>
          </div>
          <p style={{ lineHeight: 1.8, margin: '20px 0' }}>
            指定存放材料的文件夹,程序读出每份材料的题名、文号和日期,建议它能证明哪些测评指标并说明理由,列出还缺什么,最后装订成一册有目录、有页码、可校验的
            PDF。
          </p>
          <ul className="start-promise">
            {PROMISES.map(([word, meaning]) => (
              <li key={word}>
                <span aria-hidden="true" style={{ color: 'var(--good)', fontWeight: 700 }}>
                  ✓
                </span>
                <span>
                  <strong>{word}</strong>
                  <span className="muted">{meaning}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
        <div style={{ display: 'grid', gap: 16 }}>
          <section className="start-card start-actions" aria-label="开始">
            <h2>开始</h2>
            <Button type="primary" size="large" block onClick={() => setShown('new')}>
              新建档案库
            </Button>
            <Button size="large" block loading={sample.pending} onClick={sample.open}>
              打开示例档案库
            </Button>
            <div className="muted" style={{ fontSize: 12.5 }}>
              示例有约 90 个文件和几处故意留下的缺项,可以随意试用,不用时把文件夹删掉即可。
            </div>
            {sample.error && <ErrorNotice error={sample.error} onRetry={sample.open} />}
          </section>
          <section className="start-card" aria-label="打开已有档案库">
            <h2>打开已有档案库</h2>
            <div style={{ display: 'flex', gap: 8 }}>
              <div style={{ flex: 1, minWidth: 0 }}>
                <PathField
                  label="档案库文件夹"
                  value={path}
                  onChange={setPath}
                  pick="folder"
                  placeholder="档案库文件夹的完整路径"
                  onEnter={() => path.trim() !== '' && onOpen(path.trim())}
                />
              </div>
              <Button disabled={path.trim() === ''} onClick={() => onOpen(path.trim())}>
                打开
              </Button>
            </div>
            <Button type="link" size="small" style={{ padding: 0, marginTop: 10 }} onClick={() => setRestoring(true)}>
              从备份恢复…
            </Button>
            <RestoreDialog
              open={restoring}
              folder={session.documentsFolder}
              onClose={() => setRestoring(false)}
              onRestored={onOpen}
            />
            {recent.length > 0 && (
              <>
                <h2 style={{ marginTop: 18 }}>最近打开</h2>
                <ul className="start-recent">
                  {recent.map((one) => (
                    <li key={one.archive}>
                      <button type="button" className="name" disabled={!one.present} onClick={() => onOpen(one.archive)}>
                        <strong className="ellipsis" style={{ display: 'block' }}>
                          {one.name}
                          {!one.present && <span style={{ color: 'var(--bad)', fontWeight: 400 }}> ⊘ 文件夹不在</span>}
                        </strong>
                        <Tooltip title={one.archive}>
                          <span className="muted ellipsis" style={{ display: 'block', fontSize: 12.5 }}>
                            {one.openedAt.slice(0, 10)} {one.archive}
                          </span>
                        </Tooltip>
                      </button>
                      <Button size="small" type="text" onClick={() => forget.mutate({ archive: one.archive })}>
                        从列表移除
                      </Button>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
        </div>
      </div>
    </main>
  );
}
