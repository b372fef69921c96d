import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Input, Output } from '../../shared/contract/api.ts';
import type { DocumentListRow } from '../../shared/contract/documents.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { call } from './client.ts';
import { queries } from './hooks.ts';

/** What is listed: filter and order. */
export type DocumentsRequest = Omit<Input<'documents.page'>, 'offset' | 'limit'>;

export interface PagedDocuments {
  /** Null until the first answer. */
  readonly total: number | null;
  /** Null while its page is on the way. */
  readonly rowAt: (index: number) => DocumentListRow | null;
  readonly error: AppError | null;
  readonly retry: () => void;
}

const PAGE_ROWS = 100;

/** A long list of documents by pages: only those that hold the rows from `first` to `last` are asked for. */
export function usePagedDocuments(request: DocumentsRequest, first: number, last: number): PagedDocuments {
  const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
  const to = Math.floor(Math.max(0, last) / PAGE_ROWS);
  const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const pages = useQueries({
    queries: numbers.map((number) => ({
      queryKey: ['documents.page', request, number],
      queryFn: () => call('documents.page', { ...request, offset: number * PAGE_ROWS, limit: PAGE_ROWS }),
    })),
  });
  const head = useQuery<Output<'documents.page'>, AppError>({
    queryKey: ['documents.page', request, 'total'],
    queryFn: () => call('documents.page', { ...request, offset: 0, limit: 0 }),
    placeholderData: (before) => before,
  });
  const rows = useMemo(() => {
    const known = new Map<number, DocumentListRow>();
    pages.forEach((page, at) =>
      page.data?.documents.forEach((row, index) => known.set((numbers[at] ?? 0) * PAGE_ROWS + index, row)),
    );
    return known;
    // The answers decide; the array around them is new every time.
  }, [from, to, ...pages.map((page) => page.data)]);
  return {
    total: head.data?.total ?? null,
    rowAt: (index) => rows.get(index) ?? null,
    error: head.error,
    retry: () => void queries.invalidateQueries({ queryKey: ['documents.page'] }),
  };
}

/** Ids of all that are listed, in order; asked for once per answer of the list. */
export async function allDocumentIds(request: DocumentsRequest): Promise<readonly number[]> {
  const found = await queries.fetchQuery({ queryKey: ['documents.ids', request], queryFn: () => call('documents.ids', request) });
  return found.ids;
}
