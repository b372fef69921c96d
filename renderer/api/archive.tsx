import { createContext, useContext } from 'react';
import type { ArchiveSummary, FrameworkSummary, SessionState } from '../../shared/contract/session.ts';

/** The open archive, for every screen inside the shell. */
export interface OpenArchive {
  /** Path of the archive, the `archive` of every call. */
  readonly archive: string;
  readonly summary: ArchiveSummary;
  readonly session: SessionState;
  /** The framework the person is looking at; kept for all screens. */
  readonly framework: FrameworkSummary;
  readonly chooseFramework: (id: string) => void;
}

const Context = createContext<OpenArchive | null>(null);
export const ArchiveProvider = Context.Provider;

export function useArchive(): OpenArchive {
  const found = useContext(Context);
  if (!found) throw new Error('no archive is open');
  return found;
}
