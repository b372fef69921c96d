import { Button, Select, Tag, Tooltip } from 'antd';
import { useRoute } from './route.ts';
import { JobBar } from './JobBar.tsx';
import { ScreenGuard } from './ScreenGuard.tsx';
import { SCREENS } from './screens.tsx';
import { useArchive } from '../api/archive.tsx';
import { keysOf, runCommand } from '../ui/commands.ts';
import { go } from '../ui/go.ts';

/** The frame around every screen: archive and framework above, screens at the left, long work below. */
export function Shell() {
  const { screen, params } = useRoute();
  const { summary, framework, chooseFramework } = useArchive();
  const shown = SCREENS.find((one) => one.id === screen) ?? SCREENS[0];
  const Component = shown?.component;
  return (
    <div className="shell">
      <header className="shell-top">
        <strong className="ellipsis">{summary.name}</strong>
        <span className="muted ellipsis">测评基准日 {summary.baseDate}</span>
        <span style={{ flex: 1 }} />
        {framework.reconstructed && (
          <Tooltip title={framework.note}>
            <Tag tabIndex={0} style={{ color: 'var(--warn)' }}>
              示例模板
            </Tag>
          </Tooltip>
        )}
        <Select
          aria-label="测评体系"
          value={framework.id}
          onChange={chooseFramework}
          style={{ width: 260 }}
          options={summary.frameworks.map((one) => ({ value: one.id, label: one.name }))}
        />
      </header>
      <nav className="shell-nav" aria-label="主导航">
        {SCREENS.map((one) => (
          <button
            key={one.id}
            type="button"
            title={`${one.label} ${keysOf(one.command)}`}
            aria-current={one.id === shown?.id ? 'page' : undefined}
            onClick={() => go(one.id)}
          >
            <one.icon aria-hidden />
            {one.label}
          </button>
        ))}
      </nav>
      <main className="shell-main" aria-label={shown?.label}>
        {shown && Component && (
          <ScreenGuard key={shown.id} label={shown.label}>
            <Component params={params} />
          </ScreenGuard>
        )}
      </main>
      <footer className="shell-status">
        <JobBar />
        <span>不修改、不移动、不上传原件</span>
        <Button size="small" type="text" style={{ fontSize: 'inherit' }} onClick={() => void runCommand('help.about')}>
          关于
        </Button>
      </footer>
    </div>
  );
}
