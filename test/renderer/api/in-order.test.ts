import { expect, test } from 'vitest';
import { inOrder, NotSent, sendTheRest } from '../../../renderer/api/in-order.ts';

/** A write that ends when it is told to, and notes when it was sent. */
function write(name: string, sent: string[]) {
  let [store, refuse] = [(): void => undefined, (): void => undefined];
  const stored = new Promise<string>((resolve, reject) => {
    store = () => resolve(name);
    refuse = () => reject(new Error(`${name} refused`));
  });
  const send = (): Promise<string> => {
    sent.push(name);
    return stored;
  };
  return { send, store, refuse };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('a decision is sent when the one before it has its answer, and a refused one does not hold back those after it', async () => {
  const sent: string[] = [];
  const [one, two] = [write('first', sent), write('second', sent)];
  const [first, second] = [inOrder(one.send), inOrder(two.send)];
  await turn();
  expect(sent).toEqual(['first']);
  one.refuse();
  await expect(first).rejects.toThrow('first refused');
  await turn();
  expect(sent).toEqual(['first', 'second']);
  two.store();
  expect(await second).toBe('second');
});

test('Ctrl+Z waits for the decision it means, and is not sent where that is refused: it would take back another one', async () => {
  const sent: string[] = [];
  const [one, undo, two, again] = [write('first', sent), write('undo', sent), write('second', sent), write('again', sent)];
  const [first, undone] = [inOrder(one.send), inOrder(undo.send, { follows: true })];
  await turn();
  expect(sent).toEqual(['first']);
  one.refuse();
  await expect(first).rejects.toThrow();
  await expect(undone).rejects.toBeInstanceOf(NotSent);
  const [second, after] = [inOrder(two.send), inOrder(again.send, { follows: true })];
  two.store();
  again.store();
  expect([await second, await after]).toEqual(['second', 'again']);
  expect(sent).toEqual(['first', 'second', 'again']);
});

test('Ctrl+Z long after a refused decision means the step before that one, and is sent', async () => {
  const sent: string[] = [];
  const [one, undo] = [write('first', sent), write('undo', sent)];
  const first = inOrder(one.send);
  one.refuse();
  await expect(first).rejects.toThrow();
  await turn();
  undo.store();
  expect(await inOrder(undo.send, { follows: true })).toBe('undo');
});

test('a page that is left sends at once, in order, what still waits', async () => {
  const sent: string[] = [];
  const [one, two, undo] = [write('first', sent), write('second', sent), write('undo', sent)];
  const answers = [inOrder(one.send), inOrder(two.send), inOrder(undo.send, { follows: true })];
  await turn();
  expect(sent).toEqual(['first']);
  sendTheRest();
  expect(sent).toEqual(['first', 'second', 'undo']);
  for (const each of [one, two, undo]) each.store();
  expect(await Promise.all(answers)).toEqual(['first', 'second', 'undo']);
});
