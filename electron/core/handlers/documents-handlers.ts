import type { DocumentsOutputs } from '../../../shared/contract/documents.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { localDay } from '../local-day.ts';
import {
  chooseCopy,
  editDocument,
  findByNames,
  findByPaths,
  listDocuments,
  readDocument,
  readFacets,
  readIds,
  readPage,
} from '../documents/documents.ts';
import { storeCaption } from '../photos/photos.ts';
import { lookAt } from '../previews/previews.ts';

/** Handlers of 材料. */
export function documentsHandlers(core: CoreContext): Pick<Handlers, keyof DocumentsOutputs | 'documents.list'> {
  return {
    'documents.list': async ({ archive, ...filter }) => listDocuments(await core.archive(archive), filter),
    'documents.page': async ({ archive, ...request }) => readPage(await core.archive(archive), request),
    'documents.facets': async ({ archive, filter }) => readFacets(await core.archive(archive), filter),
    'documents.ids': async ({ archive, ...request }) => ({ ids: await readIds(await core.archive(archive), request) }),
    'documents.read': async ({ archive, id, query }) =>
      readDocument(await core.archive(archive), { id, query: query ?? '', today: localDay(core.now()) }),
    'documents.edit': async ({ archive, ...edit }) =>
      editDocument(await core.archive(archive), { ...edit, actor: core.actor, now: core.now() }),
    'documents.chooseCopy': async ({ archive, ...choice }) => {
      await chooseCopy(await core.archive(archive), { ...choice, actor: core.actor, now: core.now() });
      return {};
    },
    'documents.caption': async ({ archive, id, caption }) => ({
      caption: await storeCaption(await core.archive(archive), { id, caption, actor: core.actor, now: core.now() }),
    }),
    'documents.byPaths': async ({ archive, paths }) => findByPaths((await core.archive(archive)).db, paths),
    'documents.byNames': async ({ archive, files }) => findByNames((await core.archive(archive)).db, files),
    'documents.look': async ({ archive, id }) => lookAt(await core.archive(archive), id, core.previews),
  };
}
