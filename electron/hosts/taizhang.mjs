#!/usr/bin/env node
// Starts the command line. Runs the TypeScript sources directly where this Node can (22.18 and newer); otherwise hands over to
// the Node 24 that `npm ci` brings along (package `node` in devDependencies), so that Node 20.19 is enough to begin with.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepCompiledCode } from './app-folder.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

if (runsTypeScript) {
  // Older lines of Node call type stripping and node:sqlite experimental; a clerk need not read that.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') console.error(warning.message);
  });
  keepCompiledCode();
  const { main } = await import('./cli.ts');
  await main(process.argv.slice(2));
} else {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
  if (!existsSync(node)) {
    console.error(`需要 Node 22.18 或更新版本(现在是 ${process.versions.node})。请先在程序文件夹运行 npm ci。`);
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
}
