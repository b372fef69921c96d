import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ToThread, ThreadTask } from './file-threads.ts';
import { fullPath, walkFolder } from './walk.ts';

// Blocking file calls are 5 times cheaper than awaited ones, so they run here; the main side ends this thread to cancel.
const port = parentPort;
if (!port) throw new Error('file-thread runs only as a worker thread');
const send = (message: FromThread) => port.postMessage(message);
const task = workerData as ThreadTask;

if (task.kind === 'walk') {
  for (const batch of walkFolder(task.options)) send({ kind: 'batch', batch });
  send({ kind: 'walked' });
} else {
  // A walk needs nothing of what hashing loads.
  const { BUFFER_BYTES, fingerprintFile } = await import('./fingerprint.ts');
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  port.on('message', (message: ToThread) => {
    const results = message.files.map((file) => fingerprintFile(fullPath(file.root, file.path, file.rawPath), buffer));
    send({ kind: 'fingerprints', results });
  });
}
