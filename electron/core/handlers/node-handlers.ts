import type { NodeCliOutputs, NodeOutputs } from '../../../shared/contract/nodes.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { editNode, nodeChangeByCodes, readNodeHeld } from '../nodes/nodes.ts';

/** Handlers of the nodes of a framework of one's own. */
export function nodeHandlers(core: CoreContext): Pick<Handlers, keyof NodeOutputs | keyof NodeCliOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  return {
    'nodes.held': async ({ archive, id }) => readNodeHeld((await core.archive(archive)).db, id),
    'nodes.edit': async ({ archive, ...edit }) => editNode(await core.archive(archive), edit, by()),
    'node.run': async ({ archive, ...said }) => {
      const opened = await core.archive(archive);
      const change = await nodeChangeByCodes(opened.db, said);
      return editNode(opened, { framework: said.framework, change }, by());
    },
  };
}
