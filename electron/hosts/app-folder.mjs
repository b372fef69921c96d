// Types: app-folder.d.mts. JavaScript, so that the command line can let V8 keep compiled code before it loads any TypeScript: stripping
// the types of a single file loads Node's whole transformer (0.12 CPU s a start), unless what was stripped is kept already.
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

export function appFolder() {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'taizhang');
  return join(XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'taizhang');
}

export function keepCompiledCode() {
  const folder = join(appFolder(), 'code');
  module.enableCompileCache?.(folder);
  process.env['NODE_COMPILE_CACHE'] ??= folder;
}
