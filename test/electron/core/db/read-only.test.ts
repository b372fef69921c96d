import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const MODULE = pathToFileURL(join(import.meta.dirname, '../../../../electron/core/db/database.ts')).href;
const NOBODY = 65_534;
const root = temporaryFolder('read-only');
const place = join(root, '只读盘');
afterAll(() => {
  chmodSync(place, 0o755);
  rmSync(place, { recursive: true });
});

// The superuser may write anywhere, so the process that opens gives up its rights first.
test.runIf(process.platform === 'linux')(
  'an archive where nothing can be written says so and how to go on, not that it is damaged',
  async () => {
    mkdirSync(place);
    const path = join(place, 'archive.sqlite');
    await (await openDatabase({ path })).close();
    chmodSync(root, 0o755);
    chmodSync(path, 0o444);
    chmodSync(place, 0o555);
    if (process.getuid?.() === 0) chownSync(path, 0, 0);
    const script = `import(${JSON.stringify(MODULE)}).then(async ({ openDatabase }) => {
    await (await openDatabase({ path: ':memory:' })).close();
    if (process.getuid() === 0) process.setuid(${NOBODY});
    await openDatabase({ path: ${JSON.stringify(path)}, exclusive: true });
  }).then(() => console.log('opened'), (error) => console.log(error.code, error.message));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(stdout).toContain(`refused 档案库所在的位置不能写入(只读):${place}。`);
  },
);
