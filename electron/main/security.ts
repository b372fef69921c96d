import { app, session, type Session, type WebFrameMain } from 'electron';
import { isOwnAddress, isPageAddress, PARTITION, SWITCHES } from './hardening.ts';

/** Before `ready`: sandbox for every page and switches that keep Chromium off the network. */
export function hardenProcess(): void {
  // `--no-sandbox` is how root starts Chromium at all (a test machine); the page's own `sandbox: true` stays in any case.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The page's session: every permission, download and foreign request denied. */
export function hardenSession(): Session {
  const page = session.fromPartition(PARTITION, { cache: false });
  for (const one of [page, session.defaultSession]) {
    one.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    one.setPermissionCheckHandler(() => false);
    one.setDevicePermissionHandler(() => false);
    // Its dictionaries come from the network.
    one.setSpellCheckerEnabled(false);
    one.on('will-download', (event) => event.preventDefault());
    one.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwnAddress(url) && !isDevTools(url) }));
  }
  return page;
}

/** Developer tools exist only in a checkout; their pages come out of Electron itself. */
function isDevTools(url: string): boolean {
  return !app.isPackaged && url.startsWith('devtools://');
}

/** True for a message of our page's main frame; anything else is not heard. */
export function isTrusted(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isPageAddress(frame.url);
}
