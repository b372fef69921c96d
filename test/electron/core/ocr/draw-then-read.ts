import { openForDrawing } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { createOcrWorker } from '../../../../electron/core/ocr/ocr-worker.ts';
import { keepWasmWrappers } from '../../../../electron/core/wasm-switches.ts';

// What a core does when a person looks at materials, has a scan recognised, and looks at more. Prints how many lines were read.

const [scan = '', ...files] = process.argv.slice(2);
keepWasmWrappers();

async function drawAll(): Promise<void> {
  for (const file of files) {
    // The sample has locked and broken ones too.
    const document = await openForDrawing(file).catch(() => null);
    if (document === null) continue;
    for (let page = 0; page < document.pageCount; page++) await document.draw(page, { widthPx: 600, heightPx: 850 });
    document.close();
  }
}

for (let round = 0; round < 3; round++) await drawAll();
const worker = createOcrWorker({ timeLimitMs: 120_000 });
const outcome = await worker.read({ path: scan, type: 'pdf', page: 1 }, new AbortController().signal);
await drawAll();
await worker.close();
console.log(outcome.ok ? outcome.reading.lines.length : outcome.message);
