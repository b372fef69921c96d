/** Why a step was not sent: the one it means was not stored, which is told where that one was made. */
export class NotSent extends Error {}

/** What waits to be sent, first come first; `now`: without waiting for an answer to the one before. */
const waiting: ((now: boolean) => Promise<void>)[] = [];
let sending = false;
/** The last one asked for, while it has no answer yet. */
let last: Promise<unknown> | null = null;

/**
 * Sends writes one after the other, in the order of the keys that asked for them: over loopback two requests may overtake each other.
 * `follows`: it means the one before it, as Ctrl+Z does, and is not sent where that one, still unanswered now, fails; then it throws NotSent.
 */
export function inOrder<T>(send: () => Promise<T>, { follows = false } = {}): Promise<T> {
  const before = follows ? last : null;
  const sendAfter = (): Promise<T> =>
    before === null
      ? send()
      : before.then(send, () => {
          throw new NotSent();
        });
  const answer = new Promise<T>((resolve, reject) => {
    waiting.push((now) => (now ? send() : sendAfter()).then(resolve, reject));
  });
  last = answer;
  const forget = (): void => {
    if (last === answer) last = null;
  };
  answer.then(forget, forget);
  if (!sending) void sendAll();
  return answer;
}

async function sendAll(): Promise<void> {
  sending = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next(false);
  sending = false;
}

/** The page is left: nothing that was decided stays behind. */
export function sendTheRest(): void {
  for (const next of waiting.splice(0)) void next(true);
}
