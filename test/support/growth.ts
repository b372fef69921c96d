/** How much larger the whole piece is than one of the small ones. */
const TIMES = 16;
const TRIES = 5;
/** Below this neither of the two says anything about how the work grows. */
const NOISE_MS = 5;

/**
 * How many times as much processor time one piece of `16 × size` takes as sixteen pieces of `size`: about 1 where work grows with the size,
 * about 16 where it grows with its square. The smallest of five tries, since whatever disturbs a measurement only adds to it; how fast
 * the machine is cancels out. Stops at a try below `enough`.
 */
export function growthOf(work: (size: number) => unknown, size: number, enough = 3): number {
  let least = Infinity;
  for (let n = 0; n < TRIES && least >= enough; n++) {
    const pieces = cpuMs(() => {
      for (let piece = 0; piece < TIMES; piece++) work(size);
    });
    const whole = cpuMs(() => work(TIMES * size));
    least = Math.min(least, (whole + NOISE_MS) / (pieces + NOISE_MS));
  }
  return least;
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
