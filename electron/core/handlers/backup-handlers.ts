import type { BackupCliOutputs, BackupOutputs } from '../../../shared/contract/backups.ts';
import { backUp, listBackups, rehearse, restore } from '../backups/backups.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';

/** Handlers of 备份 and 恢复. */
export function backupHandlers(core: CoreContext): Pick<Handlers, keyof BackupOutputs | keyof BackupCliOutputs> {
  const deps = { now: core.now, driver: core.driver, actor: core.actor };
  return {
    'backup.run': async ({ archive, out }, ctx) => backUp(await core.archive(archive), { out, now: core.now() }, ctx),
    'backup.list': async ({ archive }) => listBackups(await core.archive(archive)),
    'backup.rehearse': async ({ archive, file }) => rehearse(await core.archive(archive), file, deps),
    'backup.restore': async (input, ctx) => {
      const { archive, restored } = await restore(input, deps, ctx);
      core.adopt(archive);
      return restored;
    },
  };
}
