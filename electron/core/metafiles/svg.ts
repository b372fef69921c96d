import { BEYOND, sideUnits, type Matrix, type VectorItem, type VectorPicture } from './vector.ts';

/** Thinner than this share of the picture a line is a hair, which stays visible at every size. */
const HAIR = 1 / 1500;
const HAIR_PX = 0.7;
/** Browsers set no letters of size 1. */
const LETTER = 100;

/** The picture as SVG, its pictures within. It fills whatever box it is put in; `prefix` keeps its names apart from those of others. */
export function svgOf(picture: VectorPicture, prefix = ''): string {
  const { clips, items, frame, widthPt, heightPt } = picture;
  const hair = HAIR * sideUnits(picture);
  const defined = clips.map((paths, at) => clipOf(paths, `${prefix}c${at}`)).join('');
  const drawn = items.map((item) => {
    const svg = itemOf(item, hair);
    const last = (clips[item.clip ?? -1]?.length ?? 0) - 1;
    return item.clip === undefined || last < 0 ? svg : `<g clip-path="url(#${prefix}c${item.clip}-${last})">${svg}</g>`;
  });
  const [width, height] = [Math.max(1, widthPt), Math.max(1, heightPt)];
  const box = `viewBox="0 0 ${width} ${height}" width="${width}pt" height="${height}pt" preserveAspectRatio="none"`;
  const [a, b, c, d, e, f] = frame;
  const onBox: Matrix = [a * width, b * height, c * width, d * height, e * width, f * height];
  const beyond = [-BEYOND * width, -BEYOND * height, (1 + 2 * BEYOND) * width, (1 + 2 * BEYOND) * height];
  const [x, y, across, down] = beyond;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" overflow="hidden" ${box}>` +
    `<defs><clipPath id="${prefix}all"><rect x="${x}" y="${y}" width="${across}" height="${down}"/></clipPath>${defined}</defs>` +
    `<g clip-path="url(#${prefix}all)"><g transform="matrix(${onBox.map(exact).join(' ')})">${drawn.join('')}</g></g></svg>`
  );
}

/** A clip within a clip is the only way in which SVG cuts by several outlines. */
function clipOf(paths: VectorPicture['clips'][number], name: string): string {
  return paths
    .map(({ path, evenOdd }, step) => {
      const before = step === 0 ? '' : ` clip-path="url(#${name}-${step - 1})"`;
      return `<clipPath id="${name}-${step}"${before}><path d="${path || 'M0 0'}"${evenOdd ? ' clip-rule="evenodd"' : ''}/></clipPath>`;
    })
    .join('');
}

function itemOf(item: VectorItem, hair: number): string {
  switch (item.kind) {
    case 'path': {
      const { stroke } = item;
      const rule = item.evenOdd && item.fill ? ' fill-rule="evenodd"' : '';
      const dash = stroke?.dash?.length ? ` stroke-dasharray="${stroke.dash.join(' ')}"` : '';
      const width = stroke && stroke.width < hair ? `${HAIR_PX}" vector-effect="non-scaling-stroke` : (stroke?.width ?? 0);
      const line = stroke
        ? ` stroke="${stroke.color}" stroke-width="${width}" stroke-linecap="${stroke.cap}" stroke-linejoin="${stroke.join}"${dash}`
        : '';
      return `<path d="${item.path}" fill="${item.fill ?? 'none'}"${rule}${line}/>`;
    }
    case 'image': {
      const type = item.format === 'jpg' ? 'jpeg' : 'png';
      const matrix = item.matrix.map(exact).join(' ');
      return `<image width="1" height="1" preserveAspectRatio="none" transform="matrix(${matrix})" xlink:href="data:image/${type};base64,${item.data}"/>`;
    }
    case 'text': {
      const [a, b, c, d, e, f] = item.matrix;
      const matrix = [a / LETTER, b / LETTER, -c / LETTER, -d / LETTER, e, f].map(exact).join(' ');
      const places = item.places ? ` x="${item.places.map((place) => exact(place * LETTER)).join(' ')}"` : '';
      const look = `${item.bold ? ' font-weight="700"' : ''}${item.slanted ? ' font-style="italic"' : ''}`;
      const family = item.serif ? `'TZ Song',serif` : `'TZ Hei',sans-serif`;
      return `<text xml:space="preserve" transform="matrix(${matrix})"${places} text-anchor="${item.anchor}" font-size="${LETTER}" font-family="${family}"${look} fill="${item.color}">${escaped(item.text)}</text>`;
    }
  }
}

/** Eight digits, without an exponent. */
function exact(value: number): string {
  return value === 0 || !Number.isFinite(value)
    ? '0'
    : Number(value.toPrecision(8)).toFixed(Math.min(20, Math.max(3, 8 - Math.ceil(Math.log10(Math.abs(value))))));
}

function escaped(text: string): string {
  // Control characters and halves of pairs may not stand in XML at all.
  const clean = text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
