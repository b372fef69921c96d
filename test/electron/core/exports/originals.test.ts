import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { encodeManifest, MANIFEST_FILE, readManifest } from '../../../../electron/core/exports/manifest.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';
import { writeRawPdf } from './pdf/pdf-fixtures.ts';
import { lastColumn, readVolume, textOf } from './volume-reader.ts';

const folder = temporaryFolder('originals');
const ctx = { signal: new AbortController().signal, progress: () => undefined };
const core = createCore({ now: () => new Date(2026, 10, 26, 9), logFolder: join(folder, 'log'), threads: 1 });
afterAll(() => core.close());

const SCAN = '会议记录.tif';
const FILE = '关于表彰先进的决定.pdf';

/** One page with a signed field whose appearance is a red square. */
async function writeSigned(path: string): Promise<void> {
  await writeRawPdf(path, [
    {
      content: ['0 g 100 700 300 20 re f'],
      entries: (document) => {
        const { context } = document;
        const seal = context.register(
          context.stream('1 0 0 rg 0 0 80 80 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 80, 80] }),
        );
        const field = context.register(
          context.obj({
            Type: 'Annot',
            Subtype: 'Widget',
            FT: 'Sig',
            T: PDFString.of('seal'),
            V: context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite' }),
            Rect: [400, 100, 480, 180],
            F: 4,
            AP: context.obj({ N: seal }),
          }),
        );
        document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }));
        return { Annots: context.obj([field]) };
      },
    },
  ]);
}

test('a TIFF of three pages goes in whole; a PDF with 电子签章 goes in with its seal, its 备注 says so, and the original lies beside the volume and is verified', async () => {
  const source = join(folder, '材料');
  mkdirSync(source);
  await writeSigned(join(source, FILE));
  const white = { create: { width: 100, height: 140, channels: 3 as const, background: '#ffffff' } };
  const black = { ...white.create, width: 50, height: 70, background: '#000000' };
  const scan = await sharp(white)
    .composite([{ input: { create: black } }])
    .png()
    .toBuffer();
  writeFileSync(
    join(source, SCAN),
    await sharp([scan, scan, scan], { join: { animated: true } })
      .tiff()
      .toBuffer(),
  );
  const before = treeHash(source);
  const archive = join(folder, '库');
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, ctx);
  await core.call('index.run', { archive }, ctx);
  const { frameworks } = await core.call('gaps.read', { archive }, ctx);
  const indicators = frameworks[0]!.indicators.slice(0, 2).map(({ code }) => code);
  for (const indicator of indicators)
    await core.call('links.decide', { archive, document: FILE, indicator, action: 'confirm' }, ctx);
  await core.call('links.decide', { archive, document: SCAN, indicator: indicators[0]!, action: 'confirm' }, ctx);
  const out = join(folder, '册');
  const made = await core.call('export.run', { archive, out, draft: false }, ctx);
  const [scanned] = made.placed.filter(({ path }) => path === SCAN);
  expect(scanned!.lastPage - scanned!.firstPage).toBe(2);
  const { manifest } = readManifest(join(out, MANIFEST_FILE));
  const copies = manifest.files.filter(({ file }) => file.startsWith('附件_'));
  expect(copies.map(({ file }) => file)).toEqual([`附件_${indicators[0]}-①_${FILE}`.replace(/[\\/:*?"<>|]/g, ' ')]);
  expect(readFileSync(join(out, copies[0]!.file))).toEqual(readFileSync(join(source, FILE)));
  const read = await readVolume(join(out, made.volumes[0]!.file));
  const whole = read.labels
    .map((_, page) => textOf(read, page))
    .join('')
    .replace(/\s+/g, '');
  const remarks = read.labels.map((_, page) => lastColumn(read, page, '备注')).filter((remark) => remark !== '');
  expect(remarks.map((remark) => remark.replace(/—.*$/, ''))).toEqual(['原件含电子签章，见附件', '原件含电子签章，见附件']);
  expect(whole).toContain('签名效力以原文件为准');
  expect(await core.call('verify.run', { path: out }, ctx)).toMatchObject({ ok: true });
  writeFileSync(join(out, copies[0]!.file), 'other');
  expect(await core.call('verify.run', { path: out }, ctx)).toMatchObject({
    problems: [{ file: copies[0]!.file, code: 'changed' }],
  });
  expect(treeHash(source)).toEqual(before);
}, 60_000);

test('with 国密摘要 the list has the SM3 of every material, volume and file too, the copied original among them, and 校验 holds them against it', async () => {
  const archive = join(folder, '库');
  const out = join(folder, '国密');
  expect(readFileSync(join(folder, '册', '清单.csv'), 'utf8')).not.toContain('SM3');
  await core.call('export.run', { archive, out, draft: false, sm3: true }, ctx);
  const { manifest } = readManifest(join(out, MANIFEST_FILE));
  // Node's own cryptography has SM3; that of Electron, which the program runs on, has none.
  const sm3 = (path: string): string => createHash('sm3').update(readFileSync(path)).digest('hex');
  for (const { path, sm3: told } of manifest.items) expect([path, told]).toEqual([path, sm3(join(folder, '材料', path))]);
  const written = [...manifest.volumes, ...manifest.files];
  expect(written.some(({ file }) => file.startsWith('附件_'))).toBe(true);
  for (const { file, sm3: told } of written) expect([file, told]).toEqual([file, sm3(join(out, file))]);
  const [head, first] = readFileSync(join(out, '清单.csv'), 'utf8').split('\r\n');
  expect(head).toContain(',SHA-256,SM3,卷册,');
  expect(first).toContain(`,${manifest.items[0]!.sm3},`);
  expect(await core.call('verify.run', { path: out }, ctx)).toMatchObject({ ok: true });
  const [volume] = manifest.volumes;
  writeFileSync(join(out, MANIFEST_FILE), encodeManifest({ ...manifest, volumes: [{ ...volume!, sm3: 'f'.repeat(64) }] }));
  expect(await core.call('verify.run', { path: out }, ctx)).toMatchObject({
    problems: [{ file: volume!.file, code: 'changed', message: expect.stringContaining('SM3') as string }],
  });
}, 60_000);
