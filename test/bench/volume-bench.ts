import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { exportBench } from './export-bench.ts';

// npm run bench:volume [-- PAGES KB]: 成册 at full size, 10,000 scanned pages of 520 KB (5.3 GB) unless said otherwise, beside programs
// that only merge the same files. Takes a quarter of an hour and about five times the volume's size on the disk (TMPDIR says where).
const [pages = 10_000, kbPerPage = 520] = process.argv.slice(2).map(Number).filter((value) => Number.isInteger(value) && value > 0); // prettier-ignore
const neededBytes = pages * kbPerPage * 1024 * 5;
const { bavail, bsize } = statfsSync(tmpdir());
if (bavail * bsize < neededBytes) {
  console.error(`${tmpdir()} has ${Math.round((bavail * bsize) / 1e9)} GB free, ${Math.round(neededBytes / 1e9)} are needed.`);
  process.exitCode = 1;
} else {
  const { rows, notes } = await exportBench([pages], { kbPerPage, checked: true });
  console.table(rows);
  console.log(notes.join('\n'));
}
