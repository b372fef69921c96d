import type { AppError } from '../../shared/contract/errors.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { useAct } from '../api/hooks.ts';
import { useIndex } from './use-index.ts';

export interface OpenSample {
  /** Makes a fresh sample archive in the person's documents, shows it and starts its 编目. */
  readonly open: () => void;
  readonly pending: boolean;
  readonly error: AppError | null;
}

/** 打开示例档案库 in one step, from the start screen and from inside another archive. */
export function useOpenSample(
  session: SessionState,
  onOpen: (archive: string) => void,
  onError?: (error: AppError) => void,
): OpenSample {
  const index = useIndex();
  const make = useAct('archive.createSample');
  const open = (): void =>
    make.mutate(
      { folder: `${session.documentsFolder}/迎检台账示例` },
      {
        onSuccess: ({ archive }) => {
          onOpen(archive);
          index(archive);
        },
        ...(onError ? { onError } : {}),
      },
    );
  return { open, pending: make.isPending, error: make.error };
}
