import * as fontkit from 'fontkit';
import { PDFDocument, degrees, rgb } from 'pdf-lib';
import type { PDFFont, PDFPage } from 'pdf-lib';

import { fontBytes } from './glyphs.ts';
import type { Face } from './glyphs.ts';
import type { OfficialText } from './official.ts';
import { A4, paperPages } from './paper.ts';

const BLACK = rgb(0.05, 0.05, 0.05);
const RED = rgb(0.84, 0, 0.06);

async function newPdf(title: string, author: string, created: string): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  pdf.setTitle(title);
  pdf.setAuthor(author);
  pdf.setProducer('WPS Writer');
  pdf.setCreator('WPS Writer');
  const date = new Date(`${created}T01:30:00Z`);
  pdf.setCreationDate(date);
  pdf.setModificationDate(date);
  return pdf;
}

function star(page: PDFPage, x: number, y: number, radius: number): void {
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.382;
    const angle = (i * Math.PI) / 5;
    return `${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
  });
  page.drawSvgPath(`M ${points.join(' L ')} Z`, { x, y, color: RED, opacity: 0.8 });
}

function seal(page: PDFPage, font: PDFFont, name: string, x: number, y: number): void {
  page.drawCircle({ x, y, size: 56, borderColor: RED, borderWidth: 2.6, borderOpacity: 0.8 });
  star(page, x, y, 18);
  const characters = [...name];
  const step = Math.min(20, 262 / Math.max(1, characters.length - 1));
  characters.forEach((character, i) => {
    const angle = ((i - (characters.length - 1) / 2) * step * Math.PI) / 180;
    const size = characters.length > 15 ? 9 : 11;
    page.drawText(character, {
      x: x + 44 * Math.sin(angle) - (size / 2) * Math.cos(angle),
      y: y + 44 * Math.cos(angle) - size * 0.35 + (size / 2) * Math.sin(angle) * 0.6,
      size,
      font,
      color: RED,
      opacity: 0.8,
      rotate: degrees((-angle * 180) / Math.PI),
    });
  });
}

export interface PdfShape {
  readonly size?: { readonly width: number; readonly height: number };
  /** `/Rotate` of every page; the content is turned the other way so that a reader shows it upright. */
  readonly rotate?: 90;
  /** Draws on a larger sheet with crop marks and sets the CropBox to the page proper. */
  readonly crop?: boolean;
  readonly sealed?: boolean;
  readonly userPassword?: string;
}

/** The paper as a PDF with a text layer and embedded subset fonts. */
export async function officialPdf(text: OfficialText, created: string, shape: PdfShape = {}): Promise<Buffer> {
  const size = shape.size ?? A4;
  const pdf = await newPdf(text.title.replace(/\n/g, ''), text.sign, created);
  const faces = new Map<Face, PDFFont>();
  const font = async (face: Face): Promise<PDFFont> => {
    const known = faces.get(face) ?? (await pdf.embedFont(fontBytes(face), { subset: true }));
    faces.set(face, known);
    return known;
  };
  const margin = shape.crop === true ? 60 : 0;
  for (const paper of paperPages(text, size)) {
    const turned = shape.rotate === 90;
    const page = pdf.addPage(turned ? [size.height, size.width] : [size.width + margin * 2, size.height + margin * 2]);
    if (turned) {
      page.setRotation(degrees(90));
    }
    if (margin > 0) {
      page.setCropBox(margin, margin, size.width, size.height);
      page.drawText('印前出血线以外  内部校样  不得外传', { x: 80, y: 20, size: 12, font: await font('serif'), color: BLACK });
      for (const [x, y] of [
        [margin, 10],
        [margin + size.width, 10],
        [margin, size.height + margin + 15],
        [margin + size.width, size.height + margin + 15],
      ] as const)
        page.drawLine({ start: { x, y }, end: { x, y: y + 35 }, thickness: 0.6, color: BLACK });
    }
    // Upright coordinates (from the top left) to the page's own. Turned: the page is shown 90° clockwise.
    const place = (x: number, y: number) => (turned ? { x: y, y: x } : { x: x + margin, y: size.height - y + margin });
    for (const item of paper.texts)
      page.drawText(item.text, {
        ...place(item.x, item.y),
        size: item.size,
        font: await font(item.face),
        color: item.color === 'red' ? RED : BLACK,
        ...(turned ? { rotate: degrees(90) } : {}),
      });
    if (paper.redLineY !== null)
      page.drawLine({
        start: place(70, paper.redLineY),
        end: place(size.width - 64, paper.redLineY),
        thickness: 1.8,
        color: RED,
      });
    if (paper.seal !== null && shape.sealed === true && !turned) {
      const at = place(paper.seal.x, paper.seal.y);
      seal(page, await font('serifBold'), text.sign, at.x, at.y);
    }
  }
  if (shape.userPassword !== undefined)
    pdf.encrypt({ userPassword: shape.userPassword, ownerPassword: `${shape.userPassword}-owner` });
  return Buffer.from(await pdf.save());
}

/** Page pictures (JPEG) as a PDF without any text layer, as a copier makes it. */
export async function picturePdf(pages: readonly Buffer[], title: string, created: string): Promise<Buffer> {
  const pdf = await newPdf(title, '', created);
  pdf.setProducer('Scanner');
  pdf.setCreator('Scanner');
  for (const bytes of pages) {
    const picture = await pdf.embedJpg(bytes);
    const page = pdf.addPage([A4.width, A4.height]);
    page.drawImage(picture, { x: 0, y: 0, width: A4.width, height: A4.height });
  }
  return Buffer.from(await pdf.save());
}
