import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Where the window was when it was closed. */
const windowState = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(640).max(20_000),
  height: z.number().int().min(480).max(20_000),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const FIRST_STATE: WindowState = { width: 1366, height: 768, maximised: false };

/** What was remembered; the first size when nothing was, when it is not sound, or when no screen shows that place any more. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  let state: WindowState;
  try {
    state = windowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return FIRST_STATE;
  }
  const { x, y } = state;
  if (x === undefined || y === undefined) return state;
  const titleShown = screens.some((s) => x + 80 >= s.x && x + 80 <= s.x + s.width && y >= s.y && y + 30 <= s.y + s.height);
  return titleShown ? state : { ...FIRST_STATE, maximised: state.maximised };
}

/** Remembers it; a profile that cannot be written is never worth an error. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  } catch {
    // The window opens at its first size next time.
  }
}
