import { useSyncExternalStore } from 'react';

/** Where the window is: a screen and its parameters, kept in the address (`#/triage?document=12`) so that a reload stays there. */
export interface Route {
  readonly screen: string;
  readonly params: Readonly<Record<string, string>>;
}

function read(): string {
  return window.location.hash;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function parse(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  return { screen: path || 'home', params: Object.fromEntries(new URLSearchParams(search)) };
}

export function useRoute(): Route {
  return parse(useSyncExternalStore(subscribe, read));
}
