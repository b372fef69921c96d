import { setFlagsFromString } from 'node:v8';

/** Calls from WebAssembly to JavaScript after which V8 would make a faster wrapper: more than ever happen. */
const NEVER = 1_000_000_000;

/**
 * Keeps V8 from replacing the wrappers between WebAssembly and JavaScript while they are in use: with several threads running
 * WebAssembly (pages, recognition, comparison) the old wrapper was once freed under another thread, and the process died (SIGTRAP in
 * `TierUpWasmToJSWrapper`). Such calls are rare here, so nothing is lost. To be called before a thread starts.
 */
export function keepWasmWrappers(): void {
  if (isV8From136()) setFlagsFromString(`--wasm-wrapper-tiering-budget=${NEVER}`);
}

/**
 * Lets V8 hold less while it compiles WebAssembly: one function after the other, loops as they stand; the hot parts of recognition are long
 * loops already (docs/ocr.md). Holds for the whole process from then on. Copying functions into others must not be switched off so late:
 * code made before counts its calls and code made after does not, and the process ends on a page that both draw (SIGSEGV; V8 13.6 and 14.8).
 * To be called before the models are opened.
 */
export function compileWasmSparingly(): void {
  for (const one of ['--wasm-num-compilation-tasks=1', '--no-wasm-loop-unrolling', '--no-wasm-loop-peeling'])
    setFlagsFromString(one);
}

/** An older V8 would complain of a switch that it does not know. */
function isV8From136(): boolean {
  const [major = 0, minor = 0] = process.versions.v8.split('.').map(Number);
  return major > 13 || (major === 13 && minor >= 6);
}
