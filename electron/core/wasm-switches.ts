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
 * One function after the other, none copied into another, loops as they stand. That none is copied can be switched off late in V8 13.6
 * (Node 24) alone: an older one does not know the switch, and 14.8 (Electron 42) ends the process on the first page (SIGSEGV), for code
 * made before counts its calls and code made after does not.
 */
export function sparingSwitches(v8: string): readonly string[] {
  const switches = ['--wasm-num-compilation-tasks=1', '--no-wasm-loop-unrolling', '--no-wasm-loop-peeling'];
  return v8.startsWith('13.6.') ? [...switches, '--no-wasm-inlining'] : switches;
}

/**
 * Lets V8 hold less while it compiles WebAssembly: recognition peaks some 45 MB lower at the same speed (docs/ocr.md), for its hot parts
 * are long loops already. Holds for the whole process from then on. To be called before the models are opened.
 */
export function compileWasmSparingly(): void {
  for (const one of sparingSwitches(process.versions.v8)) setFlagsFromString(one);
}

/** An older V8 would complain of a switch that it does not know. */
function isV8From136(): boolean {
  const [major = 0, minor = 0] = process.versions.v8.split('.').map(Number);
  return major > 13 || (major === 13 && minor >= 6);
}
