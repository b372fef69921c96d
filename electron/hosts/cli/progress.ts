import type { JobProgress } from '../../core/jobs/jobs.ts';

/**
 * Shows progress on stderr: a bar that redraws at most ten times a second on a terminal, one plain line per stage otherwise,
 * nothing when quiet. Returns the function to report to and one that ends the bar's line.
 */
export function createProgress(options: { stream: NodeJS.WriteStream; quiet: boolean; nowMs: () => number }): {
  report: (progress: JobProgress) => void;
  end: () => void;
} {
  const { stream, quiet, nowMs } = options;
  if (quiet) return { report: () => undefined, end: () => undefined };
  let stage = '';
  let drawnAtMs = 0;
  let open = false;
  return {
    report(progress) {
      const changed = progress.stage !== stage;
      stage = progress.stage;
      if (!stream.isTTY) {
        if (changed) stream.write(`${progress.stage}…\n`);
        return;
      }
      const finished = progress.total !== null && progress.done >= progress.total;
      if (!changed && !finished && nowMs() - drawnAtMs < 100) return;
      drawnAtMs = nowMs();
      if (changed && open) stream.write('\n');
      stream.write(`\r\u001b[2K${line(progress, stream.columns ?? 80)}`);
      open = true;
    },
    end() {
      if (open) stream.write('\n');
      open = false;
    },
  };
}

function line(progress: JobProgress, columns: number): string {
  const counts =
    progress.total === null ? `${progress.done}` : `${progress.done}/${progress.total} ${bar(progress.done, progress.total)}`;
  const room = Math.max(0, Math.floor((columns - 30 - counts.length) / 2));
  return `${progress.stage} ${counts} ${progress.label.slice(-room)}`;
}

function bar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  return `${'█'.repeat(Math.round(share * 20)).padEnd(20, '░')} ${Math.floor(share * 100)}%`;
}
