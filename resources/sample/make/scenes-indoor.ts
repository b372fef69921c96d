import { textSvg } from './glyphs.ts';
import { randomFrom } from './rng.ts';
import { WIDTH, banner, box, building, person, scene, shadow, shape, someone, wear } from './scene-parts.ts';

/** Drawn indoor scenes, 1600×1200 SVG. */

const ROOM = [box(0, 0, WIDTH, 820, 'url(#wall)'), box(0, 815, WIDTH, 385, 'url(#floor)'), box(0, 800, WIDTH, 18, '#8b8478')];

const noSmoking = (x: number, y: number, r: number): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="#fff"/><rect x="${x - r * 0.62}" y="${y - r * 0.08}" width="${r * 0.95}" height="${r * 0.2}" fill="#2b2b2b"/><rect x="${x + r * 0.35}" y="${y - r * 0.08}" width="${r * 0.24}" height="${r * 0.2}" fill="#c98a2c"/><path d="M ${x + r * 0.48} ${y - r * 0.16} q ${r * 0.2} ${-r * 0.2} 0 ${-r * 0.42}" stroke="#777" stroke-width="${r * 0.06}" fill="none"/><circle cx="${x}" cy="${y}" r="${r * 0.9}" fill="none" stroke="#d01820" stroke-width="${r * 0.18}"/><path d="M ${x - r * 0.6} ${y - r * 0.6} L ${x + r * 0.6} ${y + r * 0.6}" stroke="#d01820" stroke-width="${r * 0.18}"/>`;

/** A hall with a no-smoking board on the wall, seats or counters below. */
export function smokeFree(seed: number, place: 'hall' | 'ward'): string {
  const random = randomFrom(seed);
  const seats = Array.from(
    { length: 6 },
    (_, i) =>
      `${box(180 + i * 215, 880, 190, 30, '#4f6d85')}${box(180 + i * 215, 770, 190, 110, '#5b7d99', 'rx="10"')}${box(200 + i * 215, 910, 10, 80, '#888')}${box(340 + i * 215, 910, 10, 80, '#888')}`,
  ).join('');
  const counter = `${box(0, 700, WIDTH, 40, '#8a6a48')}${box(0, 740, WIDTH, 170, '#e7e2d8')}${[0, 1, 2, 3].map((i) => `${box(110 + i * 390, 560, 210, 140, '#22313d')}${box(120 + i * 390, 570, 190, 120, '#9fc0d6')}${textSvg(`${i + 1}号窗口`, { x: 215 + i * 390, y: 800, size: 40, fill: '#1f4f9c', face: 'sansBold', anchor: 'middle' })}`).join('')}`;
  return scene([
    ...ROOM,
    wear(0, 0, WIDTH, 820, 0.12),
    [0, 1, 2, 3].map((i) => box(120 + i * 380, 0, 220, 26, '#fffdf2')).join(''),
    shadow(800, 500, 330, 26, 0.2),
    box(470, 130, 660, 360, '#f8f8f5'),
    box(470, 130, 660, 360, 'none', 'stroke="#c9c4ba" stroke-width="6"'),
    noSmoking(640, 285, 120),
    textSvg('禁止吸烟', { x: 940, y: 275, size: 76, fill: '#c01820', face: 'sansBold', anchor: 'middle' }),
    textSvg('NO SMOKING', { x: 940, y: 340, size: 42, fill: '#444', anchor: 'middle' }),
    textSvg('控烟监督：区卫生健康局', { x: 800, y: 458, size: 34, fill: '#444', anchor: 'middle' }),
    place === 'ward' ? seats : counter,
    place === 'ward'
      ? `${box(60, 220, 220, 300, '#e9f2f4')}${textSvg('候诊区', { x: 170, y: 390, size: 56, fill: '#1f6f7c', face: 'sansBold', anchor: 'middle' })}`
      : '',
    someone(random, 1380, 1080, 470),
    place === 'ward'
      ? someone(random, 330, 1090, 450, { back: true })
      : person({ x: 260, y: 1100, height: 480, vest: true, coat: '#3d4a5c', trousers: '#2b3038', arm: 'reach' }),
    box(0, 0, WIDTH, 1200, 'url(#shine)', 'opacity="0.4"'),
  ]);
}

/** A covered market: stalls with produce under hanging lamps; `sign` hangs over the aisle. */
export function market(seed: number, sign: string, inspector: boolean): string {
  const random = randomFrom(seed);
  const heap = (x: number, y: number, color: string): string =>
    Array.from(
      { length: 26 },
      () =>
        `<circle cx="${(x + random.between(0, 180)).toFixed(0)}" cy="${(y - random.between(0, 62)).toFixed(0)}" r="${random.integer(14, 22)}" fill="${color}" stroke="#000" stroke-opacity="0.18"/>`,
    ).join('');
  const stalls = [0, 1, 2, 3].map((i) => {
    const x = 20 + i * 400;
    const goods = random.pick([
      ['#c8322b', '#e0912a', '#7ea437'],
      ['#8fb04a', '#d8c04a', '#7a4a8a'],
      ['#d8d2c0', '#b4643a', '#4f8a3c'],
    ] as const);
    return `${box(x, 690, 370, 34, '#cfd3d4')}${box(x, 724, 370, 180, '#8f9aa0')}${textSvg(`${random.integer(1, 9)}${random.integer(0, 9)}号`, { x: x + 60, y: 830, size: 44, fill: '#fff', face: 'sansBold', anchor: 'middle' })}${box(x + 140, 775, 190, 96, '#fff')}${textSvg('明码标价', { x: x + 235, y: 838, size: 38, fill: '#1f6f3c', face: 'sansBold', anchor: 'middle' })}${heap(x + 10, 688, goods[0])}${heap(x + 100, 690, goods[1])}${heap(x + 185, 690, goods[2])}${box(x + 120, 300, 130, 90, '#f2f4f2', 'stroke="#3a8a55" stroke-width="5"')}${textSvg('营业执照', { x: x + 185, y: 358, size: 27, fill: '#333', anchor: 'middle' })}`;
  });
  return scene([
    box(0, 0, WIDTH, 900, '#cbc6bb'),
    box(0, 0, WIDTH, 140, '#8d9398'),
    Array.from({ length: 9 }, (_, i) => box(i * 190, 0, 14, 140, '#6d7378')).join(''),
    [150, 550, 950, 1350]
      .map(
        (x) =>
          `<path d="M ${x} 60 v 140" stroke="#444" stroke-width="5"/><ellipse cx="${x}" cy="215" rx="52" ry="20" fill="#fdf4cf"/><ellipse cx="${x}" cy="300" rx="170" ry="110" fill="#fff3c0" opacity="0.18" filter="url(#soft)"/>`,
      )
      .join(''),
    someone(random, 240, 790, 380),
    someone(random, 660, 790, 370),
    someone(random, 1060, 790, 385),
    someone(random, 1440, 790, 375),
    stalls.join(''),
    box(0, 900, WIDTH, 300, '#9c968b'),
    Array.from({ length: 9 }, (_, i) => `<path d="M 0 ${920 + i * i * 4.4} h 1600" stroke="#857f74" stroke-width="3"/>`).join(''),
    wear(0, 900, WIDTH, 300, 0.4),
    box(420, 150, 760, 96, '#1f6f3c'),
    textSvg(sign, {
      x: 800,
      y: 220,
      size: Math.min(60, 700 / [...sign].length),
      fill: '#fff',
      face: 'sansBold',
      anchor: 'middle',
    }),
    someone(random, 520, 1150, 520, { back: true }),
    inspector
      ? person({ x: 1000, y: 1150, height: 540, coat: '#1f3350', trousers: '#1b2230', cap: '#1f3350', arm: 'reach' })
      : someone(random, 1180, 1140, 500, { back: true }),
  ]);
}

/** A stair corridor with a fire exit; `clear` false piles cartons and an e-bike in the way. */
export function fireExit(seed: number, clear: boolean): string {
  const random = randomFrom(seed);
  const cartons = Array.from({ length: 13 }, (_, i) => {
    const x = 330 + (i % 5) * 150 + random.integer(-25, 25);
    const y = 1010 - Math.floor(i / 5) * 125 + random.integer(-12, 12);
    const s = random.integer(110, 160);
    return `${box(x, y - s * 0.8, s, s * 0.8, random.pick(['#b58a55', '#a67c48', '#c39a64']), 'stroke="#6d4e2a" stroke-width="3"')}${box(x + s * 0.42, y - s * 0.8, s * 0.14, s * 0.8, '#d9c39a')}`;
  });
  return scene([
    box(0, 0, WIDTH, 1200, '#d8d5cc'),
    shape('0,0 430,170 430,860 0,1200', '#e3dfd4'),
    shape('1600,0 1170,170 1170,860 1600,1200', '#c9c4b8'),
    shape('0,0 1600,0 1170,170 430,170', '#eeece5'),
    shape('0,1200 1600,1200 1170,860 430,860', '#a29c90'),
    box(430, 170, 740, 690, '#dad5ca'),
    wear(0, 0, WIDTH, 1200, 0.3),
    box(600, 330, 400, 530, '#7f9a86'),
    box(620, 350, 175, 510, '#8fae97'),
    box(805, 350, 175, 510, '#8fae97'),
    box(760, 590, 14, 70, '#c7c7c7'),
    box(826, 590, 14, 70, '#c7c7c7'),
    box(620, 215, 360, 90, '#128a4a', 'rx="8"'),
    textSvg('安全出口', { x: 800, y: 280, size: 62, fill: '#eafff0', face: 'sansBold', anchor: 'middle' }),
    `<ellipse cx="800" cy="260" rx="260" ry="110" fill="#4fe08a" opacity="0.16" filter="url(#soft)"/>`,
    box(1250, 560, 120, 190, '#b3191f'),
    textSvg('消火栓', { x: 1310, y: 670, size: 34, fill: '#fff', face: 'sansBold', anchor: 'middle' }),
    [0, 1]
      .map((i) => `${box(1270 + i * 52, 800, 42, 110, '#c8202a', 'rx="12"')}${box(1284 + i * 52, 780, 14, 24, '#222')}`)
      .join(''),
    clear
      ? `${shape('640,1200 960,1200 870,860 730,860', '#e2c23a', 'opacity="0.5"')}${textSvg('消防通道 禁止占用', { x: 800, y: 1090, size: 52, fill: '#7a1a1a', face: 'sansBold', anchor: 'middle' })}`
      : `${shadow(720, 1030, 480, 30, 0.5)}${cartons.join('')}<g transform="translate(1080 1080)"><circle cx="-80" cy="-40" r="52" fill="none" stroke="#222" stroke-width="14"/><circle cx="120" cy="-40" r="52" fill="none" stroke="#222" stroke-width="14"/><path d="M -80 -40 L -20 -60 H 70 L 120 -40 L 90 -190 H 60 M -60 -130 H 30 L 60 -70" stroke="#b8342c" stroke-width="22" fill="none" stroke-linejoin="round"/></g>`,
  ]);
}

/** People round a long table with a banner; `words` names the meeting. */
export function meeting(seed: number, words: string): string {
  const random = randomFrom(seed);
  return scene([
    ...ROOM,
    [0, 1, 2].map((i) => `${box(150 + i * 470, 230, 330, 330, '#c8d9e2')}${box(310 + i * 470, 230, 8, 330, '#eee')}`).join(''),
    banner(words, 130, 70, 1340, 110),
    [0, 1, 2, 3, 4, 5, 6].map((i) => someone(random, 180 + i * 205, 1010, 470)).join(''),
    shape('60,850 1540,850 1600,1010 0,1010', '#7a4a2a'),
    shape('0,1010 1600,1010 1600,1200 0,1200', '#5a341c'),
    [0, 1, 2, 3, 4, 5, 6]
      .map(
        (i) =>
          `${shape(`${150 + i * 205},870 ${235 + i * 205},870 ${240 + i * 205},925 ${140 + i * 205},925`, '#f5f3ec')}${box(112 + i * 205, 838, 24, 46, '#e9eef0')}${shape(`${150 + i * 205},940 ${240 + i * 205},940 ${245 + i * 205},985 ${145 + i * 205},985`, '#d9362c')}`,
      )
      .join(''),
    [0, 1, 2].map((i) => `<ellipse cx="${330 + i * 470}" cy="1200" rx="110" ry="150" fill="#26221f"/>`).join(''),
    box(0, 0, WIDTH, 1200, 'url(#shine)', 'opacity="0.5"'),
  ]);
}

/** Rows of pupils before a blackboard with `words`. */
export function classroom(seed: number, words: string, line: string): string {
  const random = randomFrom(seed);
  return scene([
    ...ROOM,
    box(240, 130, 1120, 420, '#6b4a2e'),
    box(262, 152, 1076, 376, '#24503c'),
    wear(262, 152, 1076, 376, 0.25),
    textSvg(words, {
      x: 800,
      y: 330,
      size: Math.min(108, 980 / [...words].length),
      fill: '#f3efe2',
      face: 'serifBold',
      anchor: 'middle',
    }),
    textSvg(line, { x: 800, y: 440, size: 48, fill: '#f0d878', face: 'serif', anchor: 'middle' }),
    someone(random, 1430, 860, 470, { arm: 'reach' }),
    [0, 1]
      .map((row) =>
        Array.from({ length: 6 - row }, (_, i) => {
          const x = 170 + i * (250 + row * 60) + row * 20;
          const y = 1000 + row * 210;
          return `${person({ x, y, height: 330 + row * 70, coat: '#2f62a8', trousers: '#20406e', back: true })}<path d="M ${x - 34} ${y - 258 - row * 56} q 34 26 68 0" stroke="#d01f26" stroke-width="12" fill="none"/>${box(x - 105, y - 150 - row * 20, 210, 26, '#b98a55')}${box(x - 98, y - 126 - row * 20, 12, 120, '#6d7378')}${box(x + 86, y - 126 - row * 20, 12, 120, '#6d7378')}`;
        }).join(''),
      )
      .join(''),
  ]);
}

/** A canteen table with serving chopsticks and a reminder stand. */
export function canteen(seed: number): string {
  const random = randomFrom(seed);
  const plate = (x: number, y: number, color: string): string =>
    `<ellipse cx="${x}" cy="${y}" rx="150" ry="62" fill="#f7f7f4"/><ellipse cx="${x}" cy="${y}" rx="118" ry="44" fill="#e3e2dc"/>${Array.from({ length: 22 }, () => `<ellipse cx="${(x + random.between(-80, 80)).toFixed(0)}" cy="${(y + random.between(-26, 20)).toFixed(0)}" rx="22" ry="11" fill="${color}" opacity="0.85"/>`).join('')}`;
  return scene([
    ...ROOM,
    box(0, 120, WIDTH, 130, '#b3191f'),
    textSvg('谁知盘中餐 粒粒皆辛苦', { x: 800, y: 210, size: 74, fill: '#ffe9b0', face: 'sansBold', anchor: 'middle' }),
    [0, 1, 2, 3].map((i) => someone(random, 220 + i * 390, 780, 370)).join(''),
    shape('0,720 1600,720 1600,1200 0,1200', '#c9a877'),
    wear(0, 720, WIDTH, 480, 0.3),
    plate(360, 880, '#5d8f35'),
    plate(800, 840, '#c8502a'),
    plate(1250, 900, '#d8b04a'),
    plate(640, 1080, '#8a5a2a'),
    `<path d="M 700 760 L 1010 860 M 716 748 L 1026 846" stroke="#2a2a2a" stroke-width="10"/><path d="M 1080 1010 q 40 -40 90 -20 l 190 70" stroke="#c9cdd0" stroke-width="16" fill="none"/>`,
    shape('120,700 420,700 450,1010 90,1010', '#f4f1e6', 'stroke="#1f6f3c" stroke-width="8"'),
    textSvg('公筷公勺', { x: 270, y: 810, size: 62, fill: '#1f6f3c', face: 'sansBold', anchor: 'middle' }),
    textSvg('光盘行动', { x: 270, y: 910, size: 62, fill: '#c01820', face: 'sansBold', anchor: 'middle' }),
  ]);
}

/** A service desk with a volunteer sign: the street office's or the hall's. */
export function servicePost(seed: number, words: string, outdoor: boolean): string {
  const random = randomFrom(seed);
  return scene([
    ...(outdoor
      ? [
          box(0, 0, WIDTH, 820, 'url(#sky)'),
          building(random, -20, 820, 1640, 760, '#c9bda9'),
          box(0, 815, WIDTH, 385, '#aaa498'),
          wear(0, 815, WIDTH, 385, 0.5),
        ]
      : ROOM),
    box(260, 150, 1080, 150, '#c01d22', 'rx="10"'),
    textSvg(words, {
      x: 800,
      y: 255,
      size: Math.min(84, 980 / [...words].length),
      fill: '#fff4d6',
      face: 'sansBold',
      anchor: 'middle',
    }),
    box(180, 380, 260, 320, '#f8f6ef', 'stroke="#b8b2a4" stroke-width="6"'),
    textSvg('值班制度', { x: 310, y: 440, size: 42, fill: '#b3191f', face: 'sansBold', anchor: 'middle' }),
    Array.from({ length: 7 }, (_, i) => box(210, 470 + i * 30, 200 - (i % 3) * 30, 8, '#9a958a')).join(''),
    person({ x: 720, y: 1010, height: 480, vest: true, coat: '#3d4a5c', trousers: '#2b3038', arm: 'reach' }),
    person({ x: 960, y: 1010, height: 465, vest: true, coat: '#7a4a3c', trousers: '#33302c' }),
    shadow(840, 1130, 420, 18),
    box(470, 830, 760, 34, '#8a6a48'),
    box(470, 864, 760, 260, '#e9e4d8'),
    textSvg('老花镜 针线包 雨伞 应急药箱', { x: 850, y: 1000, size: 44, fill: '#1f4f9c', anchor: 'middle' }),
    box(520, 770, 90, 60, '#fff'),
    box(1090, 740, 60, 90, '#d9362c'),
    someone(random, 1380, 1120, 480, { back: true }),
  ]);
}
