import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Core } from '../../core/core.ts';
import { PAGE_FOLDER } from '../../core/program-folder.ts';
import { parseWords, type OptionSpec } from './words.ts';

const OPTIONS: readonly OptionSpec[] = [
  { name: 'port', takes: 'text' },
  { name: 'open', takes: 'nothing' },
  { name: 'json', takes: 'nothing' },
  { name: 'quiet', takes: 'nothing' },
];

/** The archive named on a `serve` command line, which the page shows at its start; undefined when none is, or the line is wrong. */
export function servedArchive(argv: readonly string[]): string | undefined {
  if (argv[0] !== 'serve') return undefined;
  try {
    const [path] = parseWords(argv.slice(1), OPTIONS).positionals;
    return path === undefined ? undefined : resolve(path);
  } catch {
    return undefined;
  }
}

/**
 * The window in a browser, until Ctrl-C: prints the address, which works once. Returns the exit code. Throws AppError `usage`
 * (port), `refused` (the page is not built, the port is taken) and what opening the archive throws.
 */
export async function serve(core: Core, argv: readonly string[], signal: AbortSignal): Promise<number> {
  const words = parseWords(argv.slice(1), OPTIONS);
  const port = words.number('port') ?? 0;
  if (!Number.isInteger(port) || port > 65535) throw new AppError('usage', '--port 要写 0 到 65535 之间的整数。');
  if (!existsSync(join(PAGE_FOLDER, 'index.html')))
    throw new AppError('refused', '窗口的页面还没有生成。请先在程序文件夹运行 npm run build:page。');
  const [archive] = words.positionals;
  if (archive !== undefined)
    await core.call('archive.open', { archive: resolve(archive) }, { signal, progress: () => undefined });
  // HTTP loads a good part of Node; no other command has a use for it.
  const { startWebHost } = await import('../web.ts');
  const host = await startWebHost(core, { port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new AppError('refused', `端口 ${port} 已被占用。请换一个 --port,或不写,由程序自己选。`);
    throw error;
  });
  process.stdout.write(
    words.flag('json') ? `${JSON.stringify({ url: host.url })}\n` : `请在浏览器打开(网址只能用一次):\n${host.url}\n`,
  );
  if (words.flag('open')) openInBrowser(host.url);
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done());
  });
  await host.close();
  return 0;
}

/** Opens the address with the system's browser; where there is none, the printed address is enough. */
export function openInBrowser(url: string): void {
  const [program, args] =
    process.platform === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
      : process.platform === 'darwin'
        ? ['open', [url]]
        : ['xdg-open', [url]];
  const child = spawn(program as string, args as string[], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
