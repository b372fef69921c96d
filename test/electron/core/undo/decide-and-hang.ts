import { openArchive } from '../../../../electron/core/archives/archives.ts';
import { decideMany } from '../../../../electron/core/links/links.ts';
import { undoable } from '../../../../electron/core/undo/undo.ts';

/** One step that is done, then one that never ends: killed there, only the first may be left. `ARCHIVE DOCUMENT INDICATOR` */
const [path = '', documentId = '', indicatorId = ''] = process.argv.slice(2);
const by = { actor: '资料员', now: new Date() };
const archive = await openArchive(path, { now: () => new Date() });
await decideMany(archive, [{ documentId: Number(documentId), indicatorId: Number(indicatorId), action: 'confirm' }], by);
const keepAlive = setInterval(() => undefined, 1000);
await archive.db.transaction((tx) =>
  undoable(
    tx,
    { label: '没有做完', at: by.now, actor: by.actor, watch: [{ table: 'links', where: '1 = 1', params: [] }] },
    async () => {
      await tx.run('DELETE FROM links');
      console.log('inside');
      await new Promise(() => undefined);
    },
  ),
);
clearInterval(keepAlive);
