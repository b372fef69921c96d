import sharp, { type Sharp } from 'sharp';

/** A picture of shapes that looks like no other seed's: areas of many sizes with edges, light from one side, grain. */
export async function drawnPhoto(seed: number, size: { readonly width: number; readonly height: number }): Promise<Buffer> {
  const next = random(seed);
  const { width, height } = size;
  const shapes = Array.from({ length: 60 }, () => {
    const [x, y, w, h] = [next() * width, next() * height, (0.03 + next() * 0.3) * width, (0.03 + next() * 0.3) * height];
    const fill = `rgb(${Math.floor(next() * 256)},${Math.floor(next() * 256)},${Math.floor(next() * 256)})`;
    return next() < 0.5
      ? `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`
      : `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" fill="${fill}"/>`;
  });
  const light = `<defs><linearGradient id="l" x2="1" y2="${next().toFixed(2)}"><stop stop-color="#345"/><stop offset="1" stop-color="#eeb"/></linearGradient></defs>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${light}<rect width="100%" height="100%" fill="url(#l)"/>${shapes.join('')}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at++) data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + (next() - 0.5) * 12));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** A page of lines as a scanner gives it: another seed, other lines. */
export function drawnPage(seed: number): Sharp {
  const next = random(seed);
  const lines = Array.from({ length: 34 }, (_, line) => {
    const words = Array.from({ length: 26 }, (_unused, at) => ({ x: 90 + at * 32, on: next() > 0.06 }));
    const until = next() < 0.25 ? Math.floor(next() * 26) : 26;
    return words
      .filter(({ on }, at) => on && at < until)
      .map(
        ({ x }) => `<rect x="${x}" y="${120 + line * 38}" width="${20 + next() * 8}" height="${16 + next() * 8}" fill="#333"/>`,
      )
      .join('');
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1414"><rect width="100%" height="100%" fill="#fbfaf6"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
}

function random(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}
