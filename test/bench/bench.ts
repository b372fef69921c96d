import { exportBench } from './export-bench.ts';
import { indexBench } from './index-bench.ts';
import { searchBench } from './search-bench.ts';
import { suggestBench } from './suggest-bench.ts';

// npm run bench [-- 1000 10000]: every goal of speed and memory, as ratios within this run. Sizes are numbers of files, for 成册 of pages.
const sizes = process.argv.slice(2).map(Number).filter((size) => Number.isInteger(size) && size > 0); // prettier-ignore
const used = sizes.length > 0 ? sizes : [1_000, 10_000];
await indexBench(used);
await searchBench(Math.max(...used));
await suggestBench(Math.max(...used));
await exportBench(used);
