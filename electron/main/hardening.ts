import type { WebPreferences } from 'electron';

/** Every option that keeps the page apart from the machine, in one place; a test reads them back from the running window. */

export const SCHEME = 'taizhang';
/** The page's own origin: nothing else is ever loaded or asked. */
export const PAGE_ORIGIN = `${SCHEME}://app`;
export const PAGE_ADDRESS = `${PAGE_ORIGIN}/`;

/**
 * Of the session. What it keeps on disk is what V8 compiled of our page's program, a third of the page's processor time at every start
 * after the second; it has no cache of what is fetched, so that no document lies in one.
 */
export const PARTITION = 'persist:page';

/** What no page of ours may do, whichever it is. */
const CLOSED: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  /** Its dictionaries come from the network. */
  spellcheck: false,
};

export function webPreferences(preload: string, developing: 'developing' | 'packaged'): WebPreferences {
  return {
    ...CLOSED,
    preload,
    partition: PARTITION,
    devTools: developing === 'developing',
  };
}

/** Of pages that are printed: each has a session of its own, in memory. */
export const PRINT_PARTITION = 'print';

/** A page made of a foreign document: no script at all, no preload. */
export function printPreferences(partition: string): WebPreferences {
  return { ...CLOSED, partition, javascript: false, devTools: false };
}

/** Of Chromium: no name is ever resolved, nothing is fetched in the background. */
export const SWITCHES: readonly (readonly [string, string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking', ''],
  ['disable-component-update', ''],
  ['disable-domain-reliability', ''],
  ['no-pings', ''],
  ['no-proxy-server', ''],
  ['disable-features', 'DnsOverHttps,NetworkTimeServiceQuerying,OptimizationHints,MediaRouter,DialMediaRouteProvider'],
];

/** True for an address the page may ask for. Compared as parsed parts, never by prefix. */
export function isOwnAddress(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return (url.protocol === `${SCHEME}:` && url.host === 'app') || url.protocol === 'data:' || url.protocol === 'blob:';
}

/** True for the page itself, the only sender whose messages are heard. */
export function isPageAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${SCHEME}:` && host === 'app';
  } catch {
    return false;
  }
}
