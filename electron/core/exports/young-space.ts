import { setFlagsFromString } from 'node:v8';

/** V8 multiplies the room for young objects by this when it thinks it too small. */
const V8_GROWTH = 2;
const NO_GROWTH = 1;
let running = 0;

/**
 * Does a long piece of work that makes much short-lived garbage without letting V8's room for young objects grow: it would go from
 * 16 to 130 MB while a large volume is written, for 5 % less CPU. Returns what the work returns and throws what it throws.
 */
export async function withSmallYoungSpace<T>(work: () => Promise<T>): Promise<T> {
  if (running++ === 0) setGrowth(NO_GROWTH);
  try {
    return await work();
  } finally {
    if (--running === 0) setGrowth(V8_GROWTH);
  }
}

function setGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}
