import { useEffect } from 'react';
import { MOST_DROPPED } from '../../shared/contract/documents.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { useArchive } from '../api/archive.tsx';
import { call } from '../api/client.ts';
import { desktop } from '../api/transport.ts';

/** What rows of 材料 carry while dragged: a JSON array of document ids. */
export const DOCUMENTS_DRAG = 'application/x-taizhang-documents';

/** True for rows of 材料 and for files from the system's file window. */
export function carriesDocuments(data: DataTransfer): boolean {
  return data.types.includes(DOCUMENTS_DRAG) || data.types.includes('Files');
}

/** What was dropped: `ids` of documents, and an error that names what is no document. */
export interface Dropped {
  readonly ids: readonly number[];
  readonly error: AppError | null;
}

/**
 * Turns what was dropped into documents. While in use, a file dropped elsewhere on the window does nothing; a browser would leave the
 * page for it.
 */
export function useDropped(): (data: DataTransfer) => Promise<Dropped> {
  const { archive } = useArchive();
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
  return async (data) => {
    const rows = draggedDocuments(data);
    const files = [...data.files].slice(0, MOST_DROPPED);
    if (rows.length > 0 || files.length === 0) return { ids: rows, error: null };
    try {
      const { ids, message } = await findFiles(archive, files);
      return { ids, error: message === null ? null : new AppError('not-found', message) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ids: [], error };
    }
  };
}

function findFiles(archive: string, files: readonly File[]) {
  const paths = desktop ? files.map(desktop.pathOfDropped) : [];
  // What was dragged out of another page is no file on a disk and has no path.
  if (paths.length > 0 && !paths.includes('')) return call('documents.byPaths', { archive, paths });
  return call('documents.byNames', { archive, files: files.map((file) => ({ name: file.name, sizeBytes: file.size })) });
}

/** The dragged document ids; none when something else is dragged. */
function draggedDocuments(data: DataTransfer): readonly number[] {
  const text = data.getData(DOCUMENTS_DRAG);
  if (text === '') return [];
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isInteger(id)) : [];
  } catch {
    return [];
  }
}
