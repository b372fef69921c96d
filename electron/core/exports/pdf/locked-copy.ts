import { randomBytes } from 'node:crypto';
import { PDFRef } from 'pdf-lib';
import { stopIfCancelled } from '../../jobs/jobs.ts';
import { createLock } from './encrypt.ts';
import { withoutIdentification } from './metadata.ts';
import { entry, isStream, nameOf } from './objects.ts';
import { openStrictReader } from './reader.ts';
import { createPdfWriter, type WrittenFile } from './writer.ts';

/** What only the file's own structure needs; the copy has its own. */
const OF_THE_FILE = ['ObjStm', 'XRef'];

/**
 * Copies one of our volumes object by object into a file that opens with `password` only (AES-256, PDF 2.0). Nothing of it is held in
 * memory; the volume stays as it is. `to` is written directly: give it a `.part` name. Throws AppError `disk-full`, `cancelled`, and then
 * no file is left.
 */
export function writeLockedCopy(from: string, to: string, password: string, signal: AbortSignal): Omit<WrittenFile, 'pageCount'> {
  const reader = openStrictReader(from);
  try {
    const writer = createPdfWriter({ path: to, id: randomBytes(16).toString('hex'), lock: createLock(password) });
    try {
      const { Root: root, Info: info } = { Root: entry(reader.trailer, 'Root'), Info: entry(reader.trailer, 'Info') };
      if (!(root instanceof PDFRef) || !(info instanceof PDFRef)) throw new Error('the volume has no catalogue of its own');
      let largest = 0;
      for (const number of reader.objectNumbers()) largest = Math.max(largest, number);
      writer.context.largestObjectNumber = largest;
      for (const number of reader.objectNumbers()) {
        stopIfCancelled(signal);
        const ref = PDFRef.of(number);
        const object = reader.get(ref);
        if (object === undefined) continue;
        if (!isStream(object)) writer.write(ref, object);
        else if (!OF_THE_FILE.includes(nameOf(reader, entry(object.dict, 'Type')) ?? '')) {
          // What is encrypted is no PDF/A and must not say so (ISO 19005-2 §6.1.3).
          if (nameOf(reader, entry(object.dict, 'Subtype')) === 'XML')
            writer.writeStream(ref, object.dict, Buffer.from(withoutIdentification(Buffer.from(object.bytes()).toString())), {
              compress: false,
            });
          else if (object.range) writer.writeFileStream(ref, object.dict, object.range);
          else writer.writeStream(ref, object.dict, object.bytes(), { compress: false });
        }
      }
      return writer.finishCopy({ root, details: info });
    } catch (error) {
      writer.abort();
      throw error;
    }
  } finally {
    reader.close();
  }
}
