import type { DocumentsOutputs } from '../../../shared/contract/documents.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { lookAt } from '../previews/previews.ts';

/** Handlers of 材料. */
export function documentsHandlers(core: CoreContext): Pick<Handlers, keyof DocumentsOutputs> {
  return {
    'documents.look': async ({ archive, id }) => lookAt(await core.archive(archive), id, core.previews),
  };
}
