import { setFlagsFromString } from 'node:v8';

/** First V8 with the switch (Node 24). */
const FIRST_MAJOR = 13;
const FIRST_MINOR = 6;
/** Calls from WebAssembly to JavaScript after which V8 would make a faster wrapper: more than ever happen. */
const NEVER = 1_000_000_000;

/**
 * Keeps V8 from replacing the wrappers between WebAssembly and JavaScript while they are in use: with several threads running
 * WebAssembly (pages, recognition, comparison) the old wrapper was once freed under another thread, and the process died (SIGTRAP in
 * `TierUpWasmToJSWrapper`). Such calls are rare here, so nothing is lost. To be called before a thread starts.
 */
export function keepWasmWrappers(): void {
  const [major = 0, minor = 0] = process.versions.v8.split('.').map(Number);
  if (major > FIRST_MAJOR || (major === FIRST_MAJOR && minor >= FIRST_MINOR))
    setFlagsFromString(`--wasm-wrapper-tiering-budget=${NEVER}`);
}
