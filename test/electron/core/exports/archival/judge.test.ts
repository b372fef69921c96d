import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString, PDFName, StandardFonts, type PDFPage } from 'pdf-lib';
import { expect, test } from 'vitest';
import { createJudge } from '../../../../../electron/core/exports/archival/judge.ts';
import { aboutPictures } from '../../../../../electron/core/exports/archival/reasons.ts';
import { createMend } from '../../../../../electron/core/exports/archival/mend.ts';
import { openPagePictures, openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import type { LiteralValue } from '../../../../../electron/core/exports/pdf/writer.ts';
import { openForDrawing, renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { FINISH, newVolume, noOverlay, placeAll } from '../pdf/pdf-fixtures.ts';

const folder = temporaryFolder('archival-judge');
const fonts = join(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'), '..', 'standard_fonts');
let count = 0;

interface Made {
  readonly document: PDFDocument;
  readonly page: PDFPage;
}

/** What is wrong with a page whose content and resources are as given. */
async function faultsOf(
  content: string | Uint8Array,
  more: (made: Made) => void | Promise<void> = () => undefined,
): Promise<readonly string[]> {
  const path = await written(content, more);
  const source = await openPdfSource(path);
  try {
    return createJudge(source.objects).page(source.sourcePages[0]!);
  } finally {
    source.close();
  }
}

async function written(content: string | Uint8Array, more: (made: Made) => void | Promise<void>): Promise<string> {
  const document = await PDFDocument.create();
  const page = document.addPage([300, 300]);
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(bytes)));
  page.node.set(PDFName.of('Resources'), document.context.obj({}));
  await more({ document, page });
  const path = join(folder, `${++count}.pdf`);
  writeFileSync(path, await document.save());
  return path;
}

/** Puts something into the page's resources. */
const resource =
  (category: string, name: string, make: (document: PDFDocument) => LiteralValue) =>
  ({ document, page }: Made): void => {
    const resources = page.node.Resources()!;
    const known = resources.lookup(PDFName.of(category)) ?? document.context.obj({});
    (known as ReturnType<PDFDocument['context']['obj']> & { set: (key: PDFName, value: unknown) => void }).set(
      PDFName.of(name),
      document.context.obj(make(document) as never),
    );
    resources.set(PDFName.of(category), known as never);
  };

test('lines and areas in grey and RGB keep to the standard', async () => {
  expect(await faultsOf('q 0.5 g 1 0 0 RG 10 10 m 90 90 l S 10 10 20 20 re f Q')).toEqual([]);
});

test.each([
  ['CMYK by an operator', '0 0 0 1 k 10 10 20 20 re f', 'cmyk'],
  ['CMYK by name', '/DeviceCMYK cs 10 10 20 20 re f', 'cmyk'],
  ['an operator that is none', '10 10 20 20 re f unfug', 'content'],
  ['one that is none although it says so', 'BX unfug EX', 'content'],
  ['half a byte in a hexadecimal string', '/P <</X 1>> BDC EMC BT <41424> Tj ET', 'content'],
  ['a rendering intent nobody knows', '/Bunt ri', 'content'],
  ['an integer beyond four bytes', '3000000000 0 m S', 'limits'],
  ['q nested too deep', 'q '.repeat(27) + 'Q '.repeat(27), 'limits'],
  ['a name longer than 127 bytes', `/${'x'.repeat(130)} MP`, 'limits'],
  ['a resource that is not there', '/Nichts gs', 'resources'],
  ['an inline picture with LZW', 'BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI', 'picture'],
  ['an inline picture in CMYK', 'BI /W 1 /H 1 /BPC 8 /CS /CMYK ID xxxx EI', 'cmyk'],
  ['a string without an end', 'BT (abc Tj ET', 'content'],
])('%s is a fault', async (_what, content, fault) => {
  expect(await faultsOf(content)).toContain(fault);
});

test('what stands deep within forms is judged, with the resources they name', async () => {
  const inner = (document: PDFDocument, content: string, more: Record<string, LiteralValue> = {}): LiteralValue =>
    document.context.register(
      document.context.flateStream(content, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 9, 9],
        Resources: {},
        ...more,
      } as never),
    );
  expect(
    await faultsOf(
      '/F Do',
      resource('XObject', 'F', (document) => inner(document, '1 0 0 rg 0 0 9 9 re f')),
    ),
  ).toEqual([]);
  const nested = resource('XObject', 'F', (document) =>
    inner(document, '/G Do', { Resources: { XObject: { G: inner(document, '1 0 0 0 k 0 0 9 9 re f') } } }),
  );
  expect(await faultsOf('/F Do', nested)).toEqual(['cmyk']);
  const group = resource('XObject', 'F', (document) =>
    inner(document, '0 0 9 9 re f', { Group: { S: 'Transparency', CS: 'DeviceCMYK' } }),
  );
  expect(await faultsOf('/F Do', group)).toEqual(['cmyk']);
  const postScript = resource('XObject', 'F', (document) => inner(document, '', { Subtype2: 'PS' }));
  expect(await faultsOf('/F Do', postScript)).toEqual(['content']);
});

test('blend modes are those of the standard; a transfer function that changes colours is a fault, one that does not is mended', async () => {
  const state = (entries: Record<string, LiteralValue>) =>
    faultsOf(
      '/E gs',
      resource('ExtGState', 'E', () => entries),
    );
  expect(await state({ Type: 'ExtGState', BM: 'Multiply', ca: 0.5 })).toEqual([]);
  expect(await state({ Type: 'ExtGState', BM: 'Glitzer' })).toEqual(['transparency']);
  expect(await state({ Type: 'ExtGState', TR: 'Identity' })).toEqual([]);
  expect(await state({ Type: 'ExtGState', TR: { FunctionType: 2, Domain: [0, 1], N: 2 } })).toEqual(['colour']);
});

test('spot colours and profiles of another colour space are faults', async () => {
  const space = (value: (document: PDFDocument) => LiteralValue) =>
    faultsOf('/S cs 1 scn 0 0 9 9 re f', resource('ColorSpace', 'S', value));
  expect(await space(() => ['Separation', 'Rot', 'DeviceRGB', { FunctionType: 2, Domain: [0, 1], N: 1 }])).toEqual(['colour']);
  expect(await space(() => ['Indexed', 'DeviceRGB', 0, Uint8Array.of(1, 2, 3)])).toEqual([]);
  const profile = (head: string) => (document: PDFDocument) => [
    'ICCBased',
    document.context.register(document.context.flateStream(Buffer.from(head.padEnd(200, '\0'), 'latin1'), { N: 3 })),
  ];
  expect(await space(profile('\0\0\0\0\0\0\0\0\x02\0\0\0mntrRGB XYZ '))).toEqual([]);
  expect(await space(profile('\0\0\0\0\0\0\0\0\x02\0\0\0mntrCMYKLab '))).toEqual(['colour']);
  expect(await space(profile('\0\0\0\0\0\0\0\0\x05\0\0\0mntrRGB XYZ '))).toEqual(['colour']);
});

test('an annotation that stays needs an appearance of its own; links and what is hidden need none', async () => {
  const annotated = (entries: Record<string, LiteralValue>) =>
    faultsOf('', ({ document, page }) =>
      page.node.set(PDFName.of('Annots'), document.context.obj([{ Type: 'Annot', Rect: [1, 1, 9, 9], ...entries }] as never)),
    );
  expect(await annotated({ Subtype: 'Highlight', F: 4 })).toEqual(['annotation']);
  expect(await annotated({ Subtype: 'Highlight', F: 2 })).toEqual([]);
  expect(await annotated({ Subtype: 'Link', Border: [0, 0, 1] })).toEqual([]);
  expect(await annotated({ Subtype: 'Projection' })).toEqual(['annotation']);
});

test('a font that is not in the file is named as such, unless its text is never painted', async () => {
  const helvetica = async (content: string) =>
    faultsOf(content, async ({ document, page }) => {
      const font = await document.embedFont(StandardFonts.Helvetica);
      page.node.Resources()!.set(PDFName.of('Font'), document.context.obj({ F: font.ref }));
    });
  expect(await helvetica('BT /F 9 Tf (abc) Tj ET')).toEqual(['font-outside']);
  expect(await helvetica('BT /F 9 Tf 3 Tr (abc) Tj ET')).toEqual([]);
  expect(await helvetica('BT 3 Tr q /F 9 Tf 0 Tr (abc) Tj Q ET')).toEqual(['font-outside']);
});

/** A simple font with a program of its own. */
const simple =
  (
    kind: {
      readonly subtype: string;
      readonly key: string;
      readonly file: Uint8Array;
      readonly fileSubtype?: string;
      readonly flags: number;
    },
    widths: readonly number[],
    encoding: LiteralValue | null,
  ) =>
  ({ document, page }: Made): void => {
    const { context } = document;
    const file = context.register(context.flateStream(kind.file, kind.fileSubtype ? { Subtype: kind.fileSubtype } : {}));
    const descriptor = { Type: 'FontDescriptor', FontName: 'ABCDEF+Test', Flags: kind.flags, [kind.key]: file };
    const font = {
      Type: 'Font',
      Subtype: kind.subtype,
      BaseFont: 'ABCDEF+Test',
      FirstChar: 65,
      LastChar: 64 + widths.length,
      Widths: [...widths],
      FontDescriptor: descriptor,
      ...(encoding === null ? {} : { Encoding: encoding }),
    };
    page.node.Resources()!.set(PDFName.of('Font'), context.obj({ F: font } as never));
  };

const SHOW = 'BT /F 9 Tf (AB) Tj ET';

test('widths of a TrueType font are those of its program, and its encoding is one of the two allowed', async () => {
  const file = readFileSync(join(fonts, 'LiberationSans-Regular.ttf'));
  const kind = { subtype: 'TrueType', key: 'FontFile2', file, flags: 32 };
  expect(await faultsOf(SHOW, simple(kind, [667, 667], 'WinAnsiEncoding'))).toEqual([]);
  expect(await faultsOf(SHOW, simple(kind, [667, 600], 'WinAnsiEncoding'))).toEqual(['font']);
  expect(await faultsOf('BT /F 9 Tf (A) Tj ET', simple(kind, [667, 600], 'WinAnsiEncoding'))).toEqual([]);
  expect(await faultsOf(SHOW, simple(kind, [667, 667], 'StandardEncoding'))).toEqual(['font']);
  expect(await faultsOf(SHOW, simple(kind, [667, 667], null))).toEqual(['font']);
  expect(await faultsOf(SHOW, simple({ ...kind, flags: 4 }, [667, 667], 'WinAnsiEncoding'))).toEqual(['font']);
  const renamed = { BaseEncoding: 'WinAnsiEncoding', Differences: [65, 'uni0042'] };
  expect(await faultsOf('BT /F 9 Tf (A) Tj ET', simple(kind, [667, 0], renamed))).toEqual([]);
  const unknown = { BaseEncoding: 'WinAnsiEncoding', Differences: [65, 'g123'] };
  expect(await faultsOf(SHOW, simple(kind, [667, 667], unknown))).toEqual(['font']);
  expect(await faultsOf(SHOW, simple({ ...kind, file: Buffer.from('no font at all') }, [667, 667], 'WinAnsiEncoding'))).toEqual([
    'font',
  ]);
});

test('widths of a CFF font are those of its charstrings, its characters found by name', async () => {
  const file = readFileSync(join(fonts, 'FoxitFixed.pfb'));
  const kind = { subtype: 'Type1', key: 'FontFile3', file, fileSubtype: 'Type1C', flags: 32 };
  expect(await faultsOf(SHOW, simple(kind, [600, 600], 'WinAnsiEncoding'))).toEqual([]);
  expect(await faultsOf(SHOW, simple(kind, [600, 600], null))).toEqual([]);
  expect(await faultsOf(SHOW, simple(kind, [600, 500], 'WinAnsiEncoding'))).toEqual(['font']);
  const lacking = { BaseEncoding: 'WinAnsiEncoding', Differences: [65, 'nichtda'] };
  expect(await faultsOf(SHOW, simple(kind, [600, 600], lacking))).toEqual(['font']);
  expect(await faultsOf(SHOW, simple({ ...kind, fileSubtype: 'CIDFontType0C' }, [600, 600], 'WinAnsiEncoding'))).toEqual([
    'font',
  ]);
});

/** Adobe Type 1 Font Format §7: the inverse of what the reader does. */
function encrypt(plain: Buffer, key: number): Buffer {
  let state = key;
  return Buffer.from(
    plain.map((byte) => {
      const cipher = byte ^ (state >> 8);
      state = ((cipher + state) * 52_845 + 22_719) & 0xffff;
      return cipher;
    }),
  );
}

test('widths of a Type 1 font are those of its encrypted charstrings', async () => {
  const lead = Buffer.alloc(4);
  const number = (value: number) => Buffer.from([255, 0, 0, value >> 8, value & 255]);
  // x-bearing, width, hsbw, endchar
  const glyph = (width: number) => encrypt(Buffer.concat([lead, number(10), number(width), Buffer.from([13, 14])]), 4330);
  const entry = (name: string, width: number) => [
    Buffer.from(`/${name} ${glyph(width).length} RD `),
    glyph(width),
    Buffer.from(' ND\n'),
  ];
  const body = Buffer.concat([
    ...[lead, Buffer.from('dup /Private 5 dict dup begin /lenIV 4 def\n2 index /CharStrings 3 dict dup begin\n')],
    ...[...entry('.notdef', 250), ...entry('A', 700), ...entry('B', 650), Buffer.from('end end\n')],
  ]);
  const head =
    '%!PS-AdobeFont-1.0: Test\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding StandardEncoding def\ncurrentfile eexec\n';
  const file = Buffer.concat([Buffer.from(head), encrypt(body, 55_665)]);
  const kind = { subtype: 'Type1', key: 'FontFile', file, flags: 4 };
  expect(await faultsOf(SHOW, simple(kind, [700, 650], null))).toEqual([]);
  expect(await faultsOf(SHOW, simple(kind, [700, 660], null))).toEqual(['font']);
  expect(await faultsOf('BT /F 9 Tf (C) Tj ET', simple(kind, [700, 650, 700], null))).toEqual(['font']);
  const hex = Buffer.concat([Buffer.from(head), Buffer.from(encrypt(body, 55_665).toString('hex'))]);
  expect(await faultsOf(SHOW, simple({ ...kind, file: hex }, [700, 650], null))).toEqual([]);
});

test('glyphs of a Type 3 font are content too, and their widths are said in front of them', async () => {
  const type3 = (glyph: string, width: number) =>
    faultsOf('BT /F 9 Tf (A) Tj ET', ({ document, page }) => {
      const { context } = document;
      const font = {
        ...{ Type: 'Font', Subtype: 'Type3', FontBBox: [0, 0, 9, 9], FontMatrix: [0.1, 0, 0, 0.1, 0, 0], Resources: {} },
        ...{ FirstChar: 65, LastChar: 65, Widths: [width], Encoding: { Differences: [65, 'a'] } },
        CharProcs: { a: context.register(context.flateStream(glyph)) },
      };
      page.node.Resources()!.set(PDFName.of('Font'), context.obj({ F: font } as never));
    });
  expect(await type3('8 0 0 0 9 9 d1 0 0 9 9 re f', 8)).toEqual([]);
  expect(await type3('8 0 d0 0 0 9 9 re f', 6)).toEqual(['font']);
  expect(await type3('8 0 d0 1 0 0 0 k 0 0 9 9 re f', 8)).toEqual(['cmyk']);
});

test('what is only in dictionaries is mended while a page is placed: the page looks the same and keeps to the standard', async () => {
  const path = await written('/I Do /E gs', (made) => {
    resource('XObject', 'I', (document) =>
      document.context.register(
        document.context.stream(deflateSync(Buffer.alloc(12, 99)), {
          ...{ Type: 'XObject', Subtype: 'Image', Width: 2, Height: 2, BitsPerComponent: 8, ColorSpace: 'DeviceRGB' },
          ...{ Filter: 'FlateDecode', Interpolate: true, Intent: 'Bunt' },
        } as never),
      ),
    )(made);
    resource('ExtGState', 'E', () => ({ Type: 'ExtGState', TR: 'Identity', HTP: [0, 0] }))(made);
  });
  const source = await openPdfSource(path);
  expect(createJudge(source.objects).page(source.sourcePages[0]!)).toEqual([]);
  const plain = join(folder, 'plain.pdf');
  const mended = join(folder, 'mended.pdf');
  placeAll(plain, source, { overlay: noOverlay });
  source.close();
  const again = await openPdfSource(path);
  placeAll(mended, again, { overlay: noOverlay, archival: true });
  again.close();
  const [before, after] = [(await renderPages(plain, [0], 300))[0]!, (await renderPages(mended, [0], 300))[0]!];
  expect(Buffer.from(after.rgba).equals(before.rgba)).toBe(true);
  const text = async (file: string): Promise<string> => {
    const document = await PDFDocument.load(readFileSync(file));
    return document.context
      .enumerateIndirectObjects()
      .map(([, object]) => String(object))
      .join('\n');
  };
  for (const word of ['/Interpolate', '/TR ', '/HTP', '/Intent']) {
    expect([word, (await text(plain)).includes(word)]).toEqual([word, true]);
    expect([word, (await text(mended)).includes(word)]).toEqual([word, false]);
  }
});

test('names in GBK become readable ones, half bytes of strings are filled up', async () => {
  const path = await written('', () => undefined);
  const source = await openPdfSource(path);
  const { context } = await PDFDocument.create();
  const mend = createMend(source.objects);
  const dict = context.obj({ BaseFont: PDFName.of('#CB#CE#CC#E5') });
  mend.dict(dict, dict);
  expect(String(dict.get(PDFName.of('BaseFont')))).toBe('/cbcecce5');
  expect(String(mend.string(PDFHexString.of('41424')))).toBe('<414240>');
  expect(String(mend.string(PDFHexString.of('4142')))).toBe('<4142>');
  source.close();
});

test('faces of ours keep to the standard, the unseen one too', async () => {
  const path = join(folder, 'ours.pdf');
  const writer = newVolume(path);
  const ours = await loadFonts(writer);
  const runs = [...ours.encode('迎检台账 2026 (a) ①', 'song'), ...ours.encode('缺', 'hei-bold')];
  const unseen = ours.unseen('看不见 abc')!;
  const shown = runs.map((run) => `/${run.resource} 12 Tf <${run.hex}> Tj`).join(' ');
  const used = Object.fromEntries([...runs, unseen].map((run) => [run.resource, ours.ref(run.face)]));
  writer.addPage({
    ...{ widthPt: 300, heightPt: 300, content: Buffer.from(`BT ${shown} 3 Tr /${unseen.resource} 9 Tf <${unseen.hex}> Tj ET`) },
    resources: writer.context.obj({ Font: used }),
  });
  await ours.embed(writer);
  writer.finish(FINISH);
  const source = await openPdfSource(path);
  expect(createJudge(source.objects).page(source.sourcePages[0]!)).toEqual([]);
  source.close();
});

test('a page of a file that only the tolerant reader opens is drawn after repair, with its words', async () => {
  const document = await PDFDocument.create();
  document
    .addPage([300, 200])
    .drawText('Repaired 2026', { x: 20, y: 90, size: 24, font: await document.embedFont(StandardFonts.Helvetica) });
  const whole = Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1');
  const path = join(folder, 'torn.pdf');
  writeFileSync(path, `${whole.slice(0, whole.indexOf('\nxref'))}\nstartxref\n0\n%%EOF\n`, 'latin1');
  await expect(openForDrawing(path)).rejects.toThrow();
  const { source, wordsOn } = await openPagePictures(path, undefined, [0]);
  expect([source.pages, wordsOn(0).map(({ text }) => text)]).toEqual([[{ widthPt: 300, heightPt: 200 }], ['Repaired 2026']]);
  source.close();
});

test('what is said of pages that went in as pictures names them and why', () => {
  expect(aboutPictures(new Map([[0, ['font-outside']]]), 1)).toEqual(['原件不符合长期保存格式（字体未嵌入），本页以图像装入。']);
  expect(
    aboutPictures(
      new Map([
        [2, ['cmyk']],
        [0, ['cmyk']],
      ]),
      5,
    ),
  ).toEqual(['原件第 1、3 页不符合长期保存格式（CMYK 颜色没有颜色特性文件），以图像装入。']);
  expect(
    aboutPictures(
      new Map([
        [1, ['font', 'cmyk']],
        [0, ['font', 'cmyk']],
      ]),
      2,
    ),
  ).toEqual(['原件不符合长期保存格式（字体与字形、宽度或编码不符、CMYK 颜色没有颜色特性文件），各页以图像装入。']);
  expect(aboutPictures(new Map(), 3)).toEqual([]);
});
