import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build-page.ts';

/**
 * The unpacked folder of a package of the lockfile that npm does not install on this system, such as another system's binary. Kept in
 * `.cache/`. Throws when the registry is not reached, or gives other bytes than the lockfile names.
 */
export async function fetchLocked(name: string): Promise<string> {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
  };
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (!version || !integrity) throw new Error(`package-lock.json 里没有 ${name}`);
  const folder = join(ROOT, '.cache', 'packages', `${name.replace('/', '+')}-${version}`);
  if (existsSync(folder)) return folder;
  const work = `${folder}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const options = { cwd: work, encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const tarball = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], options).trim();
  const [algorithm = '', expected = ''] = integrity.split('-', 1).concat(integrity.slice(integrity.indexOf('-') + 1));
  const found = createHash(algorithm).update(readFileSync(join(work, tarball))).digest('base64'); // prettier-ignore
  if (found !== expected) throw new Error(`${name} 与 package-lock.json 记录的校验值不符,没有使用`);
  execFileSync('tar', ['xzf', tarball], options);
  renameSync(join(work, 'package'), folder);
  rmSync(work, { recursive: true, force: true });
  return folder;
}
