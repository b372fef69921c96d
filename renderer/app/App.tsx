import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider, Spin } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState } from 'react';
import type { FrameworkSummary, SessionState } from '../../shared/contract/session.ts';
import { ArchiveProvider } from '../api/archive.tsx';
import { queries, useFreshness, useRead } from '../api/hooks.ts';
import { DisplayProvider, type TextSize, type ThemeName } from '../api/display.tsx';
import { loadPreferences, usePreference } from '../api/preference.ts';
import { StartScreen } from '../features/start/StartScreen.tsx';
import { useOpenSample } from '../parts/use-open-sample.ts';
import { runCommand, useCommand, useCommandKeys } from '../ui/commands.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { go } from '../ui/go.ts';
import { desktop } from '../api/transport.ts';
import type { CommandId } from '../../shared/contract/commands.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { EditKeys } from './EditKeys.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { ManualDrawer } from './manual/ManualDrawer.tsx';
import { Palette } from './Palette.tsx';
import { SCREENS } from './screens.tsx';
import { Shell } from './Shell.tsx';
import { applyColours, applyTextSize, themeConfig } from './theme.ts';
import { useMoves } from './use-moves.ts';

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Loaded />
    </QueryClientProvider>
  );
}

function Loaded() {
  const session = useRead('session.read', {});
  if (session.error) return <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <Spin fullscreen />;
  loadPreferences(session.data.preferences);
  return <Dressed session={session.data} />;
}

const isTheme = (value: unknown): value is ThemeName => value === 'light' || value === 'dark';
const isTextSize = (value: unknown): value is TextSize => value === 'normal' || value === 'large' || value === 'huge';
const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * Where dialogs and lists open: what stands on the page already. In a box of their own they are on the page only after their field was
 * to take the focus, and without motion the ✕ would have it.
 */
const onPage = (): HTMLElement => document.body;

function Dressed({ session }: { readonly session: SessionState }) {
  const [theme, setTheme] = usePreference<ThemeName>('theme', 'light', isTheme);
  const [textSize, setTextSize] = usePreference<TextSize>('text-size', 'normal', isTextSize);
  const moves = useMoves();
  const display = useMemo(() => ({ theme, textSize, setTheme, setTextSize }), [theme, textSize, setTheme, setTextSize]);
  useEffect(() => applyColours(theme), [theme]);
  useEffect(() => applyTextSize(textSize), [textSize]);
  useFreshness();
  useCommandKeys();
  useCommand('theme.toggle', () => setTheme(theme === 'light' ? 'dark' : 'light'));
  useEffect(() => desktop?.onCommand((command) => void runCommand(command as CommandId)), []);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeConfig(theme, moves)}
      button={{ autoInsertSpace: false }}
      getPopupContainer={onPage}
    >
      <AntApp component={false}>
        <DisplayProvider value={display}>
          <Opened session={session} />
        </DisplayProvider>
        <AboutDialog session={session} />
        <KeysDialog />
        <ManualDrawer />
      </AntApp>
    </ConfigProvider>
  );
}

/** Either the open archive inside the shell, or the start screen. */
function Opened({ session }: { readonly session: SessionState }) {
  const [archive, setArchive] = useState<string | null>(session.archive);
  const [view, setView] = useState<'start' | 'new'>('start');
  const leave = (to: 'start' | 'new'): void => {
    setView(to);
    setArchive(null);
  };
  useEffect(() => desktop?.onOpenArchive(setArchive), []);
  const opened = useRead('archive.open', archive === null ? null : { archive });
  if (archive === null || (opened.error && !opened.data)) {
    return (
      <>
        {archive !== null && opened.error && <ErrorNotice error={opened.error} onRetry={() => void opened.refetch()} />}
        <StartScreen key={view} session={session} onOpen={setArchive} view={view} />
      </>
    );
  }
  if (!opened.data) return <Spin fullscreen />;
  return <WithArchive archive={opened.data.archive} session={session} onLeave={leave} onOpen={setArchive} />;
}

interface WithArchiveProps {
  readonly archive: string;
  readonly session: SessionState;
  readonly onLeave: (to: 'start' | 'new') => void;
  /** Shows another archive instead. */
  readonly onOpen: (archive: string) => void;
}

function WithArchive({ archive, session, onLeave, onOpen }: WithArchiveProps) {
  const { message } = AntApp.useApp();
  const summary = useRead('archive.summary', { archive });
  const [frameworkId, chooseFramework] = usePreference<string>(`framework:${archive}`, '', isText);
  useCommand('archive.open', () => onLeave('start'));
  const sample = useOpenSample(session, onOpen, (error) => void message.error(error.message));
  useCommand('archive.sample', () => {
    if (!sample.pending) sample.open();
  });
  useCommand('archive.new', () => onLeave('new'));
  useCommand('export.open', () => go('exports'));
  const frameworks: readonly FrameworkSummary[] = summary.data?.frameworks ?? [];
  const framework = frameworks.find((one) => one.id === frameworkId) ?? frameworks[0];
  const value = useMemo(
    () => (summary.data && framework ? { archive, summary: summary.data, session, framework, chooseFramework } : null),
    [archive, summary.data, session, framework, chooseFramework],
  );
  if (summary.error) return <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} />;
  if (!value) return <Spin fullscreen />;
  return (
    <ArchiveProvider value={value}>
      <ScreenKeys />
      <EditKeys />
      <Palette />
      <Shell />
    </ArchiveProvider>
  );
}

/** Ctrl+1 … Ctrl+6 and the menu's screens. */
function ScreenKeys() {
  return SCREENS.map((screen) => <ScreenKey key={screen.id} command={screen.command} id={screen.id} />);
}

function ScreenKey({ command, id }: { readonly command: CommandId; readonly id: string }) {
  useCommand(command, () => go(id));
  return null;
}
