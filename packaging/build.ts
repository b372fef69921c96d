import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { build } from 'vite';
import { makeIcons } from './icons.ts';
import { buildPage, newestMs, ROOT, whileBuilding } from './build-page.ts';

// `npm run build`: the page by vite; everything of Node file by file into dist/ as JavaScript, so that it runs on Electron 33's
// Node 20.18 and threads, resources and packages are found as in the sources; the preload as one CommonJS file.

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
  inlineSourceMap: false,
};
const STAMP = join(ROOT, 'dist', '.built');

/** Builds what is older than its sources. */
export async function buildProgram(): Promise<void> {
  await buildPage();
  const fresh = () =>
    existsSync(STAMP) && statSync(STAMP).mtimeMs > newestMs(['electron', 'shared', 'packaging', 'package.json']);
  if (fresh()) return;
  // All of it in one turn: a second builder that comes in between would take away what the first one's program already runs on.
  await whileBuilding(async () => {
    if (fresh()) return;
    for (const top of ['electron', 'shared']) {
      rmSync(join(ROOT, 'dist', top), { recursive: true, force: true });
      readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!\.d)\.ts$|app-folder\.mjs$/.test(file))
        .forEach((file) => emit(join(top, file)));
    }
    await bundlePreload();
    await makeIcons();
    writeFileSync(STAMP, '');
  });
}

function emit(file: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(ROOT, file), 'utf8'), { compilerOptions: OPTIONS, fileName: file });
  const out = join(ROOT, 'dist', file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, outputText);
}

async function bundlePreload(): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    build: {
      lib: { entry: join(ROOT, 'electron', 'preload', 'preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      outDir: join(ROOT, 'dist', 'electron', 'preload'),
      emptyOutDir: false,
      minify: false,
      target: 'chrome130',
      rollupOptions: { external: ['electron'] },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedMs = Date.now();
  await buildProgram();
  console.log(
    `已生成 ${relative(process.cwd(), join(ROOT, 'dist')) || 'dist'}(${((Date.now() - startedMs) / 1000).toFixed(1)} 秒)`,
  );
}
