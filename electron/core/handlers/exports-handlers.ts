import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportsOutputs } from '../../../shared/contract/exports.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { localDay } from '../local-day.ts';
import {
  checkExport,
  exportVolumes,
  listEditions,
  previewVolumes,
  readEdition,
  readScope,
  verifyExport,
} from '../exports/exports.ts';
import { looksLikeBag, verifyPackage } from '../submit/submit.ts';

const PDF = 'application/pdf';

/** Handlers of 成册, of the editions, and of looking through what was handed over. */
export function exportsHandlers(core: CoreContext): Pick<Handlers, keyof ExportsOutputs | 'export.run' | 'verify.run'> {
  return {
    'export.run': async ({ archive, ...options }, ctx) => exportVolumes(await core.archive(archive), options, core, ctx),
    'verify.run': ({ path }, ctx) => (looksLikeBag(path) ? verifyPackage(path, ctx) : verifyExport(path, ctx)),
    'exports.scope': async ({ archive }) => readScope(await core.archive(archive)),
    'exports.check': async ({ archive, ...options }, ctx) =>
      checkExport(await core.archive(archive), options, localDay(core.now()), ctx),
    'exports.preview': async ({ archive, ...options }, ctx) => {
      const deps = { now: core.now, threads: core.threads, printer: core.printer };
      const { preview, volumes } = await previewVolumes(await core.archive(archive), options, deps, ctx);
      const offer = (file: string, name: string) => core.downloads.offer({ file, mime: PDF, name, disposition: 'inline' });
      return {
        ...preview,
        volumes: volumes.map(({ file, name, pages, sizeBytes }) => ({ name, pages, sizeBytes, token: offer(file, name).token })),
      };
    },
    'exports.list': async ({ archive }) => ({ editions: await listEditions((await core.archive(archive)).db) }),
    'exports.read': async ({ archive, edition }) => readEdition(await core.archive(archive), edition),
    'exports.offer': async ({ archive, edition, file }) => {
      const found = await readEdition(await core.archive(archive), edition);
      const path = join(found.folder, file);
      if (!found.volumes.some((volume) => volume.file === file) || !existsSync(path))
        throw new AppError('not-found', `这一版的文件不在原处:${path}。它可能被移走了,请到新的位置打开。`);
      return core.downloads.offer({ file: path, mime: PDF, name: file, disposition: 'inline' });
    },
  };
}
