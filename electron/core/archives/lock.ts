import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';

/**
 * Who holds an archive. The lock itself is SQLite's exclusive lock on the database file, which the system drops when the
 * process dies; this note beside it only tells the next person whom to ask.
 */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  readonly since: string;
}

const noteFile = (archivePath: string): string => join(archivePath, 'archive.lock');

/** Writes this process as the holder. */
export function noteHolder(archivePath: string, now: Date): void {
  const holder: Holder = { pid: process.pid, host: hostname(), user: userName(), since: now.toISOString() };
  writeFileSync(noteFile(archivePath), JSON.stringify(holder));
}

export function removeHolder(archivePath: string): void {
  rmSync(noteFile(archivePath), { force: true });
}

/** The error for an archive another process holds: says which, since when. */
export function inUse(archivePath: string): AppError {
  const holder = readHolder(archivePath);
  const who = holder
    ? `${holder.user} 在 ${holder.host} 上(进程 ${holder.pid}),从 ${holder.since.slice(0, 19).replace('T', ' ')} 起`
    : '使用者未知';
  return new AppError('archive-in-use', `档案库正在被另一个程序使用:${who}。请等它结束,或先关闭它再试。`);
}

function readHolder(archivePath: string): Holder | null {
  try {
    return JSON.parse(readFileSync(noteFile(archivePath), 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '未知用户';
  }
}
