import { gbk, zip } from '../../resources/sample/make/encodings.ts';
import type { Random } from '../../resources/sample/make/rng.ts';

/** Bytes of the kinds of file a clerk has, made fast: a tree of 100,000 must not take longer to make than to index. */

/** What one file is about. */
export interface Paper {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** `YYYY-MM-DD` */
  readonly date: string;
}

const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const part = (name: string, content: string) => ({ name: Buffer.from(name), content: Buffer.from(content), utf8: true });
const TYPES = (overrides: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;
const override = (name: string, type: string): string =>
  `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`;
const RELS = (target: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`;

export function docx(paper: Paper): Buffer {
  const line = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`;
  const body = [paper.title, ...paper.paragraphs, paper.date].map(line).join('');
  return zip([
    part('[Content_Types].xml', TYPES(override('/word/document.xml', 'wordprocessingml.document.main'))),
    part('_rels/.rels', RELS('word/document.xml')),
    part(
      'word/document.xml',
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  ]);
}

export function xlsx(paper: Paper, random: Random): Buffer {
  const cell = (text: string): string => `<c t="inlineStr"><is><t>${xml(text)}</t></is></c>`;
  const rows = Array.from({ length: random.integer(8, 40) }, (_, at) => [
    String(at + 1),
    paper.date,
    random.pick(paper.paragraphs).slice(0, 18),
    String(random.integer(1, 400)),
  ]);
  const sheet = [[paper.title], ['序号', '日期', '内容', '数量'], ...rows]
    .map((row) => `<row>${row.map(cell).join('')}</row>`)
    .join('');
  return zip([
    part(
      '[Content_Types].xml',
      TYPES(
        override('/xl/workbook.xml', 'spreadsheetml.sheet.main') +
          override('/xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet'),
      ),
    ),
    part('_rels/.rels', RELS('xl/workbook.xml')),
    part(
      'xl/workbook.xml',
      '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    part(
      'xl/worksheets/sheet1.xml',
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
    ),
  ]);
}

/** One to four pages of text in a font the reader is expected to have (PDF 32000-1 §9.7.5.2, predefined CMap). */
export function pdf(paper: Paper, random: Random): Buffer {
  const pageCount = random.integer(1, 4);
  const lines = [paper.title, ...paper.paragraphs.flatMap((text) => text.match(/.{1,32}/gu) ?? []), paper.date];
  const perPage = Math.ceil(lines.length / pageCount);
  const objects: string[] = ['<</Type/Catalog/Pages 2 0 R>>', ''];
  objects.push(
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
  );
  const kids: string[] = [];
  for (let page = 0; page < pageCount; page++) {
    const shown = lines.slice(page * perPage, (page + 1) * perPage);
    const stream = `BT /F1 14 Tf 22 TL 72 770 Td ${shown.map((text) => `<${hexUtf16(text)}> Tj T*`).join(' ')} ET`;
    kids.push(`${objects.length + 1} 0 R`);
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${objects.length + 2} 0 R>>`,
      `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    );
  }
  objects[1] = `<</Type/Pages/Count ${pageCount}/Kids[${kids.join(' ')}]>>`;
  return pdfOf(objects.map((object) => Buffer.from(object, 'latin1')));
}

/** A paper that went through a scanner: one page, which is only the picture. `picture` is a JPEG of that size in pixels. */
export function scan(picture: Buffer, width: number, height: number): Buffer {
  const stream = 'q 555 0 0 802 20 20 cm /Im1 Do Q';
  return pdfOf([
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Count 1/Kids[3 0 R]>>'),
    Buffer.from('<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Im1 5 0 R>>>>/Contents 4 0 R>>'),
    Buffer.from(`<</Length ${stream.length}>>stream\n${stream}\nendstream`),
    Buffer.concat([
      Buffer.from(
        `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${picture.length}>>stream\n`,
      ),
      picture,
      Buffer.from('\nendstream'),
    ]),
  ]);
}

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
function pdfOf(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')];
  let length = parts[0]!.length;
  const xref = objects.map((object, at) => {
    const line = `${String(length).padStart(10, '0')} 00000 n \n`;
    const whole = Buffer.concat([Buffer.from(`${at + 1} 0 obj`), object, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    length += whole.length;
    return line;
  });
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${xref.join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** What a unit sends in: papers packed together, their names in GBK as Chinese Windows writes them (bit 11 clear). */
export function packed(papers: readonly Paper[]): Buffer {
  return zip(
    papers.map((paper, at) =>
      at % 2 === 0
        ? { name: gbk(`${paper.title}.docx`), content: docx(paper), utf8: false }
        : { name: gbk(`${paper.title}说明.txt`), content: txt(paper, 'gbk'), utf8: false },
    ),
  );
}

function hexUtf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

/** Half of a bureau's old texts are GBK. */
export function txt(paper: Paper, encoding: 'gbk' | 'utf8'): Buffer {
  const text = [paper.title, ...paper.paragraphs, paper.date].join('\r\n');
  return encoding === 'gbk' ? gbk(text) : Buffer.from(text);
}

/** A photo of its own: the given picture with another camera time and a comment, so that no two have the same content. */
export function jpg(picture: Buffer, date: string, comment: string): Buffer {
  const taken = `${date.replaceAll('-', ':')} 09:3${date.at(-1) ?? '0'}:12`;
  const words = Buffer.from(comment);
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, (words.length + 2) >> 8, (words.length + 2) & 255]), words]);
  const photo = Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)]);
  const dates = /\d{4}:\d{2}:\d{2} \d{2}:\d{2}:\d{2}/g;
  const head = photo.subarray(0, 4096).toString('latin1').replace(dates, taken);
  photo.write(head, 0, 'latin1');
  return photo;
}
