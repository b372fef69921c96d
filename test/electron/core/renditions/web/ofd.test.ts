import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pathData } from '../../../../../electron/core/renditions/web/ofd-objects.ts';
import { sealPicture } from '../../../../../electron/core/renditions/web/ofd-seals.ts';
import { webPagesOfOfd } from '../../../../../electron/core/renditions/web/ofd.ts';
import type { WebPages } from '../../../../../electron/core/renditions/web/page.ts';
import { zip } from '../../../../../resources/sample/make/encodings.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** An OFD of one page with these objects on it; `more` adds or replaces parts. */
async function drawn(objects: string, more: Readonly<Record<string, string | Buffer>> = {}): Promise<WebPages> {
  const path = join(temporaryFolder('ofd'), '文.ofd');
  writeFileSync(path, ofd(objects, more));
  return webPagesOfOfd(path);
}

function ofd(objects: string, more: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  const parts: Record<string, string | Buffer> = {
    'OFD.xml': `<ofd:OFD ${NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 50</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0.xml"/></ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="7" FontName="黑体"/></ofd:Fonts><ofd:DrawParams><ofd:DrawParam ID="8" LineWidth="2"><ofd:StrokeColor Value="255 0 0"/></ofd:DrawParam></ofd:DrawParams></ofd:Res>`,
    'Doc_0/Pages/P0.xml': `<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content></ofd:Page>`,
    ...more,
  };
  return zip(
    Object.entries(parts).map(([name, content]) => ({ name: Buffer.from(name), utf8: true, content: Buffer.from(content) })),
  );
}

const text = (attributes: string, code: string, inside = ''): string =>
  `<ofd:TextObject ID="3" Font="7" Size="5" Boundary="10 20 80 6" ${attributes}>${inside}${code}</ofd:TextObject>`;

test('a page has the paper the file names, and every character stands where the file puts it', async () => {
  const { body, css, signed } = await drawn(text('', '<ofd:TextCode X="0" Y="5" DeltaX="g 2 4 6">红头文件</ofd:TextCode>'));
  expect(css).toContain('@page p0{size:100mm 50mm;margin:0}');
  expect(body).toContain('<g transform="translate(10 20)">');
  expect(body).toMatch(/<text [^>]*font-size="5"[^>]* x="0 4 8 14" y="5 5 5 5">红头文件<\/text>/);
  expect(body).toContain('TZ Hei');
  expect(signed).toBe(false);
});

test('narrowed letters keep their places', async () => {
  const { body } = await drawn(text('HScale="0.64"', '<ofd:TextCode X="0" Y="5" DeltaX="4">文件</ofd:TextCode>'));
  expect(body).toContain('transform="translate(0 5) scale(0.64 1)">文</text>');
  expect(body).toContain('transform="translate(4 5) scale(0.64 1)">件</text>');
});

test('lines take their colour and width from the file, a fill is only where it is asked for', async () => {
  const path =
    '<ofd:PathObject ID="4" Boundary="0 0 9 9" DrawParam="8"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>';
  const { body } = await drawn(path);
  expect(body).toContain('<path fill="none" stroke="rgba(255,0,0,1)" stroke-width="2" d="M 0 0 L 9 9"/>');
});

test('a watermark that fills the page by a pattern does not cover what is under it', async () => {
  const cell = text('Alpha="51"', '<ofd:TextCode X="0" Y="5">严禁复制</ofd:TextCode>');
  const { body } = await drawn(
    `<ofd:PathObject ID="4" Boundary="0 0 100 50" Stroke="false" Fill="true"><ofd:FillColor Value="0 0 0"><ofd:Pattern Width="30" Height="10" XStep="40" YStep="20"><ofd:CellContent>${cell}</ofd:CellContent></ofd:Pattern></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 100 0 L 100 50 C</ofd:AbbreviatedData></ofd:PathObject>`,
  );
  expect(body).toMatch(/<pattern id="(c\d+)" patternUnits="userSpaceOnUse" width="40" height="20">.*严禁复制.*<\/pattern>/s);
  expect(body).toMatch(/<path fill="url\(#c\d+\)"/);
});

test('paths of the standard become paths of SVG; words that are none end the path', () => {
  expect(pathData('S 1 2 L 3 4 B 1 1 2 2 3 3 Q 1 1 2 2 A 5 5 0 0 1 9 9 C')).toBe(
    'M 1 2 L 3 4 C 1 1 2 2 3 3 Q 1 1 2 2 A 5 5 0 0 1 9 9 Z',
  );
  expect(pathData('M 0 0 L 5 5 X 1')).toBe('M 0 0 L 5 5');
  expect(pathData('')).toBe('');
  expect(pathData('"/><script>')).toBe('');
});

test('a page that cannot be read keeps its place and is named', async () => {
  const { body, notes } = await drawn('', { 'Doc_0/Pages/P0.xml': '<ofd:Page' });
  expect(body).toContain('这一页读不出来');
  expect(notes).toEqual(['OFD 里有的页面读不出来,请核对原件']);
});

test('texts of a file are texts, whatever they look like', async () => {
  const { body } = await drawn(text('', '<ofd:TextCode X="0" Y="5">&lt;script&gt;alert(1)&lt;/script&gt;</ofd:TextCode>'));
  expect(body).toContain('&lt;script&gt;');
  expect(body).not.toContain('<script');
});

test('a picture nobody can decode is named', async () => {
  const { notes } = await drawn('<ofd:ImageObject ID="5" ResourceID="99" Boundary="0 0 9 9" CTM="9 0 0 9 0 0"/>');
  expect(notes).toEqual(['OFD 里有的图片画不出来,请核对原件']);
});

test('a seal stands where its signature says, over everything else, and the file counts as signed', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#f00' } })
    .png()
    .toBuffer();
  const { body, files, signed, notes } = await drawn(
    text('', '<ofd:TextCode X="0" Y="5">盖章</ofd:TextCode>'),
    withSeal('png', png),
  );
  expect(body).toMatch(/盖章.*<image x="60" y="10" width="30" height="30"[^>]*href="picture-1.png"/s);
  expect([...files.keys()]).toEqual(['picture-1.png']);
  expect(signed).toBe(true);
  expect(notes).toHaveLength(1);
});

test('a seal that is an OFD of its own is drawn into its place', async () => {
  const inner = ofd(text('', '<ofd:TextCode X="0" Y="5">章</ofd:TextCode>'));
  const { body } = await drawn('', withSeal('ofd', inner));
  expect(body).toMatch(/<svg [^>]*x="60" y="10" width="30" height="30"[^>]*viewBox="0 0 100 50">.*章.*<\/svg>/s);
});

test('a seal whose picture is not to be found is named, the page stays', async () => {
  const { notes } = await drawn('', withSeal('png', Buffer.alloc(0)));
  expect(notes).toContain('OFD 里的电子签章画不出来,请核对原件');
});

test('a length beyond the end of a seal is no picture', () => {
  expect(sealPicture(Buffer.from([0x16, 3, 0x70, 0x6e, 0x67, 0x04, 0x84, 0xff, 0xff, 0xff, 0xff, 1]))).toBeNull();
  expect(sealPicture(Buffer.from([0x16, 3, 0x70, 0x6e, 0x67, 0x04, 0x02, 9, 9]))).toEqual({
    format: 'png',
    bytes: Buffer.from([9, 9]),
  });
});

/** The parts of one signature over the page: list, signature, and a value with the seal's picture in DER. */
function withSeal(format: string, picture: Buffer): Readonly<Record<string, string | Buffer>> {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(picture.length);
  const der = Buffer.concat([Buffer.from([0x30, 0x84, 0, 0, 0, 0, 0x16, format.length]), Buffer.from(format), Buffer.from([0x04, 0x84]), length, picture]); // prettier-ignore
  return {
    'OFD.xml': `<ofd:OFD ${NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Signs/Signatures.xml': `<ofd:Signatures ${NAMESPACE}><ofd:Signature ID="1" Type="Seal" BaseLoc="S0/Signature.xml"/></ofd:Signatures>`,
    'Doc_0/Signs/S0/Signature.xml': `<ofd:Signature ${NAMESPACE}><ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="1" Boundary="60 10 30 30"/></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>`,
    'Doc_0/Signs/S0/SignedValue.dat': der,
  };
}
