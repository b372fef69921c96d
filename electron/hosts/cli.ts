import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Output, CliProcedure } from '../../shared/contract/api.ts';
import { AppError, exitCodeOf, forHost } from '../../shared/contract/errors.ts';
import type { Core } from '../core/core.ts';
import { PROGRAM_VERSION } from '../core/program-folder.ts';
import { appFolder } from './app-folder.mjs';
import type { Call } from './cli/command.ts';
import { COMMANDS, readCommandLine } from './cli/commands.ts';
import { createProgress } from './cli/progress.ts';
import { serve, servedArchive } from './cli/serve.ts';
import { parseWords, type OptionSpec } from './cli/words.ts';

const GLOBALS: readonly OptionSpec[] = [
  { name: 'json', takes: 'nothing' },
  { name: 'out', takes: 'text' },
  { name: 'quiet', takes: 'nothing' },
  { name: 'help', takes: 'nothing' },
];

/** Runs one command line to its end and sets the exit code (CLI.md). Never throws, never prints a stack. */
export async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 0 || argv.includes('--help') || argv[0] === 'help') {
    process.stdout.write(`${help().join('\n')}\n`);
    process.exitCode = argv.length === 0 ? 2 : 0;
    return;
  }
  const json = argv.includes('--json');
  const abort = new AbortController();
  let interrupts = 0;
  const interrupt = () => {
    abort.abort();
    if (++interrupts >= 3) process.exit(130);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const progress = createProgress({ stream: process.stderr, quiet: argv.includes('--quiet'), nowMs: Date.now });
  const { createCore } = await import('../core/core.ts');
  const core = createCore({
    now: () => new Date(),
    logFolder: join(tmpdir(), 'taizhang-logs'),
    appFolder: appFolder(),
    initialArchive: servedArchive(argv),
    version: PROGRAM_VERSION,
  });
  for (const name of ['log', 'info', 'warn', 'error'] as const)
    console[name] = (...words: unknown[]) => core.logLibrary(words.join(' '));
  try {
    process.exitCode = await run(core, argv, { signal: abort.signal, progress: progress.report });
  } catch (error) {
    progress.end();
    const known = error instanceof AppError ? error : new AppError('internal', `程序出错:${String((error as Error).message)}`);
    if (!(error instanceof AppError)) core.logInternal(error);
    const message =
      known.code === 'internal' ? `${known.message}。详情见日志:${core.logFile()}` : forHost(known.message, 'command-line');
    if (json) process.stdout.write(`${JSON.stringify({ error: { code: known.code, message } })}\n`);
    process.stderr.write(`${message}\n`);
    process.exitCode = abort.signal.aborted ? 130 : exitCodeOf(known.code);
  } finally {
    progress.end();
    await core.close().catch((error: unknown) => core.logInternal(error));
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

type Context = Parameters<Core['call']>[2];

async function run(core: Core, argv: readonly string[], ctx: Context): Promise<number> {
  if (argv[0] === 'demo') {
    const words = parseWords(argv.slice(1), GLOBALS);
    const { runDemo } = await import('./cli/demo.ts');
    return runDemo(core, resolve(words.at(0)), { ...ctx, json: words.flag('json') });
  }
  if (argv[0] === 'serve') return serve(core, argv, ctx.signal);
  const { command, words } = readCommandLine(argv, GLOBALS);
  const call = command.toCall(words);
  if (command.name === 'index' && words.flag('watch')) {
    const { watchAndIndex } = await import('./cli/watch.ts');
    return watchAndIndex(core, words.at(0), ctx);
  }
  const output = await core.call(call.procedure, call.input, ctx);
  const out = ['export', 'submit', 'framework', 'backup', 'pack'].includes(command.name) ? undefined : words.text('out');
  const archive = call.input['archive'];
  if (out !== undefined && typeof archive === 'string') await core.refusePlace(archive, out);
  await print(call, output, words.flag('json'), out);
  return exitCode(call.procedure, output);
}

async function print<P extends CliProcedure>(
  call: Call & { procedure: P },
  output: Output<P>,
  json: boolean,
  out: string | undefined,
): Promise<void> {
  const encoded = `${JSON.stringify(output, null, 2)}\n`;
  if (json && out) {
    try {
      writeFileSync(out, encoded);
    } catch (error) {
      throw new AppError(
        'refused',
        `结果写不进 ${out}(${(error as NodeJS.ErrnoException).code ?? ''})。请换一个可以写入的位置。`,
      );
    }
  }
  if (json) return void process.stdout.write(encoded);
  const { TEXT } = await import('./cli/text.ts');
  process.stdout.write(`${TEXT[call.procedure](output).join('\n')}\n`);
}

/** 3 when the work is done but something was omitted, failed or found wrong; 0 otherwise. */
function exitCode<P extends CliProcedure>(procedure: P, output: Output<P>): number {
  const done = output as Partial<Output<'index.run'> & Output<'export.run'> & Output<'check.run'>>;
  if (procedure === 'index.run')
    return (done.failed?.length ?? 0) + (done.unreadable?.length ?? 0) + (done.ocr?.failed.length ?? 0) > 0 ? 3 : 0;
  if (procedure === 'export.run') return (done.omitted?.length ?? 0) > 0 ? 3 : 0;
  if (procedure === 'pack.run') return (done.omitted?.length ?? 0) > 0 ? 3 : 0;
  if (procedure === 'merge.run' || procedure === 'merge.preview') return isWhole(output as Output<'merge.run'>) ? 0 : 3;
  if (procedure === 'submit.run') return (output as Output<'submit.run'>).leftOut.length > 0 ? 3 : 0;
  if (procedure === 'submit.runByUnit') {
    const { packages, empty } = output as Output<'submit.runByUnit'>;
    return empty.length > 0 || packages.some(({ leftOut }) => leftOut.length > 0) ? 3 : 0;
  }
  if (procedure === 'submit.check') {
    const { open, blockers } = output as Output<'submit.check'>;
    return open + blockers.length > 0 ? 3 : 0;
  }
  if (procedure === 'verify.run' || procedure === 'check.run') return done.ok ? 0 : 3;
  return 0;
}

/** Everything of a pack is in, or would be: nothing against it, nothing left out, nothing decided otherwise and left as it is here. */
function isWhole({ refusal, troubles, conflicts }: Output<'merge.run'>): boolean {
  return refusal === null && troubles.length === 0 && conflicts.every(({ taken }) => taken);
}

function help(): readonly string[] {
  return [
    '迎检台账 taizhang:把材料文件夹变成一册编号、可检索、可校验的迎检档案。原件只读,从不改动。',
    '',
    ...COMMANDS.flatMap((command) => [`taizhang ${command.usage}`, `    ${command.does}`]),
    'taizhang serve [档案库] [--port 端口] [--open]',
    '    在浏览器里打开同样的窗口(只在本机,网址只能用一次)',
    'taizhang demo 文件夹',
    '    用自带的样例材料走一遍:建库、编目、确认、查缺、成册、校验',
    '',
    '每个命令都可加:--json(只输出一个 JSON) --out 文件(JSON 同时写入文件) --quiet(不显示进度)',
    '退出码:0 完成 · 1 出错 · 2 用法不对 · 3 完成但有遗漏或失败 · 4 档案库正被使用 · 5 拒绝 · 130 取消',
  ];
}
