import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { expect, test } from 'vitest';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { placeAll, writeShapedPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('inspect');

test('a document with scripts, encryption and fonts outside the file is seen through', async () => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Courier);
  document.addPage([300, 300]).drawText('x', { font });
  document.addJavaScript('start', 'app.alert(1)');
  const path = join(folder, 'active.pdf');
  writeFileSync(path, await document.save());
  expect(await inspectVolume(path)).toMatchObject({
    hasJavaScript: true,
    encrypted: false,
    pageCount: 1,
    fonts: [{ name: 'Courier', embedded: false }],
    labels: ['1'],
  });
  document.encrypt({ userPassword: '', ownerPassword: 'o' });
  writeFileSync(path, await document.save({ useObjectStreams: false }));
  expect(await inspectVolume(path)).toMatchObject({ encrypted: true, pageCount: 0 });
});

test('page digests tell which page changed', async () => {
  const path = join(folder, 'source.pdf');
  await writeShapedPdf(path, [{}, {}, {}]);
  const source = await openPdfSource(path);
  const volume = join(folder, 'volume.pdf');
  placeAll(volume, source);
  const first = await inspectVolume(volume);
  const changed = join(folder, 'changed.pdf');
  placeAll(changed, source, {
    overlay: (ordinal) => ({
      content: Buffer.from(ordinal === 1 ? '1 0 0 rg 0 0 9 9 re f' : '0 0 1 rg 500 42.5 52 10 re f'),
      resources: { fonts: new Map(), xObjects: new Map() },
    }),
  });
  source.close();
  const second = await inspectVolume(changed);
  expect(first.pageDigests).toHaveLength(3);
  expect(second.pageDigests.map((digest, index) => digest === first.pageDigests[index])).toEqual([true, false, true]);
});

test('a damaged volume is not inspected but thrown out', async () => {
  const path = join(folder, 'to-damage.pdf');
  await writeShapedPdf(path, [{}]);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 40));
  await expect(inspectVolume(path)).rejects.toThrow();
});
