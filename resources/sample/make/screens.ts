import sharp from 'sharp';
import type { Sharp } from 'sharp';

import { textSvg } from './glyphs.ts';
import { brokenLines } from './paper.ts';
import { box } from './scene-parts.ts';

export interface NewsPage {
  /** Name of the site or account; invented. */
  readonly site: string;
  readonly address: string;
  readonly title: string;
  /** `2026-03-05 09:12` */
  readonly time: string;
  readonly source: string;
  readonly paragraphs: readonly string[];
  /** A scene (1600×1200 SVG) shown in the article. */
  readonly picture: string;
}

/** A news page in a browser window as a screenshot (1280×1280 pixels, SVG with the picture drawn in). */
async function page(news: NewsPage): Promise<Sharp> {
  const picture = await sharp(Buffer.from(news.picture)).resize(760, 480, { fit: 'cover' }).jpeg({ quality: 70 }).toBuffer();
  const parts: string[] = [
    box(0, 0, 1280, 1280, '#ffffff'),
    box(0, 0, 1280, 44, '#dee1e6'),
    box(16, 8, 260, 36, '#ffffff', 'rx="8"'),
    textSvg(news.site.slice(0, 12), { x: 34, y: 33, size: 17, fill: '#333' }),
    box(0, 44, 1280, 46, '#f4f5f7'),
    box(110, 52, 1000, 30, '#ffffff', 'rx="15"'),
    textSvg(news.address, { x: 136, y: 73, size: 16, fill: '#555' }),
    '<path d="M 30 67 h 16 M 30 67 l 7 -7 M 30 67 l 7 7 M 80 67 h -16 M 80 67 l -7 -7 M 80 67 l -7 7" stroke="#777" stroke-width="2.4" fill="none"/>',
    box(0, 90, 1280, 110, '#b3191f'),
    textSvg(news.site, { x: 120, y: 164, size: 52, fill: '#fff3d0', face: 'serifBold' }),
    box(0, 200, 1280, 44, '#8d1217'),
    ...['首页', '要闻', '创建动态', '志愿服务', '公益广告', '身边好人'].map((name, i) =>
      textSvg(name, { x: 130 + i * 150, y: 230, size: 20, fill: '#fff' }),
    ),
  ];
  let y = 310;
  for (const line of brokenLines(news.title, 38, 1000, 'sansBold', 0)) {
    parts.push(textSvg(line, { x: 640, y, size: 38, fill: '#111', face: 'sansBold', anchor: 'middle' }));
    y += 54;
  }
  parts.push(
    textSvg(`${news.time}    来源 ${news.source}    阅读 ${news.title.length * 137}`, {
      x: 640,
      y,
      size: 18,
      fill: '#888',
      anchor: 'middle',
    }),
  );
  y += 26;
  parts.push(box(130, y, 1020, 1, '#ddd'));
  y += 46;
  const put = (paragraph: string): void => {
    brokenLines(paragraph, 22, 1000, 'sans', 44).forEach((line, i) => {
      parts.push(textSvg(line, { x: 140 + (i === 0 ? 44 : 0), y, size: 22, fill: '#222' }));
      y += 40;
    });
    y += 10;
  };
  const [first = '', ...rest] = news.paragraphs;
  put(first);
  const top = y;
  y += 530;
  rest.forEach(put);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="1280">${parts.join('')}</svg>`;
  return sharp(await sharp(Buffer.from(svg)).png().toBuffer()).composite([{ input: picture, left: 260, top }]);
}

/** The screenshot as PNG (256 colours, as screenshot programs save it). */
export const screenshotPng = async (news: NewsPage): Promise<Buffer> =>
  (await page(news)).png({ palette: true, colours: 128, dither: 0.6, effort: 7, compressionLevel: 9 }).toBuffer();
