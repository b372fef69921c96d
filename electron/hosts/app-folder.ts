import { homedir } from 'node:os';
import { join } from 'node:path';

/** The program's own folder of this person, for what the window remembers: never an archive, never a source. */
export function appFolder(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'taizhang');
  return join(XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'taizhang');
}
